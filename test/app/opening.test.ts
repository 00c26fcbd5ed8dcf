import { beforeEach, describe, expect, it } from 'vitest';
import { clearOpens } from '../../app/api/clear-guard.js';
import { everyLane } from '../../app/every-lane.js';
import type { CommandRow } from '../../app/ports.js';
import { receive } from '../../app/receive.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { Authority, BankMessage, DoorOpened } from '../../domain/inputs.js';
import { bankId, House, startMs } from './house.js';

const none: Authority = { kind: 'none' };
let house: House;
beforeEach(async () => void (house = await House.withParcel()));

const opened = (compartmentId: string, authority: Authority, openedUptimeMs = 900_000): DoorOpened => ({
  type: 'door-opened',
  bankId,
  messageId: `m-opened-${compartmentId}`,
  compartmentId: compartmentId as CompartmentId,
  doorCycle: 7,
  authority,
  openedUptimeMs,
  times: house.times(),
});
const under = (commandId = 'none'): Authority => ({ kind: 'command', commandId });
/** The open of a deposit for A02 lets go of A03. */
async function wrongDoor(): Promise<BankMessage> {
  await house.tell(house.deposit('r2'));
  return opened('A03', under(house.opens().at(-1)?.commandId));
}
const stop = async () => (await house.ports.guards.read(bankId)).opensStopped;
const clear = () =>
  clearOpens(house.ports, {
    bankId,
    actor: 'ann',
    isOperator: false,
    roleSinceMs: 0,
    reason: 'walked along',
    nowMs: house.nowMs,
  });
const counts = () => house.ports.counters.counts;

describe('a door that opens in another’s place', () => {
  it('is found at once, and no door of the bank is opened any more', async () => {
    await house.tell(await wrongDoor());
    expect(house.ports.counters.details['finding']).toMatchObject({
      cause: 'wrong-door-opened',
      compartmentId: 'A03',
      key: 'cycle-7',
    });
    expect(await stop()).toMatchObject({ cause: 'wrong-door-opened', sightings: [{ compartmentId: 'A03' }] });
    const opens = house.opens().length;
    house.nowMs += 1_000;
    await house.tell(house.deposit('r3'));
    await house.tell(house.pickup('r4', house.code()));
    await house.tell(house.collect('r5'));
    expect(house.screens().slice(-3)).toEqual(['opens-stopped', 'opens-stopped', 'opens-stopped']);
    expect(house.opens()).toHaveLength(opens);
    expect(house.lines()).toEqual([
      'No door can be opened now.',
      'Somebody has been called.',
      'Please come back later.',
    ]);
  });

  it('keeps a door from being opened again in a visit that is running; what needs no door goes on', async () => {
    const message = await wrongDoor();
    await house.tell(house.closed('A02', 500, 500)); // Closed on nothing.
    const leaseId = house.sent('open').at(-1)?.leaseId ?? '';
    await house.tell(message);
    const asked = { bankId, compartmentId: 'A02' as CompartmentId, leaseId, times: house.times() };
    await house.tell({ type: 'reopen-requested', messageId: 'm-re', requestId: 're', ...asked });
    expect(house.screens().at(-1)).toBe('opens-stopped');
    await house.tell({ type: 'deposit-cancelled', messageId: 'm-ca', requestId: 'ca', ...asked });
    expect(house.screens().at(-1)).toBe('deposit-cancelled');
  });

  it('stops opens once, however often and by whichever message it is told', async () => {
    const message = await wrongDoor();
    await house.tell(message);
    await house.tell(message);
    await clear();
    house.nowMs += 3_600_000;
    const closed = house.closed('A02', 500, 500);
    await house.tell({ ...closed, compartmentId: 'A03' as CompartmentId, doorCycle: 7 });
    expect(await stop()).toBeUndefined();
    expect(counts()['opens-stopped']).toBe(1);
  });

  it('is opened again, as all are, once a person has walked along and cleared it: then the finding is over', async () => {
    await house.tell(await wrongDoor());
    await clear();
    expect(house.ports.counters.details['finding']).toMatchObject({ cause: 'wrong-door-opened', status: 'over' });
    await house.tell(house.pickup('r4', house.code()));
    expect(house.screens().at(-1)).toBe('pickup-open');
  });

  it('under a person’s command is looked up: its id does not say for which door it is', async () => {
    const row = { bankId, commandId: 'c-abcdefghijklmnop', type: 'open', compartmentId: 'A03', fields: {}, by: 'ann' };
    const times = { issuedAtMs: startMs, notAfterMs: startMs, createdAtMs: startMs };
    await house.ports.commands.create({ ...row, ...times, version: 1, madeFrom: '' } as CommandRow);
    await house.tell(opened('A03', under('c-abcdefghijklmnop')));
    expect(await stop()).toBeUndefined();
    await house.tell(opened('A04', under('c-abcdefghijklmnop')));
    expect(await stop()).toMatchObject({ cause: 'wrong-door-opened' });
  });

  it('under a command that nobody knows is no wrong door', async () => {
    for (const commandId of ['c-nobodysnobodys1', 'whatever', 'A03-x-1-open'])
      await house.tell(opened('A03', under(commandId)));
    expect(await stop()).toBeUndefined();
  });

  it('is found again by the retry of a call that could not stop opens', async () => {
    const message = await wrongDoor();
    const guards = { ...house.ports.guards, write: () => Promise.reject(new Error('the table does not answer')) };
    await expect(house.tell(message, { ports: { ...house.ports, guards } })).rejects.toThrow('does not answer');
    await house.tell(message);
    expect(counts()['finding']).toBe(2);
    expect(await stop()).toBeDefined();
  });
});

describe('a door that opens by itself', () => {
  it('right after a start of the controller stops opens', async () => {
    await house.tell(opened('A01', none, 800));
    expect(await stop()).toMatchObject({ cause: 'opens-at-boot', sightings: [{ compartmentId: 'A01' }] });
  });

  it('and is none of the bank’s is no reason to stop any', async () => {
    await house.tell(opened('Z99', none, 800));
    expect(await stop()).toBeUndefined();
  });

  it('at any other time is no matter of the start', async () => {
    await house.tell(opened('A01', none, 80_000));
    expect(await stop()).toBeUndefined();
    expect(counts()['finding']).toBeUndefined();
  });

  it('is told by door-closed alone, should the other message be lost', async () => {
    const closed = { ...house.closed('A01', 440, 440), authority: none, openedUptimeMs: 800 };
    await house.tell(closed);
    expect(await stop()).toMatchObject({ cause: 'opens-at-boot' });
  });
});

describe('an opening as the rule hands it over', () => {
  const delivery = (change: Record<string, unknown>) => {
    const message = {
      schema: 1,
      messageId: 'm1',
      controllerId: 'controller-1',
      bootCount: 1,
      seq: 0,
      uptimeMs: 800,
      sentUptimeMs: 800,
      type: 'door-opened',
      compartmentId: 'A01',
      doorCycle: 1,
      openedUptimeMs: 800,
      authority: none,
      ...change,
    };
    const body = Buffer.from(JSON.stringify(message)).toString('base64');
    return { body, bankId, kind: 'door', clientId: bankId, principal: 'p', receivedAtMs: house.nowMs };
  };
  const hear = (change: Record<string, unknown> = {}) => {
    const reading = { nowMs: house.nowMs, isAnswered: true, lane: everyLane };
    return receive(house.ports, delivery(change), { by: 'call-1', isRetried: true }, reading);
  };

  it('stops opens where it is the bank’s own controller that says it', async () => {
    await hear({ controllerId: 'a-stranger' });
    expect(await stop()).toBeUndefined();
    await hear();
    expect(await stop()).toMatchObject({ cause: 'opens-at-boot' });
  });

  it('costs no look where it is as it should be, but for the one that is spared when its door is shut', async () => {
    const { doors } = house.ports;
    const [read, load] = [() => Promise.reject(new Error('nothing is to be read')), doors.load];
    house.ports.guards.read = read;
    house.ports.directory.bank = read;
    let loads = 0;
    doors.load = (key) => ((loads += 1), load(key));
    await hear({ authority: { kind: 'command', commandId: 'A01-k3x9q2-1-open' } });
    expect(loads).toBe(1);
    await hear({ authority: { kind: 'key' } });
    expect(loads).toBe(1);
  });
});

describe('a door that springs open behind whoever shut it', () => {
  const sprung = (door: string, ageMs = 0): DoorOpened => {
    const times = house.times();
    return { ...opened(door, none), times: { ...times, occurredAtMs: times.nowMs - ageMs } };
  };
  const asked = () => house.screens().filter((code) => code === 'close-door').length;

  it('is asked for at once, on the screen in front of them', async () => {
    await house.tell(sprung('A01'));
    expect(house.screens().at(-1)).toBe('close-door');
    expect(house.lines()).toEqual(['Door A01 is still open.', 'Please close it.']);
    expect(house.sent('display').at(-1)).toMatchObject({ compartmentId: 'A01', notAfterMs: house.nowMs + 20_000 });
    expect(await stop()).toBeUndefined();
  });

  it('is not asked for where nobody was let in, where they have gone since, where the news of it is late, or it is shut', async () => {
    await house.tell({ ...house.closed('A01', 500, 500), authority: none });
    await house.tell(sprung('A03'));
    await house.tell(sprung('A01', 20_001));
    house.nowMs += 20 * 60_000;
    await house.tell(sprung('A01'));
    expect(asked()).toBe(0);
  });
});

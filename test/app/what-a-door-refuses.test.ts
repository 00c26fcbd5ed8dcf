import { describe, expect, it } from 'vitest';
import { sweep } from '../../app/sweep.js';
import type { Ports } from '../../app/ports.js';
import type { CompartmentId, LeaseId } from '../../domain/ids.js';
import type { CommandResult, LeaseRequest } from '../../domain/inputs.js';
import { bankId, House } from './house.js';

const minuteMs = 60_000;
const A01 = 'A01' as CompartmentId;
const broken = () => Promise.reject(new Error('the world failed'));

const result = (house: House, of: { commandId: string }, told: Partial<CommandResult>): CommandResult => ({
  ...{ type: 'command-result', bankId, messageId: `m-${of.commandId}-result`, times: house.times() },
  ...{ commandId: of.commandId, outcome: 'done', windows: [] },
  ...told,
});

const reopen = async (house: House, requestId: string): Promise<LeaseRequest> => ({
  ...{ type: 'reopen-requested', bankId, messageId: `m-${requestId}`, times: house.times(), requestId },
  ...{ compartmentId: A01, leaseId: house.opens().at(-1)!.leaseId as LeaseId },
});

/** The first stay of A01 has come and gone; the second one waits for its deposit. */
async function secondStay(): Promise<{ house: House; oldCommandId: string }> {
  const house = await House.withParcel();
  const oldCommandId = house.opens()[0]!.commandId;
  await house.tell(house.pickup('r2', house.code()));
  await house.tell(house.closed('A01', 440, 500));
  house.nowMs += 10 * minuteMs;
  await house.tell(house.deposit('r3'));
  expect((await house.door('A01')).door.stay?.state).toBe('reserved');
  return { house, oldCommandId };
}

describe('a door takes no word', () => {
  it('of an earlier stay’s command for a deposit of this one', async () => {
    const { house, oldCommandId } = await secondStay();
    const closed = house.closed('A01', 500, 440);
    await house.tell({ ...closed, authority: { kind: 'command', commandId: oldCommandId } });
    expect((await house.door('A01')).door.stay?.state).toBe('reserved');
    expect(house.told()).toHaveLength(1);
  });

  it('of a lease that was never granted', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const commandId = house.opens()[0]!.commandId.replace(/-1-open$/, '-2-open');
    await house.tell({ ...house.closed('A01', 500, 440), authority: { kind: 'command', commandId } });
    expect((await house.door('A01')).door.stay?.state).toBe('reserved');
  });

  it('of an old lease’s failed open, once another lease is running', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 500));
    await house.tell(await reopen(house, 'r2'));
    await house.tell(result(house, house.opens()[0]!, { outcome: 'failed' }));
    expect((await house.door('A01')).door.stay?.state).toBe('depositing');
  });

  it('of a bank that refuses a command because it came twice', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(result(house, house.opens()[0]!, { outcome: 'refused', reason: 'duplicate' }));
    expect((await house.door('A01')).door.stay?.state).toBe('reserved');
  });
});

describe('a door is not offered', () => {
  it('while it stands open', async () => {
    const house = await House.open();
    const ajar = { compartmentId: A01, doorCycle: 1, authority: { kind: 'key' } as const, openForMs: 60_000 };
    await house.tell({ type: 'door-ajar', bankId, messageId: 'm-ajar', times: house.times(), ...ajar });
    await house.tell(house.deposit('r1'));
    expect(house.opens().map(({ compartmentId }) => compartmentId)).toEqual(['A02']);
  });

  it('while a parcel lies in it, although the index says that it is free', async () => {
    const house = await House.open();
    const asWas = await house.ports.doors.free(bankId);
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    const stale: Ports = { ...house.ports, doors: { ...house.ports.doors, free: async () => asWas } };
    await house.tell(house.deposit('r2'), { ports: stale });
    expect(house.opens().map(({ compartmentId }) => compartmentId)).toEqual(['A01', 'A02']);
  });
});

describe('a request at the screen', () => {
  it('that comes twice opens once', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 500));
    const again = await reopen(house, 'r2');
    await house.tell(again);
    house.nowMs += 2_000;
    await house.tell({ ...again, messageId: 'm-r2-again' });
    expect(house.opens()).toHaveLength(2);
    expect((await house.door('A01')).door.stay?.leases).toBe(2);
  });
});

describe('a code', () => {
  it('that is another stay’s is not used again: the next generation’s is', async () => {
    const house = await House.open();
    let isFirst = true;
    const codes: Ports['codes'] = {
      ...house.ports.codes,
      claim: async (...row) => (isFirst ? (isFirst = false) : house.ports.codes.claim(...row)),
    };
    await house.tell(house.deposit('r1'), { ports: { ...house.ports, codes } });
    await house.tell(house.closed('A01', 500, 440));
    const { stay } = (await house.door('A01')).door;
    expect(stay?.generation).toBe(2);
    expect(house.code()).toBe(await house.ports.secrets.pickupCode(stay!.id, 2));
  });
});

describe('what a call still owes', () => {
  it('is left to the call for a minute, and found by the sweep after that', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const mute = house.ports.channels.map((channel) => ({ ...channel, send: broken }));
    const closed = house.closed('A01', 500, 440);
    await house.tell(closed, { ports: { ...house.ports, channels: mute } }).catch(() => undefined);
    await house.ports.doors.markDue({ bankId, compartmentId: A01 }, house.nowMs);
    house.nowMs += 30_000;
    await sweep(house.ports);
    expect(house.told()).toEqual([]);
    house.nowMs += 61_000;
    await sweep(house.ports);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });
});

it('tells a resident at once that something was left behind, with the code that still opens', async () => {
  const house = await House.withParcel();
  const code = house.code();
  await house.tell(house.pickup('r2', code));
  await house.tell(house.closed('A01', 440, 470));
  expect(house.told()).toEqual(['parcel-stored +12025550112', 'parcel-left-behind +12025550112']);
  expect(house.code()).toBe(code);
});

import { describe, expect, it } from 'vitest';
import { reportSensors } from '../../app/api/report-sensors.js';
import { handleBank } from '../../app/bank.js';
import type { BankCommand } from '../../app/ports.js';
import type { CompartmentId } from '../../domain/ids.js';
import { defaultPolicy } from '../../domain/policy.js';
import type { CommandResult } from '../../domain/inputs.js';
import { crashing } from './crash.js';
import { bankId, siteId } from './house.js';
import { box, empty, hourMs, ScannedHouse } from './scanned-house.js';

/** A deposit at A01 was found empty, in a bank that has been scanned for a day. */
async function foundEmpty(known = ScannedHouse.known()): Promise<ScannedHouse> {
  const at = await known;
  const { house } = at;
  house.nowMs += 60_000;
  await house.tell(house.deposit('r1'));
  await house.tell({ ...house.closed('A01', 500, 500), before: empty, after: empty });
  at.cycles['A01'] = 1;
  return at;
}

const asked = ({ house }: ScannedHouse): BankCommand[] =>
  house.sent('sample').filter(({ commandId }) => commandId.includes('-beside-'));
const askedOf = (at: ScannedHouse, door: string) => asked(at).find(({ compartmentId }) => compartmentId === door);

const answerOf = ({ house }: ScannedHouse, command: BankCommand | undefined, windows = box): CommandResult => {
  const { commandId = 'none' } = command ?? {};
  const times = house.times();
  return { type: 'command-result', bankId, messageId: `m-${commandId}`, commandId, outcome: 'done', windows, times };
};

/** What is so of the doors A01 and A03, and of the bank: all that a look at A03 may change. */
async function outcomeOf({ house }: ScannedHouse) {
  const doors = await Promise.all(['A01', 'A03'].map((label) => house.door(label)));
  const { state } = await house.ports.banks.load(bankId);
  return {
    sensors: doors.map(({ door }) => door.sensors),
    finding: doors[0]?.door.stay?.finding,
    swaps: state.scan?.swaps,
    screens: house.screens().slice(2),
  };
}

const silent = { top: { health: 0 } };
const doubted = {
  sensors: [silent, silent],
  finding: 'unclear',
  swaps: { 'A03/top': { of: 'A01', llr: 7.7541, isCounted: true } },
};

describe('a deposit that was found empty', () => {
  it('has every other door looked at, each once for its cycle, in two minutes', async () => {
    const at = await foundEmpty();
    const issuedAtMs = at.house.nowMs;
    const stayId = (await at.house.door('A01')).door.stay?.id;
    expect(asked(at)).toMatchObject(
      ['A02', 'A03', 'A04'].map((compartmentId) => {
        const commandId = `${compartmentId}-beside-${stayId}-1`;
        return { commandId, compartmentId, leaseId: commandId, issuedAtMs, notAfterMs: issuedAtMs + 120_000 };
      }),
    );
    expect(at.house.screens().at(-1)).toBe('no-parcel');
  });

  it('has them looked at whenever its call dies and is made again', async () => {
    const told = async (nth: number) => {
      const at = await ScannedHouse.known();
      at.house.nowMs += 60_000;
      await at.house.tell(at.house.deposit('r1'));
      const closed = { ...at.house.closed('A01', 500, 500), before: empty, after: empty };
      const { ports, calls } = crashing(at.house.ports, nth, 'before');
      await at.house.tell(closed, { by: 'call', ports }).catch(() => undefined);
      if (nth > 0) await at.house.tell(closed, { by: 'call' });
      return { at, calls: calls() };
    };
    const { calls } = await told(0);
    for (let nth = 1; nth <= calls; nth++) {
      const doors = asked((await told(nth)).at).map(({ compartmentId }) => compartmentId);
      expect([nth, [...new Set(doors)].sort()]).toEqual([nth, ['A02', 'A03', 'A04']]);
    }
  });

  it('has them looked at as well where nobody stands there any more: the parcel may lie in a door that is given back', async () => {
    const at = await ScannedHouse.known();
    const { house } = at;
    await house.tell(house.deposit('r1'));
    const closed = { ...house.closed('A01', 500, 500), before: empty, after: empty };
    house.nowMs += hourMs / 2;
    await house.tell({ ...closed, times: { ...closed.times, nowMs: house.nowMs, receivedAtMs: house.nowMs } });
    expect((await house.door('A01')).door.stay?.state).toBe('cancelled');
    await house.tell(answerOf(at, askedOf(at, 'A03')));
    expect((await outcomeOf(at)).sensors).toEqual([silent, silent]);
  });

  it('where the others show what they showed, is what it was', async () => {
    const at = await foundEmpty();
    for (const command of asked(at)) await at.house.tell(answerOf(at, command, empty));
    expect(await outcomeOf(at)).toMatchObject({ sensors: [undefined, undefined], finding: 'absent', swaps: undefined });
  });

  it('where the others show what they showed, costs one read of each: nothing is read of their doors', async () => {
    const at = await foundEmpty();
    const { ports } = at.house;
    const unread = () => Promise.reject(new Error('read all the same'));
    const blind = { ...ports, doors: { ...ports.doors, load: unread } };
    const [first, second] = asked(at);
    await at.house.tell(answerOf(at, first, empty), { ports: blind });
    await expect(at.house.tell(answerOf(at, second), { ports: blind })).rejects.toThrow('read all the same');
  });

  it('is in doubt where another shows it: neither door is believed, and it is once, however often the answer comes', async () => {
    const at = await foundEmpty();
    const answer = answerOf(at, askedOf(at, 'A03'));
    for (let i = 0; i < 3; i++) await at.house.tell(answer);
    expect(await outcomeOf(at)).toMatchObject({ ...doubted, screens: ['confirm-deposit'] });
    expect(at.counts('wires-in-doubt')).toBe(1);
  });

  it('shows in the sensors report, since that look, for as long as no parcel has told', async () => {
    const at = await foundEmpty();
    const sinceMs = at.house.nowMs;
    await at.house.tell(answerOf(at, askedOf(at, 'A03')));
    for (let hours = 0; hours < 3; hours++) await at.scan({ A03: box });
    const { registry, ...ports } = at.house.ports;
    const site = { id: siteId, policy: defaultPolicy };
    const { items } = await reportSensors({ ...ports, registry }, site, { limit: 10 });
    expect(items).toMatchObject([
      { bankId, wiresInDoubt: [{ compartmentId: 'A03', sensor: 'top', of: 'A01', sinceMs }] },
    ]);
    expect(items[0]?.sensors.map(({ compartmentId, score }) => `${compartmentId} ${score}`)).toEqual([
      'A01 0',
      'A03 0',
      'A02 1',
      'A04 1',
    ]);
  });

  it('is not in doubt by many doors that moved: what came here shows at one other, so the next scan has all of them believed', async () => {
    const at = await foundEmpty();
    for (const command of asked(at)) await at.house.tell(answerOf(at, command));
    const doors = await Promise.all(['A02', 'A03', 'A04'].map((label) => at.house.door(label)));
    expect(doors.map(({ door }) => door.sensors)).toEqual([silent, undefined, undefined]); // The first was not known to be one of many.
    const shifted = { A02: box, A03: box, A04: box };
    await at.scan(shifted);
    expect(await outcomeOf(at)).toMatchObject({ sensors: [undefined, undefined], swaps: undefined });
    expect((await at.house.door('A02')).door.sensors).toBeUndefined();
    expect(at.counts('wires-in-doubt')).toBe(1);
    expect(at.incidents().map(({ cause }) => cause)).toEqual(['thin-item', 'firmware-update']); // What was in doubt once is looked at.
  });

  it('is in no doubt by a door that is suspected of another one’s wires: what it shows is that one’s', async () => {
    const at = await foundEmpty();
    const seen = [{ key: 'A03/top', of: 'A04' as CompartmentId, llr: 7.7541 }];
    await handleBank(at.house.ports, { type: 'wires-suspected', bankId, seen, times: at.house.times() });
    await at.house.tell(answerOf(at, askedOf(at, 'A03')));
    expect(await outcomeOf(at)).toMatchObject({ sensors: [undefined, undefined], finding: 'absent', screens: [] });
  });

  it('is in doubt once, whenever a call dies over the answer and is made again', async () => {
    const counted = await foundEmpty();
    const whole = crashing(counted.house.ports, 0, 'before');
    await counted.house.tell(answerOf(counted, askedOf(counted, 'A03')), { ports: whole.ports });
    expect(whole.calls()).toBeGreaterThan(8);
    for (const when of ['before', 'after'] as const)
      for (let nth = 1; nth <= whole.calls(); nth++) {
        const at = await foundEmpty();
        const answer = answerOf(at, askedOf(at, 'A03'));
        const { ports } = crashing(at.house.ports, nth, when);
        await at.house.tell(answer, { by: 'call', ports }).catch(() => undefined);
        await at.house.tell(answer, { by: 'call' });
        expect([when, nth, await outcomeOf(at)]).toMatchObject([when, nth, doubted]);
      }
  });

  it('stays in doubt where a scan is being decided on meanwhile, which was read before', async () => {
    const known = await ScannedHouse.known();
    const scan = known.scanOf();
    const at = await foundEmpty(Promise.resolve(known));
    const { doors } = at.house.ports;
    const loadAll = doors.loadAll.bind(doors);
    doors.loadAll = async (bank) => {
      await at.house.tell(answerOf(at, askedOf(at, 'A03')));
      return loadAll(bank);
    };
    await at.house.tell(scan);
    expect(await outcomeOf(at)).toMatchObject({ finding: 'unclear', swaps: doubted.swaps });
    doors.loadAll = loadAll;
    await at.scan({ A03: box });
    expect(await outcomeOf(at)).toMatchObject({ sensors: [silent, silent] });
  });

  it('is in no doubt by a look from before the last scan, whose answer comes late', async () => {
    const at = await foundEmpty();
    const answer = answerOf(at, askedOf(at, 'A03'));
    await at.scan();
    at.house.nowMs += hourMs;
    await at.house.tell(answer);
    expect((await outcomeOf(at)).swaps).toBeUndefined();
  });
});

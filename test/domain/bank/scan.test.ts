import { describe, expect, it } from 'vitest';
import { evolveBank } from '../../../domain/bank/decision.js';
import { decideBank } from '../../../domain/bank/index.js';
import type { Scanned } from '../../../domain/bank/scan.js';
import { isSuspected, wasScanned, wiresInDoubt } from '../../../domain/bank/scan.js';
import { newBankState, type BankState } from '../../../domain/bank/state.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import type { Heartbeat } from '../../../domain/inputs.js';

const bankId = 'bank-1' as BankId;
const startMs = 1_800_000_000_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const times = (atMs: number) => ({ occurredAtMs: atMs, receivedAtMs: atMs, nowMs: atMs, ageKnown: true });
const missing = { unknown: 0, missing: 2, first: 'A01' as CompartmentId };

const scanned = (hour: number, change: Partial<Scanned> = {}): Scanned => ({
  type: 'scanned',
  bankId,
  origin: { controllerId: 'c', bootCount: 3, seq: hour, uptimeMs: hour * hourMs },
  times: times(startMs + hour * hourMs),
  differs: undefined,
  swaps: {},
  shifted: 0,
  ...change,
});
const heartbeat = (atMs: number): Heartbeat => ({
  type: 'heartbeat',
  bankId,
  messageId: 'm',
  origin: {
    ...{ controllerId: 'c', bootCount: 3, seq: 900 + Math.round((atMs - startMs) / minuteMs) },
    uptimeMs: atMs - startMs,
  },
  times: times(atMs),
  doorCycles: {},
});

/** A bank, told one thing after the other; answers what each said of its faults. */
class Told {
  state: BankState = { ...newBankState(bankId), presence: 'online', sinceMs: startMs - hourMs };
  say(input: Scanned | Heartbeat): string[] {
    this.state = evolveBank({ ...this.state, owed: undefined }, decideBank({ ...this.state, owed: undefined }, input));
    return (this.state.owed ?? []).map(({ cause, status }) => `${cause} ${status}`);
  }
}

it('sensors that come to be suspected of other wires are counted once: two doors say nothing meanwhile, and no case tells of it', () => {
  const bank = new Told();
  const suspicion = { of: 'A01' as CompartmentId, llr: 7.7541 };
  const counts = (hour: number, swaps: Scanned['swaps']) => {
    const { counts } = decideBank(bank.state, scanned(hour, { swaps }));
    bank.say(scanned(hour, { swaps }));
    return counts.map(({ name, detail }) => `${name} ${detail?.['sensors']}`);
  };
  expect(counts(1, { 'A02/top': suspicion })).toEqual(['wires-in-doubt 1']);
  expect(counts(2, { 'A02/top': suspicion })).toEqual([]);
  expect(counts(3, { 'A02/top': suspicion, 'A03/top': suspicion })).toEqual(['wires-in-doubt 1']);
  expect(counts(4, {})).toEqual([]);
  expect(counts(5, { 'A02/top': suspicion })).toEqual(['wires-in-doubt 1']);
});

it('wires are in doubt since it came up of the same two doors, until a scan says otherwise; the oldest doubt comes first', () => {
  const bank = new Told();
  const [ofA01, ofA04] = ['A01', 'A04'].map((of) => ({ of: of as CompartmentId, llr: 7 }));
  const since = (hour: number, swaps: Scanned['swaps']) => {
    bank.say(scanned(hour, { swaps, read: bank.state.scan?.swaps }));
    return wiresInDoubt(bank.state).map(({ compartmentId, sensor, of, sinceMs }) => {
      return `${compartmentId} ${sensor} of ${of} since ${(sinceMs - startMs) / hourMs} h`;
    });
  };
  expect(since(1, { 'A02/top': ofA01! })).toEqual(['A02 top of A01 since 1 h']);
  expect(since(2, { 'A02/top': { ...ofA01!, llr: 9 } })).toEqual(['A02 top of A01 since 1 h']);
  expect(since(3, { 'A00/a/b': ofA04!, 'A02/top': ofA01! })).toEqual([
    'A02 top of A01 since 1 h',
    'A00 a/b of A04 since 3 h',
  ]);
  expect(since(4, { 'A02/top': ofA04! })).toEqual(['A02 top of A04 since 4 h']);
  expect(since(5, {})).toEqual([]);
  expect(since(6, { 'A02/top': ofA04! })).toEqual(['A02 top of A04 since 6 h']);
});

describe('what a look between two scans shows of the wires', () => {
  const seen = { key: 'A02/top', of: 'A01' as CompartmentId, llr: 7.7541 };
  const suspected = (bank: Told, ...all: (typeof seen)[]) => {
    const decision = decideBank(bank.state, {
      ...({ type: 'wires-suspected', bankId, seen: all, times: times(startMs + hourMs) } as const),
    });
    bank.state = evolveBank(bank.state, decision);
    return decision.counts.map(({ name, detail }) => `${name} ${detail?.['sensors']}`);
  };

  it('is kept with the last scan, counted, and once: the same answer again adds nothing', () => {
    const bank = new Told();
    bank.say(scanned(1));
    expect(suspected(bank, seen)).toEqual(['wires-in-doubt 1']);
    expect(suspected(bank, seen)).toEqual([]);
    expect(bank.state.scan).toMatchObject({
      seq: 1,
      swaps: { 'A02/top': { of: 'A01', llr: 7.7541, isCounted: true } },
    });
    expect(wiresInDoubt(bank.state)).toEqual([
      { compartmentId: 'A02', sensor: 'top', of: 'A01', sinceMs: startMs + hourMs },
    ]);
  });

  it('adds to what scans have shown of the same two doors, and leaves what is suspected of another', () => {
    const bank = new Told();
    const before = {
      'A02/top': { of: 'A01' as CompartmentId, llr: 2 },
      'A03/top': { of: 'A04' as CompartmentId, llr: 3 },
    };
    bank.say(scanned(1, { swaps: before }));
    suspected(bank, seen, { ...seen, key: 'A03/top' });
    expect(bank.state.scan?.swaps).toMatchObject({
      'A02/top': { of: 'A01', llr: 9.7541, isCounted: true },
      'A03/top': { of: 'A04', llr: 3 },
    });
  });

  it('speaks for none where a second door shows it, nor for a third: what scans have shown of them stays', () => {
    const bank = new Told();
    bank.say(scanned(1, { swaps: { 'A02/top': { of: 'A01' as CompartmentId, llr: 2 } } }));
    const llrs = () => Object.entries(bank.state.scan?.swaps ?? {}).map(([key, { llr }]) => `${key} ${llr}`);
    suspected(bank, seen, { ...seen, key: 'A02/floor' }); // One door: both of its sensors have moved.
    expect(llrs()).toEqual(['A02/top 9.7541', 'A02/floor 7.7541']);
    const third = [
      { ...seen, key: 'A03/top' },
      { ...seen, key: 'A03/floor' },
    ] as const;
    expect(suspected(bank, ...third)).toEqual([]);
    suspected(bank, { ...seen, key: 'A04/top' });
    suspected(bank, ...third);
    expect(llrs()).toEqual(['A02/top 2', 'A02/floor 0', 'A03/top 0', 'A03/floor 0', 'A04/top 0']);
    expect(wiresInDoubt(bank.state)).toHaveLength(1); // Of what speaks for none there is no doubt.
    expect(['A02/top', 'A02/floor', 'A09/top'].map((key) => isSuspected(bank.state, { ...seen, key }))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('of a door whose other sensor showed it before is the same door, and what a scan has shown of others is no look', () => {
    const bank = new Told();
    bank.say(scanned(1, { swaps: { 'A03/top': { of: 'A01' as CompartmentId, llr: 2 } } }));
    suspected(bank, seen);
    suspected(bank, { ...seen, key: 'A02/floor' });
    expect(Object.values(bank.state.scan?.swaps ?? {}).map(({ llr }) => llr)).toEqual([2, 7.7541, 7.7541]);
  });

  it('that came while a scan was decided on is not undone by it: that scan had not read of it', () => {
    const bank = new Told();
    bank.say(scanned(1));
    suspected(bank, seen);
    bank.say(scanned(2));
    expect(bank.state.scan).toMatchObject({ seq: 2, swaps: { 'A02/top': { llr: 7.7541, isCounted: true } } });
    bank.say(scanned(3, { read: bank.state.scan?.swaps })); // And by one that had, it is over.
    expect(bank.state.scan?.swaps).toBeUndefined();
  });

  it('of another deposit at another door speaks for itself', () => {
    const bank = new Told();
    bank.say(scanned(1));
    suspected(bank, seen);
    suspected(bank, { ...seen, key: 'A03/top', of: 'A04' as CompartmentId });
    expect(Object.values(bank.state.scan?.swaps ?? {}).map(({ llr }) => llr)).toEqual([7.7541, 7.7541]);
  });

  it('is nothing of a bank that never scanned', () => {
    const bank = new Told();
    expect(suspected(bank, seen)).toEqual([]);
    expect(bank.state.scan).toBeUndefined();
  });
});

describe('a bank’s scans', () => {
  it('are decided once, each after the one before', () => {
    const bank = new Told();
    bank.say(scanned(5));
    expect(bank.state.scan).toEqual({ bootCount: 3, seq: 5, atMs: startMs + 5 * hourMs });
    for (const hour of [5, 4]) expect(wasScanned(bank.state, scanned(hour))).toBe(true);
    expect(decideBank(bank.state, scanned(4)).change).toBeUndefined();
    expect(wasScanned(bank.state, scanned(6))).toBe(false);
  });

  it('begin anew with another controller', () => {
    const bank = new Told();
    bank.say(scanned(5));
    const successor = scanned(5, {
      origin: { controllerId: 'd', bootCount: 1, seq: 0, uptimeMs: 0 },
      times: times(startMs + 5 * hourMs),
    });
    expect(wasScanned(bank.state, successor)).toBe(false);
  });

  it('that tell of other doors than are enrolled are said to drift at the second, and no longer when they agree', () => {
    const bank = new Told();
    const said = [
      bank.say(scanned(1, { differs: missing })),
      bank.say(scanned(2, { differs: missing })),
      bank.say(scanned(3, { differs: missing })),
      bank.say(scanned(4)),
      bank.say(scanned(5, { differs: missing })),
    ];
    expect(said).toEqual([[], ['config-drift standing'], ['config-drift standing'], ['config-drift over'], []]);
  });

  it('that find all levels moved say so of the firmware, for a day', () => {
    const bank = new Told();
    expect(bank.say(scanned(1, { shifted: 12 }))).toEqual(['firmware-update standing']);
    expect(bank.say(scanned(24))).toEqual([]);
    expect(bank.say(scanned(25))).toEqual(['firmware-update over']);
  });
});

describe('a bank that lives and does not scan any more', () => {
  /** Heartbeats every quarter of an hour, from the last scan on. */
  const beats = (bank: Told, hours: number) =>
    Array.from({ length: hours * 4 }, (_, i) => bank.say(heartbeat(startMs + hourMs + (i + 1) * 15 * minuteMs)));

  it('is silent after three intervals, and not when it scans again', () => {
    const bank = new Told();
    bank.say(scanned(1));
    const said = beats(bank, 4);
    expect(said.findIndex((one) => one.length > 0)).toBe(12); // 3 h 15 min: past three hours.
    expect(new Set(said.flat())).toEqual(new Set(['sensor-silent standing']));
    expect(bank.say(scanned(6))).toEqual(['sensor-silent over']);
  });

  it('is not silent that never scanned, was away, or has just started', () => {
    const never = new Told();
    expect(beats(never, 6).flat()).toEqual([]);
    const away = new Told();
    away.say(scanned(1));
    away.state = { ...away.state, sinceMs: startMs + 4 * hourMs };
    expect(beats(away, 5).flat()).toEqual([]);
    const started = new Told();
    started.say(scanned(1));
    const boot = { bootCount: 3, seq: 0, atMs: startMs + 4 * hourMs, firmware: 'f', reason: 'r' };
    started.state = { ...started.state, boot };
    expect(beats(started, 5).flat()).toEqual([]);
  });

  it('is not said to be silent while it is not connected', () => {
    const bank = new Told();
    bank.say(scanned(1));
    bank.state = {
      ...bank.state,
      presence: 'offline',
      session: { id: 's', versionNumber: 1, isConnected: false, atMs: startMs + 99 * hourMs },
    };
    expect(beats(bank, 5).flat()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { benchBank, box } from './bench-bank.js';

type Bench = ReturnType<typeof benchBank>;

/** A command of a person: good for a minute from now, unless it says otherwise. */
function give({ bank, world }: Bench, type: string, more: Record<string, unknown> & { n?: number } = {}): string {
  const commandId = `c-${type}-${more.n ?? 1}`;
  const times = { issuedAtMs: world.nowMs, notAfterMs: world.nowMs + 60_000, serverTimeMs: world.nowMs };
  bank.onCommand({ schema: 1, commandId, type, compartmentId: 'A07', ...times, ...more });
  return commandId;
}
/** Each answer once: after a start the bank says again what nobody has taken. */
function answers({ sent }: Bench) {
  const results = sent.filter(({ kind }) => kind === 'result').map(({ message }) => message);
  const first = results.filter(({ messageId }, i) => results.findIndex((one) => one.messageId === messageId) === i);
  return first.map(({ outcome, reason }) => [outcome, reason]);
}
/** What the middle of a window says, before and after. */
const meanOf = (window: { samples: number[] }) =>
  window.samples.reduce((sum, sample) => sum + sample, 0) / window.samples.length;
const windowsOf = (message: Record<string, unknown> | undefined) =>
  (message?.['windows'] ?? []) as { sensor: string; samples: number[] }[];

const remote = [
  ['pulse-lock', {}],
  ['recalibrate', {}],
  ['self-test', {}],
  ['sample', {}],
  ['restart', { what: 'lock-rail' }],
  ['restart', { what: 'sensor', sensor: 'tof' }],
  ['restart', { what: 'controller' }],
  ['set-debounce', { debounceMs: 1_000 }],
  ['pulse-lock', { pulse: 'long' }],
] as const;

describe.each(remote)('the command %s %j', (type, fields) => {
  it('is done in time, once', () => {
    const bench = benchBank();
    give(bench, type, fields);
    give(bench, type, fields);
    expect(answers(bench)).toEqual([
      ['done', undefined],
      ['refused', 'duplicate'],
    ]);
  });

  it('is not done late', () => {
    const bench = benchBank();
    give(bench, type, { ...fields, notAfterMs: bench.world.nowMs - 1 });
    expect(answers(bench)).toEqual([['expired', undefined]]);
    expect(bench.bank.bootCount).toBe(1);
  });
});

describe('the clock of a bank that is 30 s ahead', () => {
  const ahead = () => {
    const bench = benchBank();
    bench.bank.clock.aheadMs = 30_000;
    return bench;
  };
  const show = ({ bank, world }: Bench, inReplyTo?: string) => {
    const times = { issuedAtMs: world.nowMs, notAfterMs: world.nowMs + 20_000, serverTimeMs: world.nowMs };
    bank.onCommand({
      schema: 1,
      commandId: 'd-1',
      type: 'display',
      code: 'not-now',
      lines: ['No.'],
      inReplyTo,
      ...times,
    });
  };
  const offsetMs = ({ bank, world }: Bench) => bank.clock.wallClockMs() - world.nowMs;

  it('calls every open too late, and is not set back by what might only have come late', async () => {
    const bench = ahead();
    bench.open('o-1');
    show(bench);
    await bench.wait(1);
    bench.open('o-2');
    expect(answers(bench)).toEqual([
      ['expired', undefined],
      ['expired', undefined],
    ]);
    expect([offsetMs(bench), bench.screens]).toEqual([30_000, []]);
  });

  it('is set back by what answers it, and by no more than that proves', async () => {
    const bench = ahead();
    await bench.wait(60);
    const { messageId } = bench.bank.requestPickup('12345678');
    await bench.wait(2); // On its way there and back, and how long of it there, nobody knows.
    show(bench, messageId);
    expect(offsetMs(bench)).toBe(2_000);
    expect(bench.screens).toHaveLength(1);
    bench.open('o-1');
    await bench.wait(1);
    expect(bench.bank.pull('A07')).toBe(true);
  });

  it('is not set back behind what another command proves, whatever an answer says: an open that is over stays over', async () => {
    const bench = benchBank();
    const { world, bank } = bench;
    const over = world.nowMs + 20_000;
    await bench.wait(60);
    show(bench);
    const { messageId } = bank.requestPickup('12345678');
    const longAgoMs = world.nowMs - 90_000;
    give(bench, 'display', { inReplyTo: messageId, serverTimeMs: longAgoMs });
    expect(offsetMs(bench)).toBe(0);
    give(bench, 'open', { serverTimeMs: longAgoMs, notAfterMs: over });
    expect(answers(bench)).toEqual([['expired', undefined]]);
  });

  it('is set back for days, though a crystal that runs fast has carried along what commands prove', async () => {
    const bench = benchBank();
    show(bench);
    await bench.wait(10 * 86_400);
    bench.bank.clock.aheadMs = 43_200; // 50 millionths of ten days.
    const { messageId } = bench.bank.requestPickup('12345678');
    await bench.wait(1);
    show(bench, messageId);
    expect(offsetMs(bench)).toBe(1_000);
  });

  it('begins anew with a start, whose messages bear the numbers of none before', async () => {
    const bench = ahead();
    const { messageId } = bench.bank.requestPickup('12345678');
    bench.bank.reboot();
    await bench.wait(5);
    show(bench, messageId);
    expect(offsetMs(bench)).toBe(30_000);
  });

  it('is set forward by any command, if it is behind', () => {
    const bench = benchBank();
    bench.bank.clock.aheadMs = -90_000;
    show(bench);
    expect(offsetMs(bench)).toBe(0);
  });
});

describe('a bank that is told from afar', () => {
  it.each(['pulse-lock', 'recalibrate', 'sample', 'self-test', 'set-debounce'])(
    'to %s a door that it has not refuses',
    (type) => {
      const bench = benchBank();
      give(bench, type, { compartmentId: 'Z99' });
      expect(answers(bench)).toEqual([['refused', 'no-such-door']]);
    },
  );

  it('frees a lock that a pulse frees, so that the next open opens', () => {
    const bench = benchBank();
    bench.bank.jam('A07', true, 'pulse-lock');
    bench.open('A07-stay-1-open');
    expect(bench.bank.pull('A07')).toBe(false);
    give(bench, 'pulse-lock');
    expect(bench.bank.pull('A07')).toBe(true);
    expect(answers(bench)[0]).toEqual(['done', undefined]);
  });

  it('says that a lock which a pulse does not free has not moved; the lock rail frees it', () => {
    const bench = benchBank();
    bench.bank.jam('A07', true, 'lock-rail');
    give(bench, 'pulse-lock');
    expect(answers(bench)).toEqual([['failed', 'lock-does-not-move']]);
    give(bench, 'restart', { what: 'lock-rail' });
    give(bench, 'pulse-lock', { n: 2 });
    expect(answers(bench).slice(1)).toEqual([
      ['done', undefined],
      ['done', undefined],
    ]);
  });

  it('frees a lock for which a usual pulse is too short by a long one, and opens nothing by it', () => {
    const bench = benchBank();
    bench.bank.hardware.strike('lock-jammed', { compartmentId: 'A07', cures: { 'long-pulse': 1 } });
    give(bench, 'pulse-lock');
    give(bench, 'pulse-lock', { n: 2, pulse: 'usual' });
    expect(bench.bank.hardware.wrong()).toHaveLength(1);
    give(bench, 'pulse-lock', { n: 3, pulse: 'long' });
    expect(answers(bench)).toEqual([
      ['failed', 'lock-does-not-move'],
      ['failed', 'lock-does-not-move'],
      ['done', undefined],
    ]);
    expect(bench.bank.pull('A07')).toBe(false);
  });

  it('frees by a long pulse what a usual one would have freed', () => {
    const bench = benchBank();
    bench.bank.hardware.strike('lock-jammed', { compartmentId: 'A07', cures: { 'pulse-lock': 1 } });
    give(bench, 'pulse-lock', { pulse: 'long' });
    expect(answers(bench)).toEqual([['done', undefined]]);
  });

  it('knows two kinds of pulse, and refuses any other', () => {
    const bench = benchBank();
    give(bench, 'pulse-lock', { pulse: 'longest' });
    expect(answers(bench)).toEqual([['refused', 'no-such-pulse']]);
  });

  it('pulses a lock also where the switch says open, and opens nothing by it', () => {
    const bench = benchBank();
    bench.bank.openByForce('A07');
    give(bench, 'pulse-lock');
    bench.bank.close('A07');
    expect(answers(bench)).toEqual([['done', undefined]]);
    expect(bench.bank.pull('A07')).toBe(false);
  });

  it('ends the pulses of every lock when their rail starts again', async () => {
    const bench = benchBank();
    bench.open('A07-stay-1-open');
    give(bench, 'restart', { what: 'lock-rail' });
    expect(bench.bank.pull('A07')).toBe(false);
    await bench.wait(70);
    expect(bench.pulses).toHaveLength(1);
    expect(bench.results().filter(([id]) => id === 'A07-stay-1-open')).toEqual([]);
  });

  it('tares a load cell: what lay in it weighs nothing now, and less than nothing when it is gone', async () => {
    const bench = benchBank({ profile: 'load-cell' });
    bench.bank.openWithKey('A07');
    bench.bank.place('A07', box);
    bench.bank.close('A07');
    await bench.wait(5);
    give(bench, 'recalibrate');
    give(bench, 'sample');
    const [weighed] = windowsOf(bench.last('command-result'));
    expect(Math.abs(meanOf(weighed!))).toBeLessThan(5);
    bench.bank.openWithKey('A07');
    bench.bank.take('A07');
    bench.bank.close('A07');
    give(bench, 'sample', { n: 2 });
    expect(meanOf(windowsOf(bench.last('command-result'))[0]!)).toBeCloseTo(-box.grams, -1);
  });

  it('does not calibrate, sample or test a door that stands open', () => {
    const bench = benchBank();
    bench.bank.openWithKey('A07');
    for (const type of ['recalibrate', 'sample', 'self-test']) give(bench, type);
    expect(answers(bench)).toEqual([
      ['refused', 'door-is-open'],
      ['refused', 'door-is-open'],
      ['refused', 'door-is-open'],
    ]);
  });

  it('tests the sensors of one door and sends what they see; one that repeats itself fails', () => {
    const bench = benchBank({ profile: 'tof+load-cell' });
    give(bench, 'self-test');
    expect(windowsOf(bench.last('command-result')).map(({ sensor }) => sensor)).toEqual(['tof', 'load-cell']);
    bench.bank.silence('A07', 'stuck', 'tof');
    give(bench, 'self-test', { n: 2 });
    expect(answers(bench).at(-1)).toEqual(['failed', 'sensor-fails A07/tof']);
    expect(windowsOf(bench.last('command-result'))).toHaveLength(2);
  });

  it('tests every door where none is named, and names the sensors that fail', () => {
    const bench = benchBank();
    bench.bank.silence('A01', 'no-window');
    give(bench, 'self-test', { compartmentId: undefined });
    expect(answers(bench)).toEqual([['failed', 'sensor-fails A01/tof']]);
    expect(windowsOf(bench.last('command-result'))).toEqual([]);
  });

  it('starts a sensor again: one that repeated itself is alive, one that is silent is not', () => {
    const bench = benchBank();
    bench.bank.silence('A07', 'stuck');
    give(bench, 'restart', { what: 'sensor', sensor: 'tof' });
    give(bench, 'self-test');
    bench.bank.silence('A07', 'no-window');
    give(bench, 'restart', { what: 'sensor', sensor: 'tof', n: 2 });
    give(bench, 'self-test', { n: 2 });
    expect(answers(bench)).toEqual([
      ['done', undefined],
      ['done', undefined],
      ['done', undefined],
      ['failed', 'sensor-fails A07/tof'],
    ]);
  });

  it.each([
    [{ what: 'sensor', sensor: 'radar' }, 'no-such-sensor'],
    [{ what: 'sensor', sensor: 'tof', compartmentId: 'Z99' }, 'no-such-door'],
    [{ what: 'the-world' }, 'unknown-part'],
    [{}, 'unknown-part'],
  ])('starts nothing again that it has not: %j', (fields, reason) => {
    const bench = benchBank();
    give(bench, 'restart', fields);
    expect(answers(bench)).toEqual([['refused', reason]]);
  });

  it('opens for a person under the command’s own id, and the buttons of the visit keep their lease', async () => {
    const bench = benchBank();
    bench.open('A07-stay-1-open');
    bench.bank.pull('A07');
    bench.bank.close('A07');
    await bench.wait(5);
    const commandId = give(bench, 'open', { leaseId: 'c-open-1' });
    bench.bank.pull('A07');
    expect(bench.last('door-opened')?.['authority']).toEqual({ kind: 'command', commandId });
    bench.bank.reopen('A07');
    expect(bench.last('reopen-requested')?.['leaseId']).toBe('A07-stay-1');
  });
});

describe('the pull at a door', () => {
  it('is told with the closed door: at which pulse, and how long after the first one', async () => {
    const bench = benchBank();
    bench.open('A07-stay-1-open');
    await bench.wait(23.5);
    bench.bank.pull('A07');
    await bench.wait(4);
    bench.bank.close('A07');
    await bench.wait(4);
    expect(bench.last('door-closed')).toMatchObject({ attempts: 2, openLatencyMs: 23_500 });
  });

  it('is none under a key', async () => {
    const bench = benchBank();
    bench.bank.openWithKey('A07');
    bench.bank.close('A07');
    await bench.wait(4);
    expect(bench.last('door-closed')).not.toHaveProperty('attempts');
    expect(bench.last('door-closed')).not.toHaveProperty('openLatencyMs');
  });
});

describe('the bank’s own guard against mass opening', () => {
  const openAgain = (bench: Bench, n: number) => {
    const { length } = bench.pulses;
    bench.open(`A07-stay-${n}-open`);
    if (bench.pulses.length > length) return 'obeyed';
    return answers(bench).at(-1)?.[1] === 'mass-open' ? 'refused' : 'neither';
  };

  it('obeys as many opens within a minute as it is told, and then none, however long it is left alone', async () => {
    const bench = benchBank({ opensPerMinuteMax: 3 });
    expect([1, 2, 3, 4].map((n) => openAgain(bench, n))).toEqual(['obeyed', 'obeyed', 'obeyed', 'refused']);
    await bench.wait(3_600);
    expect(openAgain(bench, 5)).toBe('refused');
  });

  it('minds no more than that spread over longer', async () => {
    const bench = benchBank({ opensPerMinuteMax: 3 });
    for (let n = 1; n <= 12; n++) {
      expect(openAgain(bench, n)).toBe('obeyed');
      await bench.wait(21);
    }
  });

  it('is cleared by a start of the controller', () => {
    const bench = benchBank({ opensPerMinuteMax: 1 });
    expect([1, 2].map((n) => openAgain(bench, n))).toEqual(['obeyed', 'refused']);
    bench.bank.reboot();
    expect(openAgain(bench, 3)).toBe('obeyed');
  });

  it('is none where bank.json has no limit', () => {
    const bench = benchBank();
    for (let n = 1; n <= 50; n++) expect(openAgain(bench, n)).toBe('obeyed');
  });
});

import { describe, expect, it } from 'vitest';
import { differenceOf, ratesIn, replayRates, replayTable } from '../../../evaluate/fleet/replay.js';
import type { Case, Played, Sites } from '../../../simulator/fleet/play.js';
import type { RateName } from '../../../simulator/fleet/rates.js';
import { counted } from '../../domain/reports/counted.js';

const incident = (isMended: boolean, origin: RateName = 'lock-jammed'): Case => ({
  ...counted(),
  resolution: { how: isMended ? 'remotely' : 'on-site', by: 'over', atMs: 1 },
  origin,
  isRepeatedByAnother: false,
  draws: [],
});

/** A group of seven banks with so many incidents that were mended from afar, and so many that were not. */
const group = (mended: number, others: number, origin?: RateName): Played => ({
  ...{ banks: 7, lives: 0, differences: [], visits: 0, struck: {}, violations: [] },
  cases: Array.from({ length: mended + others }, (_, i) => incident(i < mended, origin)),
});

describe('a difference of two fleets of the same banks', () => {
  it('has the standard error of the jackknife over its pairs of groups', () => {
    // As assumed 10 of 20, then 8 of 10 and 6 of 10: 14 of 20. Without the first pair 6/10 - 5/10, without the second 8/10 - 5/10:
    // 0.1 and 0.3 are 0.1 from their mean, and the error is the root of 1/2 of 0.01 + 0.01.
    const [asAssumed, run] = [
      [group(5, 5), group(5, 5)],
      [group(8, 2), group(6, 4)],
    ];
    const { difference, error } = differenceOf(asAssumed, run, 'all');
    expect(difference).toBeCloseTo(0.2, 12);
    expect(error).toBeCloseTo(0.1, 12);
  });

  it('is none between a fleet and itself, and of one pair nobody knows its error', () => {
    const fleet = [group(5, 5), group(3, 1)];
    expect(differenceOf(fleet, fleet, 'others')).toEqual({ difference: 0, error: 0 });
    expect(differenceOf([group(5, 5)], [group(9, 1)], 'all').error).toBeUndefined();
  });
});

describe('a fleet that is played again', () => {
  const groups: Sites[] = [1, 2].map((seed) => ({ seed, banks: 7, days: 1, doorsPerBank: 10 }));

  it('has each rate halved and doubled, for the same groups by the same seeds', async () => {
    const asked: Sites[] = [];
    const replays = await replayRates(['ajar', 'magnet-off'], groups, async (changed) => {
      asked.push(...changed);
      return changed.map(({ seed, factors = {} }) => group(seed, (factors.ajar ?? factors['magnet-off'] ?? 0) * 10));
    });
    expect(asked.map(({ seed, factors }) => [seed, factors])).toEqual([
      ...[1, 2].map((seed) => [seed, { ajar: 0.5 }]),
      ...[1, 2].map((seed) => [seed, { ajar: 2 }]),
      ...[1, 2].map((seed) => [seed, { 'magnet-off': 0.5 }]),
      ...[1, 2].map((seed) => [seed, { 'magnet-off': 2 }]),
    ]);
    const sizes = (run: readonly Played[]) => run.map(({ cases }) => cases.length);
    expect(replays.map(({ name, halved, doubled }) => [name, sizes(halved), sizes(doubled)])).toEqual([
      ['ajar', [6, 7], [21, 22]],
      ['magnet-off', [6, 7], [21, 22]],
    ]);
  });

  it('leaves out a rate of which not all was played, for there was no time', async () => {
    const replays = await replayRates(['ajar', 'magnet-off'], groups, async (changed) =>
      changed.map((_, i) => (i < 7 ? group(1, 0) : undefined)),
    );
    expect(replays.map(({ name }) => name)).toEqual(['ajar']);
  });

  it('says of how many banks it is, what moved by how much, and what that may be by chance', () => {
    const asAssumed = [group(5, 5), group(5, 5)];
    const replay = {
      name: 'lock-jammed',
      halved: [group(3, 3), group(2, 2)],
      doubled: [group(8, 2), group(6, 4)],
    } as const;
    const { title, rows } = replayTable(asAssumed, [replay]);
    expect(title).toContain('14 of the banks played again');
    expect(title).toContain('as assumed: 50 % and 50 %');
    expect(rows).toEqual([
      [
        ...['lock-jammed', '0.0004 a opening', '10', '20', '20'],
        ...['50 % (+0.0 ± 0.0)', '70 % (+20.0 ± 10.0)', '50 % (+0.0 ± 0.0)', '70 % (+20.0 ± 10.0)'],
      ],
    ]);
  });

  it('varies the rates that brought something about', () => {
    expect(ratesIn([incident(true, 'magnet-off'), incident(true, 'ajar'), incident(false, 'magnet-off')])).toEqual([
      'magnet-off',
      'ajar',
    ]);
  });
});

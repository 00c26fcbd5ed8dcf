import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../domain/exceptions/cause.js';
import type { IncidentId } from '../../../domain/ids.js';
import { figuresTable, mustGoTable } from '../../../evaluate/fleet/figures.js';
import { inTheWayTable, mayRemain } from '../../../evaluate/fleet/in-the-way.js';
import type { Case } from '../../../simulator/fleet/play.js';
import { counted } from '../../domain/reports/counted.js';

const visit = { askedAtMs: 0, bring: [] };
const onSite = { how: 'on-site', by: 'person', atMs: 7_200_000 } as const;
const again = { repeatedBy: 'x-2' as IncidentId };

const incident = (change: Partial<Case> = {}): Case => ({
  ...counted(),
  isRepeatedByAnother: false,
  draws: [],
  ...change,
});

/** A jam that survived the second pulse of the second round, as the list has it. */
const jam = incident({
  origin: 'lock-jammed',
  mustGo: 'jam',
  visit,
  resolution: onSite,
  position: { step: 2, tries: 2 },
});
const left = incident({ cause: 'door-ajar', origin: 'ajar', ...again });
const strayed = incident({
  ...{ cause: 'wrong-compartment', origin: 'wrong-compartment', resolution: onSite },
  ...{ visit: { ...visit, actor: 'attendant' }, position: { step: 3, tries: 0 } },
});

/** Written out: twelve without an inherent visit, one of which is still open and one not yet decided; three of ten were closed from afar for good. */
const cases: Case[] = [
  ...[incident(), incident({ origin: 'lock-jammed' }), incident()],
  ...[jam, jam, { ...jam, origin: undefined }],
  ...[left, { ...left, isRepeatedByAnother: true }],
  strayed,
  incident({ cause: 'sensor-noisy', origin: 'sensor-noisy', resolution: onSite }),
  incident({ state: 'resolving', resolution: undefined }),
  incident({ state: 'resolved-remotely' }),
  incident({ cause: 'magnet-off', visit, resolution: onSite }),
  incident({ cause: 'sensor-swapped', mustGo: 'wiring', visit, resolution: onSite }),
];

describe('what stands in the way', () => {
  it('is each case that the rate counts as not mended, without those that inherently need a visit, the largest group first', () => {
    const { title, rows } = inTheWayTable(cases, 0.99);
    expect(title).toBe(
      'What stands in the way: 7 of 10 decided incidents without an inherent visit, 6 without repeats by another case; for 99 % at most 0 may remain',
    );
    expect(rows.map(([count, cause, how, origins, , listed]) => [count, cause, how, origins, listed])).toEqual([
      [
        ...[
          '3',
          'wont-open',
          'a visit was asked for, after pulse-lock-again, 2 times',
          'lock-jammed 2, nothing at fault 1',
        ],
        'mechanical jam that survives the remote sequence',
      ],
      ['1', 'door-ajar', 'closed from afar, and the same case, or an unknown one, within 7 days', 'ajar', ''],
      ['1', 'door-ajar', 'closed from afar, and another case came within 7 days', 'ajar', ''],
      ['1', 'wrong-compartment', 'no visit is asked for: gone to after a day', 'wrong-compartment', ''],
      ['1', 'sensor-noisy', 'whoever came for another case serviced its door', 'sensor-noisy', ''],
    ]);
    expect(rows[0]?.[4]).toMatch(/^A technician opens it by hand/);
    expect(rows[1]?.[4]).toBe('');
  });

  it('is also what was put down to a case that somebody went for, unless a visit belongs to that by its nature', () => {
    const opened = (cause: Cause) =>
      incident({
        ...{ cause: 'opened-without-command', explanation: incident({ cause, visit, resolution: onSite }) },
        ...{ ...again, isRepeatedByAnother: true },
      });
    const { title, rows } = inTheWayTable([incident(), opened('opens-at-boot'), opened('magnet-off')], 0.99);
    expect(title).toMatch(/: 1 of 2 decided .*, 1 without repeats/);
    expect(rows.map(([, cause, how]) => [cause, how])).toEqual([
      ['opened-without-command', 'put down to another case, and that was gone to'],
    ]);
  });

  it('may be one in a hundred, and of a part of a hundred none', () => {
    expect([99, 100, 199, 3_900, 3_966].map((decided) => mayRemain(decided, 0.99))).toEqual([0, 1, 1, 39, 39]);
    expect(mayRemain(10, 0.9)).toBe(1);
  });
});

describe('the rate, three times', () => {
  it('is of all, without inherent visits, and without what the list names beside them', () => {
    // 3 of 12, 3 of 10, and 3 of 7; with the door that somebody else left open 4.
    expect(figuresTable(cases).rows.map((row) => row.slice(1))).toEqual([
      ['12', '3', '25 %', '33.33 %'],
      ['10', '3', '30 %', '40 %'],
      ['7', '3', '42.86 %', '57.14 %'],
    ]);
  });

  it('comes with the list, whole, and how many cases each entry names', () => {
    const named = mustGoTable(cases).rows.map(([says, , ...counts]) => [says, ...counts]);
    expect(named).toHaveLength(9);
    expect(named[0]).toEqual(['mechanical jam that survives the remote sequence', '3', '0']);
    expect(named[6]).toEqual(['wiring verification', '1', '1']);
    expect(named[8]).toEqual(['battery swap', '0', '0']);
  });
});

import { describe, expect, it } from 'vitest';
import type { IncidentId } from '../../../domain/ids.js';
import { byCauseTable, withoutChance } from '../../../evaluate/fleet/by-cause.js';
import { ratesWith } from '../../../evaluate/fleet/sensitivity.js';
import type { Case } from '../../../simulator/fleet/play.js';
import { counted } from '../../domain/reports/counted.js';

const afar = { how: 'remotely', by: 'over', atMs: 3_600_000 } as const;
const onSite = { how: 'on-site', by: 'person', atMs: 7_200_000 } as const;
const visit = { askedAtMs: 0, bring: [] };
const next = 'x-2' as IncidentId;

const incident = (change: Partial<Case> = {}): Case => ({
  ...counted(),
  resolution: afar,
  origin: 'lock-jammed',
  isRepeatedByAnother: false,
  draws: [],
  ...change,
});

/** Written out: three locks, one of which wanted a visit; a magnet, which always does; two doors left open, one of them twice. */
const cases: Case[] = [
  incident(),
  incident({ origin: undefined }),
  incident({ resolution: onSite, visit }),
  incident({ cause: 'magnet-off', origin: 'magnet-off', resolution: onSite, visit }),
  incident({ cause: 'door-ajar', origin: 'ajar', repeatedBy: next, isRepeatedByAnother: true }),
  incident({ cause: 'door-ajar', origin: 'ajar' }),
];

describe('the table of a fleet', () => {
  it('has a row a cause in the order of the catalogue, then all, all without inherent visits, and those without false alarms', () => {
    expect(byCauseTable(cases).rows).toEqual([
      ['door-ajar', '2', '1', '1', '1', '0', '0', '0', '0', '50 %', '50 %', '100 %'],
      ['wont-open', '3', '2', '0', '0', '1', '0', '0', '1', '66.67 %', '66.67 %', '66.67 %'],
      ['magnet-off', '1', '0', '0', '0', '1', '1', '0', '0', '0 %', '', '0 %'],
      ['**all**', '6', '3', '1', '1', '2', '1', '0', '1', '50 %', '60 %', '66.67 %'],
      ['**all without inherent visits**', '5', '3', '1', '1', '1', '0', '0', '1', '60 %', '60 %', '80 %'],
      ['**the same without false alarms**', '4', '2', '1', '1', '1', '0', '0', '0', '50 %', '50 %', '75 %'],
    ]);
  });

  it('gives a cause of which only some cases need a visit by their nature a rate without those beside the plain one', () => {
    const detail = (owner: string) => ({
      timeline: { rows: [{ atMs: 0, what: 'incident-raised' as const, detail: { owner } }], omitted: 0 },
    });
    const fetched = { cause: 'phantom', origin: 'content-appears', resolution: onSite, visit } as const;
    const rows = [
      incident({ ...fetched, ...detail('unknown') }),
      incident({ ...fetched, ...detail('asked') }),
      incident({ cause: 'phantom', origin: 'withdrawal', ...detail('asked') }),
    ];
    expect(byCauseTable(rows).rows[0]).toEqual(
      // One of three without a visit; of the two that need none by their nature, one.
      ['phantom', '3', '1', '0', '0', '2', '1', '0', '0', '33.33 %', '50 %', '33.33 %'],
    );
  });

  it('takes a repeat for none where another case brought it about, and never where somebody was asked to go', () => {
    const again = { repeatedBy: next, isRepeatedByAnother: true };
    expect(withoutChance([incident(again), incident()])).toBe(1);
    expect(withoutChance([incident({ repeatedBy: next }), incident()])).toBe(1 / 2);
    expect(withoutChance([incident({ ...again, visit }), incident()])).toBe(1 / 2);
    const explanation = incident({ cause: 'opens-at-boot', resolution: onSite, visit });
    expect(withoutChance([incident({ ...again, explanation }), incident()])).toBe(1 / 2);
  });
});

describe('an assumed rate that is doubled', () => {
  it('counts the incidents that it brings about twice, mended or not', () => {
    // All: 3 of 6. Two more jammed locks, one of them mended from afar: 4 of 8. Without the magnet: 4 of 7.
    expect(ratesWith(cases, 'lock-jammed', 2)).toEqual({ all: 4 / 8, others: 4 / 7 });
  });

  it('of a cause that always needs a visit lowers the rate over all, and not the one beside it', () => {
    expect(ratesWith(cases, 'magnet-off', 2)).toEqual({ all: 3 / 7, others: 3 / 5 });
  });

  it('or halved moves nothing where it brought nothing about', () => {
    expect(ratesWith(cases, 'sensor-stuck', 0.5)).toEqual({ all: 3 / 6, others: 3 / 5 });
  });
});

import { describe, expect, it } from 'vitest';
import { incidentIdOf } from '../../../domain/ids.js';
import type { Cause } from '../../../domain/exceptions/cause.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { withExplanations } from '../../../domain/reports/explanations.js';
import { talliesOf } from '../../../domain/reports/operations.js';
import { counted } from './counted.js';

type Logged = Pick<Incident, 'slot' | 'n'> & ReturnType<typeof counted>;
type Change = Partial<ReturnType<typeof counted>>;

const visit = { askedAtMs: 0, bring: ['key'] };
const onSite = { how: 'on-site', by: 'person', atMs: 7_200_000 } as const;
const logged = (cause: Cause, change: Change = {}): Logged => ({ slot: cause, n: 1, ...counted({ cause, ...change }) });
/** Put down to this one. */
const explained = (cause: Cause, by: Logged, change: Change = {}): Logged => {
  const resolution = { how: 'remotely', by: 'explained', atMs: 3_600_000, explainedBy: incidentIdOf(by) } as const;
  return logged(cause, { resolution, ...change });
};
const tally = (...incidents: Logged[]) => talliesOf(withExplanations(incidents));

describe('a case that was put down to another', () => {
  const drift = (change?: Change) => logged('sensor-drift', change);
  const untared = (by: Logged, change?: Change) => explained('sensor-untared', by, change);

  it('counts as closed from afar where that was', () => {
    const { all } = tally(drift(), untared(drift()));
    expect(all).toMatchObject({ decided: 2, mendedRemotely: 2, visits: 0, remoteResolutionRate: 1 });
    expect(all.endings.explained).toBe(1);
  });

  it.each([
    ['somebody was asked to go', { visit, resolution: onSite }],
    ['they are on the way', { visit, state: 'dispatched', resolution: undefined }],
    ['it was over before they came', { visit }],
    ['whoever had come for a third case has mended it', { resolution: onSite }],
  ] as const)('does not where for that one %s, and is no visit of its own', (_, change) => {
    const { all } = tally(drift(change), untared(drift()));
    const visits = 'visit' in change ? 1 : 0;
    expect(all).toMatchObject({ decided: 2, mendedRemotely: 0, visits, remoteResolutionRate: 0 });
    expect(all.endings.explained).toBe(0);
  });

  it.each([
    ['is open', { state: 'resolving', resolution: undefined }],
    ['was mended less than 7 days ago', { state: 'resolved-remotely' }],
  ] as const)('is not decided while that one %s', (_, change) => {
    expect(tally(drift(change), untared(drift())).all).toMatchObject({ decided: 0, mendedRemotely: 0 });
  });

  it('is not mended where it came again, whatever becomes of that one; and that one’s coming again is its own', () => {
    const repeatedBy = incidentIdOf({ slot: 'x', n: 2 });
    const open = drift({ state: 'resolving', resolution: undefined });
    expect(tally(open, untared(drift(), { repeatedBy })).all).toMatchObject({ decided: 1, mendedRemotely: 0 });
    expect(tally(drift({ repeatedBy }), untared(drift())).all).toMatchObject({ decided: 2, mendedRemotely: 1 });
  });

  it('counts as it ended where what it was put down to is not in the log', () => {
    expect(tally(untared(drift())).all).toMatchObject({ decided: 1, mendedRemotely: 1 });
  });

  it('shares the fate of what that was put down to in turn', () => {
    const boot = logged('opens-at-boot', { visit, resolution: onSite });
    const magnet = explained('magnet-off', boot);
    const opened = explained('opened-without-command', magnet);
    const { all, byCause } = tally(boot, magnet, opened);
    expect(all).toMatchObject({ decided: 3, mendedRemotely: 0, visits: 1 });
    expect(byCause.map(({ cause, mendedRemotely }) => [cause, mendedRemotely])).toEqual([
      ['opened-without-command', 0],
      ['magnet-off', 0],
      ['opens-at-boot', 0],
    ]);
  });
});

describe('where a visit belongs by its nature to what a case was put down to', () => {
  const stuck = logged('door-switch-stuck', { visit, resolution: onSite });

  it('it is of that case as well: it neither mends the second figure nor spoils it', () => {
    const { all, withoutInherentVisits } = tally(stuck, explained('wont-open', stuck), logged('wont-open'));
    expect([all.mendedRemotely, all.decided]).toEqual([1, 3]);
    expect([withoutInherentVisits.mendedRemotely, withoutInherentVisits.decided]).toEqual([1, 1]);
  });

  it('a case of which somebody was asked to go for itself counts against both: they went for what was not known to be that', () => {
    const asked = explained('wont-open', stuck, { visit });
    const { all, withoutInherentVisits } = tally(stuck, asked);
    expect(all).toMatchObject({ decided: 2, mendedRemotely: 0, visits: 2 });
    expect(withoutInherentVisits).toMatchObject({ decided: 1, mendedRemotely: 0, visits: 1 });
  });

  it('so is what it was seen with: a switch that flaps under the longest debounce is wiring', () => {
    const flaps = (why: string) =>
      logged('door-flapping', {
        timeline: { rows: [{ atMs: 0, what: 'incident-seen', detail: { why } }], omitted: 0 },
      });
    const tallyOf = (by: Logged) => tally(by, explained('opened-without-command', by)).withoutInherentVisits;
    expect(tallyOf(flaps('wiring')).decided).toBe(0);
    expect(tallyOf(flaps('bounces')).decided).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../domain/exceptions/cause.js';
import type { IncidentId } from '../../../domain/ids.js';
import { talliesOf, type Counted } from '../../../domain/reports/operations.js';

const hourMs = 3_600_000;
const next = 'x-2' as IncidentId;

const incident = (change: Partial<Counted> = {}, cause: Cause = 'wont-open'): Counted => ({
  cause,
  state: 'closed',
  raisedAtMs: 0,
  acts: [],
  timeline: { rows: [], omitted: 0 },
  position: { step: 0, tries: 1 },
  resolution: { how: 'remotely', by: 'done', atMs: hourMs },
  ...change,
});
const onSite = { how: 'on-site', by: 'person', atMs: 3 * hourMs } as const;
const visit = { askedAtMs: 0, bring: ['key'] };

describe('the remote-resolution rate', () => {
  it('is the share of what was closed with no visit and no repeat, over all that is decided', () => {
    const { all } = talliesOf([
      incident(),
      incident(),
      incident(),
      incident({ state: 'closed', resolution: onSite, visit }),
    ]);
    expect(all).toMatchObject({ incidents: 4, mendedRemotely: 3, visits: 1, remoteResolutionRate: 3 / 4 });
  });

  it('does not count what came again within 7 days as mended', () => {
    const { all } = talliesOf([incident({ repeatedBy: next }), incident()]);
    expect(all).toMatchObject({ mendedRemotely: 1, repeated: 1, remoteResolutionRate: 1 / 2 });
  });

  it('does not count as mended from afar what somebody was asked to visit, even if it was over before they came', () => {
    const { all } = talliesOf([incident({ visit })]);
    expect(all).toMatchObject({ mendedRemotely: 0, visits: 1, remoteResolutionRate: 0 });
  });

  it('leaves out what is not decided: what is open, and what was mended less than 7 days ago', () => {
    const { all } = talliesOf([
      incident(),
      incident({ state: 'resolving', resolution: undefined }),
      incident({ state: 'dispatched', resolution: undefined, visit }),
      incident({ state: 'resolved-remotely' }),
    ]);
    expect(all).toMatchObject({ incidents: 4, open: 2, undecided: 1, remoteResolutionRate: 1 });
  });

  it('counts a visit as decided at once: nothing can make it one that was spared', () => {
    const { all } = talliesOf([incident({ state: 'resolved-on-site', resolution: onSite, visit }), incident()]);
    expect(all).toMatchObject({ undecided: 0, remoteResolutionRate: 1 / 2 });
  });

  it('of nothing decided is none, and no nought', () => {
    expect(talliesOf([]).all).toEqual({
      incidents: 0,
      open: 0,
      undecided: 0,
      mendedRemotely: 0,
      repeated: 0,
      visits: 0,
    });
  });

  it('stands for each cause, in the order of the catalogue, and beside it without those whose visit is inherent', () => {
    const fetched = incident({ resolution: onSite, visit }, 'foreign-object'); // An object that somebody has to take out.
    const { byCause, all, withoutInherentVisits } = talliesOf([fetched, incident(), incident({}, 'door-ajar')]);
    expect(byCause.map(({ cause, remoteResolutionRate }) => [cause, remoteResolutionRate])).toEqual([
      ['door-ajar', 1],
      ['wont-open', 1],
      ['foreign-object', 0],
    ]);
    expect(byCause.map(({ visitIsInherent }) => visitIsInherent)).toEqual([false, false, true]);
    expect([all.remoteResolutionRate, withoutInherentVisits.remoteResolutionRate]).toEqual([2 / 3, 1]);
  });

  it('and without those cases of a cause that were last seen with what makes a visit inherent, whatever became of them', () => {
    const blind = (...seen: string[]): Counted => {
      const rows = seen.map((why) => ({ atMs: 0, what: 'incident-seen', detail: { why } }) as const);
      return incident({ visit, resolution: onSite, timeline: { rows, omitted: 0 } }, 'sensor-blind');
    };
    const { byCause, all, withoutInherentVisits } = talliesOf([
      incident(),
      blind('covered'),
      blind('errors'),
      blind('errors', 'covered'),
      blind('covered', 'light'),
      incident({}, 'sensor-blind'),
    ]);
    expect(byCause.find(({ cause }) => cause === 'sensor-blind')).toMatchObject({ visits: 4, visitIsInherent: false });
    expect([all.incidents, withoutInherentVisits.incidents, withoutInherentVisits.visits]).toEqual([6, 4, 2]);
  });
});

it('the mean time to resolve is from raised to resolved, of all that was', () => {
  const slow = incident({ raisedAtMs: hourMs, resolution: { ...onSite, atMs: 6 * hourMs } });
  expect(talliesOf([incident(), slow]).all.meanMsToResolve).toBe(3 * hourMs); // An hour and five.
});

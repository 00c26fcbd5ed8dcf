import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../domain/incident/finding.js';
import { isOpen } from '../../../domain/incident/incident.js';
import { Case, dayMs, hourMs, kinds, minuteMs, startMs, tellManager, types } from './case.js';

describe('a cause that stands', () => {
  it('raises an incident once, however often the same finding comes', () => {
    const one = new Case();
    const finding = one.finding('standing');
    expect(types(one.hear(finding))).toEqual(['incident-raised', 'step-begun']);
    for (let i = 0; i < 3; i++) expect(one.hear(finding).events).toEqual([]);
    expect([...one.all.keys()]).toEqual([1]);
  });

  it('is no news within an hour of the last sighting, and a sighting from then on', () => {
    const one = Case.in('resolving');
    one.nowMs = startMs + hourMs - 1;
    expect(one.find('standing').events).toEqual([]);
    one.nowMs = startMs + hourMs;
    expect(types(one.find('standing'))).toEqual(['incident-seen']);
    expect(one.incident).toMatchObject({ sightings: 2, seenAtMs: startMs + hourMs });
    expect(one.take()).toEqual([]);
  });

  it('is news within the hour where a parcel went with it, once', () => {
    const one = Case.in('resolving');
    one.nowMs = startMs + 2 * minuteMs;
    const gone = { detail: { parcel: 'missing' } };
    expect(types(one.find('standing', gone))).toEqual(['incident-seen']);
    expect(one.incident).toMatchObject({ sightings: 2, isParcelGone: true });
    one.nowMs += minuteMs;
    expect(one.find('standing', gone).events).toEqual([]);
    one.nowMs += hourMs;
    one.find('standing');
    expect(one.incident).toMatchObject({ sightings: 3, isParcelGone: true });
  });

  it('keeps the evidence of each sighting, the latest twenty', () => {
    const one = new Case();
    for (let i = 0; i < 25; i++) {
      one.nowMs = startMs + i * hourMs;
      one.find('standing', { evidence: [`scan-${i}`, `scan-${i}`] });
    }
    expect(one.incident.evidence).toEqual(Array.from({ length: 20 }, (_, i) => `scan-${i + 5}`));
  });
});

describe('a cause that is over', () => {
  it('was resolved from afar while the playbook ran, and on site once somebody was on the way', () => {
    for (const [state, how] of [
      ['raised', 'resolved-remotely'],
      ['resolving', 'resolved-remotely'],
      ['dispatched', 'resolved-on-site'],
    ] as const) {
      const one = Case.in(state);
      one.find('over');
      expect(one.incident.state).toBe(how);
    }
  });

  it('was resolved from afar where somebody acted in the ten minutes before, and not if it was longer ago', () => {
    for (const [afterMs, how] of [
      [10 * minuteMs, 'resolved-remotely'],
      [10 * minuteMs + 1, 'resolved-on-site'],
    ] as const) {
      const one = Case.in('dispatched');
      one.act();
      one.nowMs += afterMs;
      one.find('over');
      expect(one.incident.state).toBe(how);
    }
  });

  it('at the very instant of its sighting is over', () => {
    const one = Case.in('resolving');
    one.find('over', { occurredAtMs: startMs });
    expect(one.incident.state).toBe('resolved-remotely');
    expect(one.find('standing', { occurredAtMs: startMs }).events).toEqual([]);
  });

  it('tells those of the site who were told, and the pending timer gives way to the one that closes it', () => {
    const one = Case.in('resolving', { steps: [tellManager], visit: 'never' });
    one.nowMs += minuteMs;
    one.find('over');
    const effects = one.take();
    expect(kinds(effects)).toEqual(['delete-timer', 'create-timer', 'alert']);
    expect(effects[1]).toMatchObject({ name: 'abcdefghijklmnop-1-2', atMs: one.nowMs + 7 * dayMs });
    expect(effects[2]).toMatchObject({ audience: 'manager', alert: 'over' });
  });

  it('of which nothing was heard is remembered: an older sighting that comes late raises nothing', () => {
    const one = new Case();
    expect(types(one.find('over'))).toEqual(['end-noted']);
    expect(one.incident).toMatchObject({ n: 0, state: 'closed' });
    expect(one.find('standing', { occurredAtMs: startMs - minuteMs }).events).toEqual([]);
    one.nowMs += minuteMs;
    expect(types(one.find('standing'))).toEqual(['incident-raised', 'step-begun']);
    expect(one.incident).toMatchObject({ n: 1, repeatOf: undefined });
  });
});

describe('a replay', () => {
  it('of a sighting from before the end raises nothing, also when its age was reckoned anew', () => {
    const one = Case.in('resolving');
    const first = one.incident.keys[0] ?? '';
    one.nowMs += minuteMs;
    one.find('over');
    one.nowMs += dayMs;
    expect(one.find('standing', { key: first }).events).toEqual([]);
    expect(one.find('standing', { occurredAtMs: startMs + minuteMs }).events).toEqual([]);
  });

  it('of an end from before the last sighting closes nothing, also when its age was reckoned anew', () => {
    const one = Case.in('resolving');
    const end = one.finding('over');
    one.hear(end);
    one.nowMs += hourMs;
    one.find('standing');
    expect(one.incident).toMatchObject({ n: 2, state: 'resolving' });
    expect(one.hear({ ...end, occurredAtMs: one.nowMs + minuteMs }).events).toEqual([]);
    expect(one.hear({ ...end, key: 'another', occurredAtMs: one.nowMs - minuteMs }).events).toHaveLength(1);
    expect(one.incident.state).toBe('resolving');
  });
});

describe('a repeat', () => {
  it.each([
    [7 * dayMs, true],
    [7 * dayMs + 1, false],
  ])('%d ms after the resolution: %s', (afterMs, isRepeat) => {
    const one = Case.in('resolved-remotely');
    one.nowMs += afterMs;
    one.find('standing');
    expect(one.incident.n).toBe(2);
    expect(one.incident.repeatOf).toBe(isRepeat ? 'abcdefghijklmnop-1' : undefined);
    expect(one.all.get(1)?.repeatedBy).toBe(isRepeat ? 'abcdefghijklmnop-2' : undefined);
    expect(one.all.get(1)?.state).toBe(isRepeat ? 'closed' : 'resolved-remotely');
  });

  it('does not follow from a sighting that is older than an end, though a person resolved it before that end', () => {
    const one = Case.in('resolving');
    one.nowMs += 3 * hourMs;
    one.find('standing');
    one.find('over', { occurredAtMs: one.nowMs - minuteMs });
    one.nowMs -= hourMs; // A detector's clock is ahead of ours.
    one.resolve('remotely');
    expect(one.find('standing', { occurredAtMs: one.nowMs + minuteMs }).events).toEqual([]);
  });

  it('follows what a person resolved wrongly: the next sighting raises it again', () => {
    const one = Case.in('resolving');
    one.resolve('remotely');
    one.nowMs += hourMs;
    expect(types(one.find('standing'))).toEqual(['incident-raised', 'step-begun']);
    expect(one.incident.repeatOf).toBe('abcdefghijklmnop-1');
  });
});

/** Findings of one place, each two hours after the other, so that every sighting is news. */
const script = fc.array(fc.constantFrom('standing', 'over'), { minLength: 1, maxLength: 12 });
const findingsOf = (statuses: readonly ('standing' | 'over')[]): Finding[] => {
  const one = new Case();
  return statuses.map((status, i) => one.finding(status, { occurredAtMs: startMs + i * 2 * hourMs }));
};
const hearAll = (findings: readonly Finding[]): Case => {
  const one = new Case();
  one.nowMs = startMs + 30 * hourMs;
  findings.forEach(one.hear);
  return one;
};
const setOf = (one: Case) =>
  [...one.all.values()].map(({ n, state, seenAtMs, endedAtMs }) => [n, state, seenAtMs, endedAtMs]);
const openOf = (one: Case) => [...one.all.values()].filter(isOpen);
/** In their order: how many times it began to stand. */
const episodes = (statuses: readonly string[]) =>
  statuses.filter((status, i) => status === 'standing' && statuses[i - 1] !== 'standing').length;

describe('in whatever order and however often findings come', () => {
  it('in their order there is one incident for each time that it began to stand', () => {
    fc.assert(
      fc.property(script, (statuses) => {
        const raised = [...hearAll(findingsOf(statuses)).all.keys()].filter((n) => n > 0);
        expect(raised).toHaveLength(episodes(statuses));
      }),
    );
  });

  it('those that come again, anywhere after the first time, change nothing', () => {
    fc.assert(
      fc.property(script, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }), (statuses, again) => {
        const findings = findingsOf(statuses);
        const doubled = [...findings];
        for (const [which, where] of again) {
          const finding = findings[which % findings.length]!;
          const from = doubled.indexOf(finding) + 1;
          doubled.splice(from + (where % (doubled.length - from + 1)), 0, finding);
        }
        expect(setOf(hearAll(doubled))).toEqual(setOf(hearAll(findings)));
      }),
    );
  });

  it('in any order at most one is open, none is raised that would not have been, and the last word counts', () => {
    const shuffled = script.chain((statuses) =>
      fc.tuple(fc.constant(statuses), fc.shuffledSubarray([...statuses.keys()], { minLength: statuses.length })),
    );
    fc.assert(
      fc.property(shuffled, ([statuses, order]) => {
        const findings = findingsOf(statuses);
        const one = hearAll(order.map((i) => findings[i]!));
        expect(openOf(one).length).toBeLessThanOrEqual(1);
        expect([...one.all.keys()].filter((n) => n > 0).length).toBeLessThanOrEqual(episodes(statuses));
        expect(openOf(one).length).toBe(statuses.at(-1) === 'standing' ? 1 : 0);
      }),
    );
  });
});

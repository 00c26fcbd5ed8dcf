import { describe, expect, it } from 'vitest';
import type { Step } from '../../../domain/exceptions/playbook.js';
import {
  bankId,
  Case,
  dayMs,
  hold,
  hourMs,
  kinds,
  minuteMs,
  onTrial,
  pulse,
  sample,
  situationWith,
  startMs,
  tellManager,
  types,
} from './case.js';

const wait: Step = { name: 'wait', action: { do: 'wait' }, success: 'over', withinMs: 5 * minuteMs };
const visit = { bring: ['lock', 'tools'] } as const;

describe('a playbook', () => {
  it('is followed step by step, each in its time, and ends with a visit that is told of with what to bring', () => {
    const one = new Case({ steps: [wait, tellManager], visit });
    one.find('standing');
    expect(one.take()).toMatchObject([
      { kind: 'create-timer', name: 'abcdefghijklmnop-1-1', atMs: startMs + 5 * minuteMs },
    ]);
    one.fire();
    expect(one.take()).toMatchObject([
      { kind: 'create-timer', name: 'abcdefghijklmnop-1-2', atMs: startMs + 5 * minuteMs + hourMs },
      { kind: 'alert', audience: 'manager', alert: 'step' },
    ]);
    one.fire();
    expect(one.incident.state).toBe('dispatched');
    expect(one.take()).toEqual([{ kind: 'alert', audience: 'technician', alert: 'visit', bring: ['lock', 'tools'] }]);
    expect(one.incident.timer.atMs).toBe(0);
  });

  it('of planned work asks for its visit in the list, and tells nobody', () => {
    const one = new Case({ steps: [wait], visit }, { severity: 'P3' });
    one.find('standing');
    one.fire();
    expect(one.incident).toMatchObject({ state: 'dispatched', told: [], visit: { bring: ['lock', 'tools'] } });
    expect(kinds(one.take())).toEqual(['create-timer']);
  });

  it('without a visit waits for its cause to be over when all is tried, without a timer', () => {
    const one = new Case({ steps: [wait], visit: 'never' });
    one.find('standing');
    expect(types(one.fire())).toEqual(['steps-used-up']);
    expect(one.incident).toMatchObject({ state: 'resolving', timer: { atMs: 0 } });
    one.nowMs += dayMs;
    one.find('over');
    expect(one.incident.state).toBe('resolved-remotely');
  });

  it('that has lost the step at which a case stands, as a later version may, does not leave it waiting for ever', () => {
    const one = new Case({ steps: [wait, tellManager], visit });
    one.find('standing');
    one.fire();
    one.situation = situationWith({ steps: [wait], visit });
    expect(types(one.fire())).toEqual(['incident-dispatched']);
  });

  it('with nothing to try asks for the visit at once', () => {
    const one = new Case({ steps: [], visit });
    expect(types(one.find('standing'))).toEqual(['incident-raised', 'incident-dispatched']);
  });

  it('fires once: the same timer again, or an earlier one, decides nothing', () => {
    const one = new Case({ steps: [wait, wait], visit });
    one.find('standing');
    const { n } = one.incident.timer;
    one.fire();
    expect(one.tell({ type: 'timer', n, nowMs: one.nowMs }).events).toEqual([]);
  });

  it('begins the next step with one that needs no time: the door is held and the manager told at once', () => {
    const told = { ...tellManager, withinMs: 0 };
    const one = new Case({ steps: [hold, told, sample, wait], visit });
    expect(types(one.find('standing'))).toEqual(['incident-raised', 'step-begun', 'step-begun', 'step-begun']);
    expect(kinds(one.take())).toEqual(['create-timer', 'hold-door', 'alert', 'command']);
    expect(one.incident).toMatchObject({ position: { step: 2, tries: 1 }, timer: { atMs: startMs + 3 * minuteMs } });
    expect(one.incident).toMatchObject({ holds: 'unaccounted', told: ['manager'] });
    const last = new Case({ steps: [pulse, told], visit });
    last.find('standing');
    last.answer('failed');
    last.fire();
    expect(types(last.fire())).toEqual(['step-begun', 'incident-dispatched']);
    expect(last.incident).toMatchObject({ state: 'dispatched', timer: { atMs: 0 } });
  });

  it.each([
    ['that failed on trial', true, ['pulse-lock', 'wait']],
    ['that never moved it', false, ['pulse-lock', 'long']],
  ])('has steps for after a try %s, and for that alone', (_, hasMoved, steps) => {
    const long = { ...pulse, name: 'long', tries: 1, afterTrial: false };
    const one = new Case({ steps: [{ ...onTrial, tries: 1 }, long, { ...wait, afterTrial: true }], visit });
    one.find('standing');
    one.answer(hasMoved ? 'done' : 'failed');
    one.nowMs += 2 * hourMs;
    if (hasMoved) one.find('standing');
    while (one.incident.state === 'resolving') one.fire();
    expect(one.incident.timeline.rows.flatMap(({ detail }) => detail?.['step'] ?? [])).toEqual(steps);
  });

  describe('with a step for one reason only', () => {
    const playbook = {
      steps: [{ ...sample, only: { why: 'errors' } }, wait, { ...pulse, only: { why: 'errors' } }],
      visit,
    };
    const names = (one: Case) =>
      one.incident.timeline.rows.flatMap(({ detail }) => (detail?.['step'] ? [detail['step']] : []));

    it.each([
      [{ why: 'errors' }, ['look-again', 'wait', 'pulse-lock']],
      [{ why: 'covered' }, ['wait']],
      [undefined, ['wait']],
    ])('passes over it where it is seen with %j: %j', (detail, steps) => {
      const one = new Case(playbook);
      one.find('standing', { detail });
      while (one.incident.state === 'resolving') one.fire();
      expect([...new Set(names(one))]).toEqual(steps);
      expect(one.incident.state).toBe('dispatched');
    });

    it('goes by how it was seen last', () => {
      const one = new Case(playbook);
      one.find('standing', { detail: { why: 'covered' } });
      one.nowMs += 2 * hourMs;
      one.find('standing', { detail: { why: 'errors' } });
      one.fire();
      expect(names(one)).toEqual(['wait', 'pulse-lock']);
    });

    it('does not try it again where it is seen with another', () => {
      const one = new Case(playbook);
      one.find('standing', { detail: { why: 'errors' } });
      one.nowMs += 2 * hourMs;
      one.find('standing', { detail: { why: 'covered' } });
      one.fire();
      expect(names(one)).toEqual(['look-again', 'wait']);
    });
  });

  it('holds the door while it runs, and lets it go at the end', () => {
    const one = new Case({ steps: [hold, wait], visit });
    one.find('standing');
    expect(one.take()).toContainEqual({ kind: 'hold-door', reason: 'unaccounted' });
    one.nowMs += minuteMs;
    one.find('over');
    expect(one.take()).toContainEqual({ kind: 'release-door' });
  });

  it('lets a door go that held itself for a lock that was seen to move since, and not one that has opened anyway', () => {
    const moved = Case.in('resolving');
    moved.answer('done');
    expect(moved.take()).toContainEqual({ kind: 'release-door' });
    const opened = Case.in('resolving');
    opened.find('over');
    expect(kinds(opened.take())).not.toContain('release-door');
  });
});

describe('a command of a playbook', () => {
  it('goes out under an id that follows from incident, step and try, and is good for 20 s where it moves a lock', () => {
    const one = new Case();
    one.find('standing');
    expect(one.take()).toContainEqual({
      kind: 'command',
      commandId: 'i-abcdefghijklmnop-1-0-1',
      command: 'pulse-lock',
      fields: {},
      dropAfterMs: startMs + 20_000,
    });
  });

  it('for a sensor names it', () => {
    const restart: Step = {
      name: 'restart-sensor',
      action: { do: 'command', command: 'restart', fields: { what: 'sensor' } },
      success: 'over',
      withinMs: hourMs,
    };
    const one = new Case({ steps: [restart], visit });
    one.find('standing', { place: { ...one.finding('standing').place, sensor: 'top' } });
    expect(one.take()).toContainEqual(
      expect.objectContaining({ fields: { what: 'sensor', sensor: 'top' }, dropAfterMs: startMs + 10 * minuteMs }),
    );
  });

  it('that is done ends the incident where the step is content with the word of the bank', () => {
    const one = Case.in('resolving');
    expect(types(one.answer('done'))).toEqual(['outcome-told', 'incident-resolved']);
    expect(one.incident.resolution).toMatchObject({ how: 'remotely', by: 'done' });
  });

  it('that is done ends nothing where its cause is to be seen to be over', () => {
    const one = Case.in('resolving', { steps: [sample], visit });
    expect(types(one.answer('done'))).toEqual(['outcome-told']);
    expect(one.incident.state).toBe('resolving');
  });

  it('is tried again with a new id where the first is known to have failed', () => {
    const one = Case.in('resolving');
    one.answer('failed');
    one.take();
    expect(types(one.fire())).toEqual(['step-begun']);
    expect(one.take()).toContainEqual(expect.objectContaining({ commandId: 'i-abcdefghijklmnop-1-0-2' }));
  });

  it('of which nothing was heard is asked about, and never sent blindly a second time', () => {
    const one = Case.in('resolving');
    expect(types(one.fire())).toEqual(['outcome-asked']);
    expect(kinds(one.take())).toEqual(['create-timer', 'ask']);
    expect(types(one.fire())).toEqual(['step-begun']);
    expect(one.incident.position.step).toBe(1);
    expect(one.effects.filter(({ kind }) => kind === 'command')).toEqual([]);
  });

  it('of which nothing was heard is given once more under its own id where the case names no door to ask by, as often as it is tried', () => {
    const restart: Step = { ...pulse, action: { do: 'command', command: 'restart' }, success: 'over', tries: 3 };
    const one = new Case({ steps: [restart], visit }, { scope: 'bank' });
    one.find('standing', { place: { bankId } });
    one.answer('done');
    one.fire(); // The second go, and it is lost.
    one.take();
    expect(types(one.fire())).toEqual(['step-begun']);
    const [given] = one.take().filter(({ kind }) => kind === 'command');
    expect(given).toMatchObject({ commandId: 'i-abcdefghijklmnop-1-0-2', dropAfterMs: one.nowMs + 2 * minuteMs });
    expect(one.incident.position).toMatchObject({ tries: 3, commandId: 'i-abcdefghijklmnop-1-0-2' });
    one.answer('done');
    expect(one.incident.position.outcome).toBe('done');
    expect(types(one.fire())).toEqual(['incident-dispatched']);
  });

  it('that the bank says to have never had is tried again with a new id', () => {
    const one = Case.in('resolving', { steps: [{ ...pulse, tries: 3 }], visit });
    one.fire();
    one.answer('expired', { reason: 'never-came' });
    one.take();
    one.fire();
    expect(one.take()).toContainEqual(expect.objectContaining({ commandId: 'i-abcdefghijklmnop-1-0-3' }));
  });

  it('that does no harm is simply sent again', () => {
    const one = Case.in('resolving', { steps: [sample], visit });
    expect(types(one.fire())).toEqual(['step-begun']);
    expect(one.take()).toContainEqual(expect.objectContaining({ commandId: 'i-abcdefghijklmnop-1-0-2' }));
  });
});

describe('an answer', () => {
  it('that comes twice, or says that the command came twice, is once', () => {
    const one = Case.in('resolving', { steps: [sample], visit });
    expect(one.answer('refused', { reason: 'duplicate' }).events).toEqual([]);
    expect(types(one.answer('failed'))).toEqual(['outcome-told']);
    expect(one.answer('failed').events).toEqual([]);
    expect(one.answer('done').events).toEqual([]);
  });

  it('to a command that was never sent, of another bank, or to a case that is over, says nothing', () => {
    const one = Case.in('resolving', { steps: [sample, tellManager, pulse], visit });
    const notYet = ['0-2', '0-3', '1-1', '2-1', '3-1'].map((at) => `i-abcdefghijklmnop-1-${at}`);
    for (const commandId of [...notYet, 'c-1', 'x']) {
      expect(one.answer('done', { commandId }).events).toEqual([]);
    }
    const { commandId = '' } = one.incident.position;
    const result = { type: 'command-result', commandId, outcome: 'done', hasWindows: false } as const;
    expect(one.tell({ ...result, bankId: 'bank-2' as never, nowMs: one.nowMs }).events).toEqual([]);
    one.find('over');
    expect(one.answer('done').events).toEqual([]);
  });

  it('to a step that is past says nothing where that step sent no command, or fewer', () => {
    const one = Case.in('resolving', { steps: [tellManager, { ...sample, tries: 1 }, pulse], visit });
    one.fire();
    one.fire();
    expect(one.incident.position.step).toBe(2);
    for (const at of ['0-1', '1-2'])
      expect(one.answer('done', { commandId: `i-abcdefghijklmnop-1-${at}` }).events).toEqual([]);
    expect(types(one.answer('done', { commandId: 'i-abcdefghijklmnop-1-1-1' }))).toEqual(['outcome-told']);
  });

  it('that is late, when its step has had its time and the bank said that it came too late, ends nothing', () => {
    const one = Case.in('resolving', {
      steps: [
        { ...pulse, tries: 1 },
        { ...tellManager, withinMs: dayMs },
      ],
      visit,
    });
    const { commandId = '' } = one.incident.position;
    one.fire();
    expect(types(one.answer('expired', { commandId, reason: 'too-late' }))).toEqual(['outcome-told']);
    expect(one.answer('done', { commandId }).events).toEqual([]);
    expect(one.incident).toMatchObject({ state: 'resolving', position: { step: 1 } });
  });

  it('that comes again after others is still the same', () => {
    const one = Case.in('resolving', { steps: [sample], visit });
    const ids = ['c-act1', 'c-act2', 'c-act3'];
    for (const commandId of ids) one.act('sample', commandId);
    for (const commandId of ids) expect(types(one.answer('failed', { commandId }))).toEqual(['outcome-told']);
    for (const commandId of ids) expect(one.answer('done', { commandId }).events).toEqual([]);
  });

  it('to an earlier try of the same step is as good as one to the last', () => {
    const one = Case.in('resolving', { steps: [{ ...pulse, action: { do: 'command', command: 'self-test' } }], visit });
    one.fire();
    expect(one.incident.position.commandId).toBe('i-abcdefghijklmnop-1-0-2');
    one.answer('done', { commandId: 'i-abcdefghijklmnop-1-0-1' });
    expect(one.incident.state).toBe('resolved-remotely');
  });

  it('to an earlier step is noted and closes nothing', () => {
    const one = Case.in('resolving', { steps: [{ ...pulse, tries: 1 }, tellManager], visit });
    const first = one.incident.position.commandId ?? '';
    one.fire();
    expect(types(one.answer('done', { commandId: first }))).toEqual(['outcome-told']);
    expect(one.incident.state).toBe('resolving');
  });

  it('with windows is evidence', () => {
    const one = Case.in('resolving', { steps: [sample], visit });
    const { commandId = '' } = one.incident.position;
    const result = { type: 'command-result', commandId, outcome: 'done', hasWindows: true } as const;
    one.tell({ ...result, bankId: one.incident.place.bankId, nowMs: one.nowMs });
    expect(one.incident.evidence).toEqual(['i-abcdefghijklmnop-1-0-1']);
  });
});

describe('while its bank is away', () => {
  it('an incident is raised, and nothing is tried and nobody told', () => {
    const one = Case.in('raised');
    one.nowMs = startMs + 2 * hourMs;
    expect(types(one.find('standing'))).toEqual(['incident-seen']);
    expect(one.take()).toEqual([]);
  });

  it('it is looked at after 15 min, 30 min and then every hour, and no row of the timeline says so', () => {
    const one = Case.in('raised');
    const rows = one.incident.timeline.rows.length;
    const gaps = [1, 2, 3, 4].map(() => {
      const before = one.incident.timer.atMs;
      one.fire();
      return (one.incident.timer.atMs - before) / minuteMs;
    });
    expect(one.all.get(1)?.raisedAtMs).toBe(startMs);
    expect(gaps).toEqual([30, 60, 60, 60]);
    expect(one.incident.timeline.rows).toHaveLength(rows);
  });

  it('it ends as quietly, where its cause is over before the bank is back', () => {
    const one = Case.in('raised');
    one.find('over');
    expect(one.incident.state).toBe('resolved-remotely');
    expect(kinds(one.take())).toEqual(['delete-timer', 'create-timer']);
  });

  it('what was begun waits, and a command that nobody answered goes out again under the same id', () => {
    const one = Case.in('resolving');
    one.isAway = true;
    expect(types(one.fire())).toEqual(['incident-muted']);
    one.take();
    one.isAway = false;
    expect(types(one.fire())).toEqual(['incident-unmuted', 'step-begun']);
    expect(one.take()).toContainEqual(expect.objectContaining({ commandId: 'i-abcdefghijklmnop-1-0-1' }));
    expect(one.incident.position.tries).toBe(1);
  });

  it('who was told is not told again when it is back', () => {
    const one = Case.in('resolving', { steps: [tellManager, wait], visit });
    one.isAway = true;
    one.fire();
    one.isAway = false;
    one.take();
    one.fire();
    expect(one.incident.position.step).toBe(1);
    expect(kinds(one.take())).toEqual(['create-timer']);
  });
});

describe('while something lies in the door', () => {
  const recalibrate: Step = { ...sample, name: 'recalibrate', action: { do: 'command', command: 'recalibrate' } };
  const inUse = () => {
    const one = new Case({ steps: [recalibrate], visit });
    one.find('standing');
    one.isDoorInUse = true;
    one.take();
    return one;
  };

  it('what only an empty door can show is waited for: nothing is sent, and nobody goes', () => {
    const one = inUse();
    for (let i = 0; i < 5; i++) expect(types(one.fire())).toEqual(['look-postponed']);
    expect(kinds(one.take())).not.toContain('command');
    expect(one.incident.state).toBe('resolving');
    one.isDoorInUse = false;
    expect(types(one.fire())).toEqual(['step-begun']);
    expect(one.incident.position.tries).toBe(2);
    expect(types(one.fire())).toEqual(['incident-dispatched']);
  });

  it('three days are the most: then it is somebody’s to look', () => {
    const one = inUse();
    const fromMs = one.nowMs;
    while (types(one.fire())[0] === 'look-postponed');
    // 24 looks, three hours apart, from the end of its first time limit on.
    expect(one.nowMs - fromMs).toBe(sample.withinMs + 3 * dayMs);
    expect(one.incident.position.tries).toBe(2);
  });
});

describe('a person', () => {
  it('who acts makes the playbook wait ten minutes, and then it goes on where it was', () => {
    const one = Case.in('resolving', { steps: [wait, tellManager], visit });
    one.act('pulse-lock');
    expect(one.take()).toMatchObject([
      { kind: 'delete-timer', name: 'abcdefghijklmnop-1-1' },
      { kind: 'create-timer', atMs: one.nowMs + 10 * minuteMs },
    ]);
    one.fire();
    expect(one.incident.position).toMatchObject({ step: 1, tries: 1 });
  });

  it('who gives the same command again acts once', () => {
    const one = Case.in('resolving');
    one.act('sample', 'c-1');
    expect(one.act('sample', 'c-1')).toEqual({ events: [] });
    expect(one.incident.acts).toMatchObject([{ commandId: 'c-1', command: 'sample' }]);
  });

  it('reads what the bank answered to them, once', () => {
    const one = Case.in('resolving');
    one.act('sample', 'c-1');
    expect(types(one.answer('done', { commandId: 'c-1' }))).toEqual(['outcome-told']);
    expect(one.answer('done', { commandId: 'c-1' }).events).toEqual([]);
    expect(one.answer('done', { commandId: 'c-2' }).events).toEqual([]);
  });

  it('who acts where all was tried is waited for, and nothing more comes of it', () => {
    const one = new Case({ steps: [wait], visit: 'never' });
    one.find('standing');
    one.fire();
    one.act();
    expect(one.fire().events).toEqual([]);
    expect(one.incident.state).toBe('resolving');
  });

  it('who acts while its bank is away unmutes it; if the bank is still away then, it is muted again', () => {
    const one = Case.in('raised');
    one.act();
    expect(one.incident).toMatchObject({ state: 'resolving', mutedAtMs: undefined });
    expect(types(one.fire())).toEqual(['incident-muted']);
  });

  it('cannot do anything with a case that is over', () => {
    for (const state of ['resolved-remotely', 'resolved-on-site', 'closed'] as const) {
      const one = Case.in(state);
      expect(one.act().refusal).toBe('incident-not-now');
      expect(one.dispatch().refusal).toBe('incident-not-now');
    }
    expect(Case.in('resolved-on-site').resolve('remotely').refusal).toBe('incident-not-now');
    expect(Case.in('resolved-on-site').resolve('on-site')).toEqual({ events: [] });
  });

  it('and nobody else says of a dark bank that its mains are back: is it offline, then?', () => {
    const powerLost = [{ steps: [wait], visit }, { cause: 'power-lost' }] as const;
    const [said, seen] = [new Case(...powerLost), new Case(...powerLost)];
    for (const one of [said, seen]) one.find('standing', { cause: 'power-lost', place: { bankId } });
    said.resolve('on-site');
    seen.nowMs += minuteMs;
    seen.find('over', { cause: 'power-lost', place: { bankId } });
    expect(said.take()).toContainEqual({ kind: 'raise-offline', sinceMs: startMs });
    expect(kinds(seen.take())).not.toContain('raise-offline');
  });

  it('who says that it is mended is not told so again', () => {
    const one = Case.in('resolving', { steps: [tellManager], visit });
    one.resolve('on-site');
    expect(kinds(one.take())).not.toContain('alert');
    expect(one.incident.resolution).toMatchObject({ how: 'on-site', by: 'person', actor: 'kim', note: 'mended' });
  });
});

describe('a trial', () => {
  const onItsTrial = (steps = [onTrial, tellManager]): Case => {
    const one = new Case({ steps, visit });
    one.find('standing');
    one.answer('done');
    one.take();
    return one;
  };

  it('gives the door back to use, and ends a fortnight after the lock was seen to move', () => {
    const one = new Case({ steps: [onTrial], visit });
    one.find('standing');
    one.take();
    one.nowMs += minuteMs;
    expect(types(one.answer('done'))).toEqual(['outcome-told', 'trial-begun']);
    expect(kinds(one.take())).toEqual(['delete-timer', 'create-timer', 'release-door']);
    expect(one.incident).toMatchObject({ state: 'resolving', timer: { atMs: startMs + minuteMs + 14 * dayMs } });
    expect(one.fire().events).toMatchObject([{ type: 'incident-resolved', how: 'remotely', by: 'trial' }]);
  });

  it('of what keeps no door gives none back: another case may hold it', () => {
    const one = new Case({ steps: [onTrial], visit }, { cause: 'latch-bounce' });
    one.find('standing', { cause: 'latch-bounce' });
    one.take();
    one.answer('done');
    expect(kinds(one.take())).toEqual(['delete-timer', 'create-timer']);
  });

  it('that was failed gives the door back an hour later: a scan may tell why, and no courier of the same round is sent to it', () => {
    const one = onItsTrial();
    one.nowMs += dayMs;
    one.find('standing');
    one.take();
    one.answer('done');
    expect(one.take()).toContainEqual({
      ...{ kind: 'release-door', notBeforeMs: one.nowMs + 65 * minuteMs, trialSinceMs: one.nowMs },
    });
  });

  it('is over as soon as the door is seen to work', () => {
    const one = onItsTrial();
    one.nowMs += hourMs;
    expect(one.find('over').events).toMatchObject([{ type: 'incident-resolved', how: 'remotely', by: 'over' }]);
  });

  it('is failed by what is seen again: the same case, and its next try at once; when they are used up, the next step', () => {
    const one = onItsTrial();
    one.nowMs += dayMs;
    expect(one.find('standing').events).toMatchObject([
      { type: 'incident-seen' },
      { type: 'step-begun', step: 0, tries: 2 },
    ]);
    expect(one.incident).toMatchObject({ n: 1, sightings: 2, timer: { atMs: one.nowMs + 2 * minuteMs } });
    one.answer('done');
    one.nowMs += dayMs;
    expect(one.find('standing').events).toMatchObject([
      { type: 'incident-seen' },
      { type: 'step-begun', step: 1, tries: 1 },
    ]);
  });

  it('is not failed by what belongs to the sighting before it, nor by what happened before it began', () => {
    const one = onItsTrial();
    one.nowMs += hourMs - 1;
    expect(one.find('standing').events).toEqual([]);
    one.nowMs += 1;
    expect(types(one.find('standing'))).toEqual(['incident-seen', 'step-begun']);
    const other = onItsTrial([{ ...onTrial, trial: { forMs: dayMs, sameWithinMs: 0 } }]);
    expect(other.find('standing', { occurredAtMs: other.nowMs }).events).toEqual([]);
  });

  it('begins as well with the answer that a bank kept while it was away, and then ends as any other', () => {
    const one = new Case({ steps: [onTrial], visit });
    one.find('standing');
    one.isAway = true;
    expect(types(one.fire())).toEqual(['incident-muted']);
    one.isAway = false;
    expect(types(one.answer('done'))).toEqual(['outcome-told', 'incident-unmuted', 'trial-begun']);
    expect(types(one.fire())).toEqual(['incident-resolved']);
  });

  it('is over for a person who sends somebody: what is seen again is that somebody’s', () => {
    const one = onItsTrial();
    one.nowMs += dayMs;
    one.dispatch();
    one.nowMs += dayMs;
    expect(types(one.find('standing'))).toEqual(['incident-seen']);
    expect(one.incident.state).toBe('dispatched');
  });

  it('goes on after a person’s act, and waits for a bank that is away at its end', () => {
    const one = onItsTrial();
    one.nowMs += hourMs;
    one.act('pulse-lock');
    expect(types(one.fire())).toEqual(['look-postponed']);
    expect(one.incident.timer.atMs).toBe(startMs + 14 * dayMs);
    one.isAway = true;
    expect(types(one.fire())).toEqual(['look-postponed']);
    expect(one.incident.timer.atMs).toBe(startMs + 15 * dayMs);
    one.isAway = false;
    expect(types(one.fire())).toEqual(['incident-resolved']);
  });
});

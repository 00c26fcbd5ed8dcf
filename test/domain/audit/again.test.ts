import { describe, expect, it } from 'vitest';
import { lookAgain } from '../../../domain/audit/again.js';
import { recalibratedDoor } from '../../../domain/audit/recalibrated.js';
import type { Window } from '../../../domain/sensing/window.js';
import { Audited, rates, tofAt } from './audited.js';

const further = (door: Audited, windows: Window[], key = 'A07-audit-3-31', atMs = door.atMs + 2_000) =>
  lookAgain({ record: door.record, windows, before: door.known!, key, atMs, rates });

describe('a further look at a door', () => {
  it('confirms what a scan suspected, in seconds', () => {
    const door = Audited.known();
    const { next } = door.scan([tofAt(340)]);
    const { findings } = further(door, [tofAt(340)]);
    expect(findings).toMatchObject([{ cause: 'phantom', evidence: [next.suspicion?.key, 'A07-audit-3-31'] }]);
  });

  it('lets go of a suspicion, and ends what was said', () => {
    const door = Audited.known();
    door.scan([tofAt(340)]);
    expect(further(door, [tofAt(400)])).toMatchObject({
      findings: [],
      isChanged: true,
      next: { suspicion: undefined },
    });
    door.scan([tofAt(340)]);
    expect(further(door, [tofAt(400)]).findings).toMatchObject([{ cause: 'phantom', status: 'over' }]);
  });

  it('that says nothing changes nothing; and the sensors’ charts learn nothing by any', () => {
    const door = Audited.known();
    door.scan([tofAt(340)]);
    expect(further(door, [])).toMatchObject({ findings: [], isChanged: false });
    expect(further(door, [tofAt(340)]).next.sensors).toEqual(door.known?.sensors);
  });

  it('is of another moment than its record where the door changed meanwhile', () => {
    const door = Audited.known();
    door.scan([tofAt(340)]);
    door.changedAtMs = door.atMs + 5_000;
    expect(further(door, [tofAt(340)]).findings).toEqual([]);
  });

  it('from before the last scan says nothing any more', () => {
    const door = Audited.known();
    door.scan([tofAt(400)]);
    expect(further(door, [tofAt(340)], 'c-1', door.atMs - 1)).toMatchObject({ findings: [], isChanged: false });
    expect(further(door, [tofAt(340)], 'c-1', door.atMs).next.suspicion?.cause).toBe('phantom');
  });

  it('the same answer twice is once', () => {
    const door = Audited.known();
    door.scan([tofAt(340)]);
    door.known = further(door, [tofAt(340)]).next;
    expect(further(door, [tofAt(340)])).toMatchObject({ findings: [], isChanged: false });
  });
});

describe('a recalibration', () => {
  const answer = { commandId: 'c-1', times: { occurredAtMs: 5, receivedAtMs: 5, nowMs: 5, ageKnown: true } };

  it('begins the levels anew and forgets a suspicion; the noise stays as commissioned', () => {
    const door = Audited.known();
    const { next } = door.scan([tofAt(340)]);
    const calibrated = recalibratedDoor(next, answer).next;
    expect(calibrated).toMatchObject({ suspicion: undefined, recalibrated: { by: 'c-1', atMs: 5 } });
    expect(calibrated.sensors['ceiling']).toMatchObject({ levelLooks: 0, kind: 'tof' });
    expect(calibrated.sensors['ceiling']?.noiseLooks).toBe(next.sensors['ceiling']?.noiseLooks);
  });

  it('told twice is once: what was learnt since is kept', () => {
    const door = Audited.known();
    door.known = recalibratedDoor(door.known!, answer).next;
    door.scan([tofAt(380)]);
    const again = recalibratedDoor(door.known, answer);
    expect([again.isChanged, again.next.sensors['ceiling']?.baseline]).toEqual([false, 380]);
  });

  it('told once more after the next one is still past: only one that is later begins anew', () => {
    const door = Audited.known();
    const later = { commandId: 'c-2', times: { ...answer.times, occurredAtMs: 6 } };
    door.known = recalibratedDoor(recalibratedDoor(door.known!, answer).next, later).next;
    door.scan([tofAt(380)]);
    expect(recalibratedDoor(door.known, answer)).toMatchObject({
      isChanged: false,
      next: { recalibrated: { by: 'c-2' } },
    });
    const third = { commandId: 'c-3', times: { ...answer.times, occurredAtMs: 7 } };
    expect(recalibratedDoor(door.known, third).next.sensors['ceiling']?.levelLooks).toBe(0);
  });
});

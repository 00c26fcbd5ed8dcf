import { describe, expect, it } from 'vitest';
import type { DoorSensors } from '../../../domain/audit/door-sensors.js';
import { recalibratedDoor } from '../../../domain/audit/recalibrated.js';

const times = { occurredAtMs: 5_000, receivedAtMs: 5_000, nowMs: 5_000, ageKnown: true };
const door = (said: DoorSensors['said']): DoorSensors =>
  ({
    bankId: 'bank-1',
    compartmentId: 'A07',
    mark: { bootCount: 1, seq: 9, atMs: 1_000 },
    doorCycle: 4,
    door: 'closed',
    sensors: {},
    said,
  }) as DoorSensors;

describe('a door whose zero was set anew', () => {
  it('is empty: what was said of its contents is over, and is told so once', () => {
    const first = recalibratedDoor(door({ ghost: 900 }), { commandId: 'c-1', times });
    expect(first.next.said).toBeUndefined();
    expect(first.findings).toEqual([
      {
        cause: 'ghost',
        place: { bankId: 'bank-1', compartmentId: 'A07' },
        status: 'over',
        key: 'c-1',
        occurredAtMs: 5_000,
      },
    ]);
    expect(recalibratedDoor(first.next, { commandId: 'c-1', times })).toMatchObject({ findings: [], isChanged: false });
  });

  it('has the same switch as before: what was said of that stands', () => {
    const said = { 'door-switch-stuck': 700, 'magnet-off': 800, phantom: 900 };
    const { next, findings } = recalibratedDoor(door(said), { commandId: 'c-1', times });
    expect(next.said).toEqual({ 'door-switch-stuck': 700, 'magnet-off': 800 });
    expect(findings.map(({ cause }) => cause)).toEqual(['phantom']);
  });
});

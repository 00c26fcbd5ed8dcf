import { describe, expect, it } from 'vitest';
import { newDoor, type NewDoor } from '../../../domain/door.js';
import { Truth } from '../../../simulator/fleet/truth.js';
import type { Scene } from '../../../simulator/scene.js';

const door = newDoor({ bankId: 'bank-01', compartmentId: 'A01', profile: 'tof', doorCycle: 0 } as NewDoor);

/** A bank of one door, free on record, in which something lies that nothing was told of. */
function withSomethingInside() {
  const bank = {
    isOnline: true,
    isOpen: () => false,
    contents: () => [{ id: 'thing', thicknessMm: 80, grams: 900 }],
    hardware: { isSound: () => true },
  };
  const config = { profile: 'tof', doors: [{ compartmentId: 'A01' }] };
  const place = { bankId: 'bank-01', bank, config, desk: { busy: new Set() } };
  const store = {
    doors: { at: () => ({ door }) },
    incidents: { all: () => [] },
    custody: { all: () => [] },
  };
  const world = { nowMs: 1_000, after: () => undefined };
  return new Truth({ world, place, cloud: { store } } as unknown as Scene);
}

describe('what the simulation knows of a door', () => {
  it('is seen by a scan that goes as it is taken', () => {
    const truth = withSomethingInside();
    truth.scanned({ uptimeMs: 5_000, sentUptimeMs: 5_000 });
    truth.scanned({ uptimeMs: 9_000, sentUptimeMs: 9_000 });
    expect(truth.differences).toMatchObject([{ kind: 'phantom', scans: 2 }]);
  });

  it('is seen by no scan that had waited for a connection: nine of them in one breath are not nine hours', () => {
    const truth = withSomethingInside();
    truth.scanned({ uptimeMs: 5_000, sentUptimeMs: 9_000 });
    truth.scanned({ uptimeMs: 9_500, sentUptimeMs: 9_500, sentBootCount: 2 });
    expect(truth.differences).toEqual([]);
  });
});

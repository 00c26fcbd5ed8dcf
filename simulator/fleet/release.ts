import { holdOrRelease } from '../../app/api/hold-door.js';
import { timesAt } from '../../domain/inputs.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { Scene } from '../scene.js';

interface Released {
  actor: string;
  reason: string;
  /** Whoever says so: nothing lies in it. */
  isEmpty: boolean;
  isServiced?: true;
}

/** A named person gives a door back to use. Refused where a stay goes on in it, or where nothing held it. */
export async function releaseDoor(
  { cloud, place }: Scene,
  compartmentId: CompartmentId,
  said: Released,
): Promise<void> {
  const nowMs = cloud.clock.nowMs();
  const door = { bankId: place.bankId, compartmentId };
  const key = `release-${compartmentId}-${nowMs}`;
  await cloud.request(`${place.bankId}/${key}`, (ports, requestId) =>
    holdOrRelease(ports, { type: 'release-door', door, ...said, key, times: timesAt(nowMs), requestId }),
  );
}

import * as z from 'zod/mini';
import type { DoorPart } from '../../../app/door-store.js';
import { liveStay, quarantineReasons, type Hold } from '../../../domain/door.js';
import type { ParcelId } from '../../../domain/ids.js';
import { sizes } from '../../../domain/inputs.js';
import { stayStates } from '../../../domain/stay.js';
import { compartmentId, id, reason } from '../parts.js';
import type { Role } from '../routes.js';

const stay = () =>
  z.strictObject({
    state: z.enum(stayStates),
    storedAtMs: z.optional(z.number()),
    vouched: z.boolean(),
    parcelId: z.optional(id<ParcelId>()),
  });

/** A hold from afar, beside what a compartment's stay or content keeps it for. */
const hold = () =>
  z.strictObject({
    holder: z.enum(['person', 'incident']),
    incidentId: z.optional(z.string()),
    reason: z.enum(quarantineReasons),
    sinceMs: z.number(),
  });

export const compartment = () =>
  z.strictObject({
    compartmentId: compartmentId(),
    size: z.enum(sizes),
    accessible: z.boolean(),
    state: z.enum(['free', 'held', 'occupied', 'quarantined']),
    quarantine: z.optional(z.enum(quarantineReasons)),
    holds: z.optional(z.array(hold())),
    /** It opens later, or at a later pulse, than it did when it was new: it is given last. */
    isLockWorn: z.optional(z.literal(true)),
    door: z.enum(['open', 'closed', 'unknown']),
    stay: z.optional(stay()),
  });

export const quarantine = () => z.strictObject({ reason: reason() });
export const release = () =>
  z.strictObject({
    reason: reason(),
    /** The person who asks has looked: nothing lies in it. Without it a compartment that may hold something is not released. */
    isEmpty: z.optional(z.boolean()),
    /** Its lock was serviced or replaced: its wear is measured anew. */
    isServiced: z.optional(z.boolean()),
  });
/** Which parcel lies where is for those who may list parcels. To others a compartment is taken, and since when. */
const mayFollowParcels: readonly (Role | undefined)[] = ['operator', 'manager', 'viewer', 'integration'];

/** What a view shows of a door. */
export const compartmentFields = [
  'size',
  'accessible',
  'compartment',
  'quarantine',
  'holds',
  'lock',
  'door',
  'stay',
] as const;
type DoorShown = DoorPart<(typeof compartmentFields)[number]>;

export const compartmentView = (door: DoorShown, role: Role | undefined): z.infer<ReturnType<typeof compartment>> => {
  const { compartmentId, size, accessible, lock, holds = [] } = door;
  // A free compartment that is held is not to be had; one that is taken is taken first.
  const state = door.compartment === 'free' && holds.length > 0 ? 'quarantined' : door.compartment;
  const quarantine = door.quarantine ?? holds[0]?.reason;
  const fixed = { compartmentId, size, accessible };
  const held = holds.length > 0 ? { holds: holds.map(holdView) } : {};
  const worn = lock?.isWorn ? { isLockWorn: true as const } : {};
  return { ...fixed, state, quarantine, ...held, ...worn, door: door.door, stay: stayView(door, role) };
};

const holdView = ({ by, reason, atMs: sinceMs }: Hold): z.infer<ReturnType<typeof hold>> =>
  'incident' in by
    ? { holder: 'incident', incidentId: by.incident, reason, sinceMs }
    : { holder: 'person', reason, sinceMs };

function stayView(door: DoorShown, role: Role | undefined): z.infer<ReturnType<typeof stay>> | undefined {
  const live = liveStay(door);
  if (!live) return undefined;
  const { state, storedAtMs, vouched, parcelId } = live;
  return {
    state,
    vouched,
    storedAtMs: storedAtMs === 0 ? undefined : storedAtMs,
    parcelId: mayFollowParcels.includes(role) ? parcelId : undefined,
  };
}

import { adoptParcel } from '../app/api/adopt-parcel.js';
import { decideByPerson, type PersonAsked } from '../app/api/person.js';
import { reassignParcel } from '../app/api/reassign-parcel.js';
import type { Ports } from '../app/ports.js';
import type { Registry } from '../app/registry-ports.js';
import type { Door, Stay } from '../domain/door.js';
import type { CompartmentId, ParcelId } from '../domain/ids.js';
import { byApi } from './by-api.js';
import type { MishapKind } from './mishaps.js';
import { moveParcel } from './moving-hands.js';
import type { Scene } from './scene.js';

const hourMs = 3_600_000;
/** A later deadline is so far away from now. Some are too far, or no later than it was, and are refused. Assumption. */
const extendedByHours = [24, 400] as const;

/** What a manager does with a parcel that waits, each by an operation of the API. */
const works = {
  reissue: (scene, stay) => person(scene, stay, 'reissue'),
  extended: (scene, stay) =>
    person(scene, stay, 'extend', {
      untilMs: Math.round(scene.world.nowMs + scene.place.random.between(...extendedByHours) * hourMs),
    }),
  'returned-early': (scene, stay) => person(scene, stay, 'return'),
  reassigned: (scene, stay) => reassign(scene, stay),
  moved: (scene, stay, from) => moveParcel(scene, stay.parcelId, from),
} satisfies Partial<Record<MishapKind, (scene: Scene, stay: Stay, from: string) => Promise<unknown>>>;

/** By chance: mostly nothing, seldom one thing after the other. */
export async function workAt(scene: Scene, { stay, compartmentId }: Door): Promise<void> {
  if (!stay) return;
  for (const [kind, work] of Object.entries(works) as [keyof typeof works, (typeof works)['moved']][])
    if (scene.mishaps.strikes(kind)) await work(scene, stay, compartmentId);
}

export const person = (
  scene: Scene,
  { parcelId }: Stay,
  type: PersonAsked['type'],
  more: Pick<PersonAsked, 'untilMs'> = {},
): Promise<unknown> =>
  byApi(scene, { parcelId, name: type }, (ports, call) =>
    decideByPerson(ports, { type, ...of(scene), parcelId, ...more, ...call }),
  );

/**
 * A courier who was asked has said which parcel it is that lies in this door, and it is stored there from now on. False: none has
 * put any into it, or it lies there no more, or that is refused.
 */
export async function storeWhereItLies(scene: Scene, compartmentId: CompartmentId): Promise<boolean> {
  const parcelId = strayedIn(scene, compartmentId);
  return parcelId !== undefined && storeIn(scene, parcelId, compartmentId);
}

/** Which parcel a courier has put into this door in place of their own, if it lies there still. */
export function strayedIn({ place: { bank, strayed } }: Scene, compartmentId: CompartmentId): ParcelId | undefined {
  const { parcelId, itemIds = [] } = strayed.get(compartmentId) ?? {};
  return bank.contents(compartmentId).some(({ id }) => itemIds.includes(id)) ? parcelId : undefined;
}

/** Somebody knows, or takes it from the evidence, that this parcel lies in this door. False: refused. */
export async function storeIn(scene: Scene, parcelId: ParcelId, compartmentId: CompartmentId): Promise<boolean> {
  const answer = await byApi(scene, { parcelId, name: 'adopt' }, (ports, call) =>
    adoptParcel(ports, { ...of(scene), parcelId, compartmentId, ...call }),
  );
  return answer !== undefined && !('refusal' in answer);
}

/** It was taken for somebody else's. */
function reassign(scene: Scene, { parcelId, residentId }: Stay): Promise<unknown> {
  const { place, cloud } = scene;
  const other = place.random.pick(place.residents.filter(({ id }) => id !== residentId));
  return byApi(scene, { parcelId, name: 'reassign' }, (ports, call) =>
    reassignParcel(withRegistry(ports, cloud.store.registry), {
      ...of(scene),
      ...{ parcelId, residentId: other.id },
      ...call,
    }),
  );
}

const withRegistry = (ports: Ports, registry: Registry): Ports & { registry: Registry } =>
  Object.assign(Object.create(ports) as Ports, { registry });

const of = ({ place }: Scene) => ({ siteId: place.siteId, actor: 'manager', reason: 'asked for' });

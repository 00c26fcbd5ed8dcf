import { announceParcel } from '../app/api/announce-parcel.js';
import { decideByPerson } from '../app/api/person.js';
import type { Resident } from '../app/ports.js';
import type { ParcelId } from '../domain/ids.js';
import { courierCodeOf, type Brought } from './couriers.js';
import { demand, itemsOf, sizeOf } from './demand.js';
import type { Scene } from './scene.js';

/** What a courier takes from the trolley: whose it is, what is in it, and by what it is asked for at the bank. */
export async function parcelOf(scene: Scene, id: string, courier: number): Promise<Brought> {
  const { place, mishaps } = scene;
  const { random } = place;
  const resident = random.pick(place.residents);
  const isThin = mishaps.strikes('thin-parcel');
  const items = itemsOf(id, { isThin, isPair: random.chance(demand.pairShare) }, random);
  const fixed = { id, courierCode: courierCodeOf(scene, courier), resident, size: sizeOf(random), items };
  if (random.chance(demand.announcedShare)) {
    return { ...fixed, recipient: { trackingNumber: await announce(scene, resident) } };
  }
  const byUnit = random.chance(demand.byUnitShare);
  if (mishaps.strikes('wrong-resident')) {
    const other = random.pick(place.residents);
    return { ...fixed, resident: other, recipient: { residentId: other.id } };
  }
  return { ...fixed, recipient: byUnit ? { unit: resident.unit } : { residentId: resident.id } };
}

/** A carrier tells the site that a parcel is coming; now and then it is withdrawn while the courier is on the way. */
async function announce(scene: Scene, resident: Resident): Promise<string> {
  const { cloud, place, mishaps, world } = scene;
  const { siteId } = place;
  const trackingNumber = `T${place.bankId.slice(-2)}${String(place.announced++).padStart(6, '0')}`;
  const asked = { siteId, trackingNumber, residentId: resident.id, nowMs: cloud.clock.nowMs() };
  const announced = await announceParcel(cloud.store, asked);
  if ('refusal' in announced) throw new Error(`${trackingNumber} is not announced: ${announced.refusal}`);
  if (mishaps.strikes('withdrawal')) {
    world.after(place.random.between(0, 60_000), () => void withdraw(scene, announced.row.id));
  }
  return trackingNumber;
}

async function withdraw({ cloud, place }: Scene, parcelId: ParcelId): Promise<void> {
  const nowMs = cloud.clock.nowMs();
  const times = { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true };
  const fixed = { type: 'cancel', siteId: place.siteId, parcelId, actor: 'carrier', reason: 'withdrawn' } as const;
  const answer = await cloud.request(`${parcelId}/withdraw`, (ports, requestId) =>
    decideByPerson(ports, { ...fixed, key: 'withdraw', times, requestId }),
  );
  if (answer && 'state' in answer && answer.state === 'withdrawn') cloud.witness.withdrew(parcelId);
}

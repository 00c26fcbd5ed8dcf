import type { Refusal } from '../domain/decide/decision.js';
import { timesAt, type Times } from '../domain/inputs.js';
import type { ParcelId } from '../domain/ids.js';
import type { ApiRefusal } from '../app/api/refusals.js';
import type { Parcel, Ports } from '../app/ports.js';
import type { Scene } from './scene.js';

const triesMax = 4;
/** Who has no answer tries again after so long; and a second click comes within so long of the first. */
const againAfterMs = 5_000;

/** What every operation on a parcel is asked with. */
interface Call {
  key: string;
  times: Times;
  requestId: string;
}

export type Answered = Parcel | { refusal: Refusal | ApiRefusal };
type Operation = (ports: Ports, call: Call) => Promise<Answered>;

/**
 * As the admin API does it, with an idempotency key: a request that failed is made again with the same one, and one that was
 * answered now and then comes a second time.
 */
export async function byApi(
  scene: Scene,
  { parcelId, name }: { parcelId: ParcelId; name: string },
  run: Operation,
): Promise<Answered | undefined> {
  const { cloud, world, mishaps, place } = scene;
  const key = `${name}-${cloud.clock.nowMs() % 1e9}`;
  const ask = () =>
    cloud.request(`${parcelId}/${key}`, (ports, requestId) =>
      run(ports, { key, requestId, times: timesAt(cloud.clock.nowMs()) }),
    );
  if (mishaps.strikes('duplicate')) world.after(place.random.between(0, againAfterMs), () => void ask());
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const answer = await ask();
    if (answer) return answer;
    await world.sleep(againAfterMs);
  }
  return undefined;
}

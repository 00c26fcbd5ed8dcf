import { kindsOf } from '../sensing/profiles/index.js';
import type { Door } from '../door.js';
import type { DoorEvent } from '../events.js';
import type { JudgeSensors } from '../inputs.js';
import type { SitePolicy } from '../policy.js';
import { doubtful } from '../sensing/condition.js';
import type { HealthBySensor } from '../sensing/verdict.js';
import { mayVouch } from './deposit.js';
import { decided, nothing, type Context, type Decision } from './decision.js';

/**
 * The health engine's word of this door's sensors is noted where it differs from what the door holds. It is compared and not
 * counted: however often and in whatever order judgements come, the next scan's puts right what an older one left.
 */
export function decideSensors(door: Door, input: JudgeSensors, { policy }: Context): Decision {
  const { sensors: held } = door;
  const sensors = doubtful(input.sensors);
  if (JSON.stringify(sensors) === JSON.stringify(held && doubtful(held))) return nothing;
  const health = Object.fromEntries(Object.keys(input.sensors).map((name) => [name, sensors?.[name]?.health ?? 1]));
  return decided({ type: 'sensors-judged', sensors }, ...depositInDoubt(door, health, policy));
}

/** A deposit that was found empty is so on the word of its door's sensors: where none of them counts any more, nobody knows. */
function depositInDoubt(door: Door, health: HealthBySensor, policy: SitePolicy): DoorEvent[] {
  const { state, finding } = door.stay ?? {};
  const isFoundEmpty = finding === 'absent' && (state === 'deposit-unverified' || state === 'depositing');
  const scores = Object.values(health);
  const isOneBelieved = scores.some((score) => score > 0) || scores.length < kindsOf(door.profile).length;
  if (!isFoundEmpty || isOneBelieved) return [];
  return [{ type: 'deposit-doubted', mayVouch: mayVouch(door, { reading: [], health }, policy) }];
}

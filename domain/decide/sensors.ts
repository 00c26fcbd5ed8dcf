import type { Door } from '../door.js';
import type { JudgeSensors } from '../inputs.js';
import { doubtful } from '../sensing/condition.js';
import { decided, nothing, type Decision } from './decision.js';

/**
 * The health engine's word of this door's sensors is noted where it differs from what the door holds. It is compared and not
 * counted: however often and in whatever order judgements come, the next scan's puts right what an older one left.
 */
export function decideSensors({ sensors: held }: Door, input: JudgeSensors): Decision {
  const sensors = doubtful(input.sensors);
  if (JSON.stringify(sensors) === JSON.stringify(held && doubtful(held))) return nothing;
  return decided({ type: 'sensors-judged', sensors });
}

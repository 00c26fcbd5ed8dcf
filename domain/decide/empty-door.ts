import { isFreedBy, type Door } from '../door.js';
import type { SitePolicy } from '../policy.js';
import { judgeDeposit } from '../sensing/verdict.js';
import { decided, type Context, type Decision } from './decision.js';
import { isFilledSince, judgeAlone, ratesOf, seenIn, sumsWith, type Look } from './look.js';

/**
 * Nothing should be inside: what has come is unexpected. A door that was held is free once it has opened and is seen to be
 * empty; should its lock fail again, the next lease holds it again.
 */
export function decideEmptyDoor(door: Door, look: Look, { policy }: Context): Decision {
  const judged = judgeDeposit(look.sums, look.reading, ratesOf(policy), look.health);
  const isEmpty = judged.verdict === 'absent' && !isFilledSince(look, policy);
  const sums = isEmpty ? {} : sumsWith(look); // Empty again: the sum starts anew.
  const seen = seenIn(look, judged, sums);
  const lease = look.lease || undefined;
  if (judged.verdict === 'present')
    return decided({ type: 'content-unexpected', seen, lease, ...sinceWhen(look, policy) });
  if (isEmpty && isFreedBy(door, look.doorCycle)) return decided({ type: 'door-found-empty', seen });
  return decided({ type: 'cycle-added', seen });
}

/** Somebody looked in, and what lies there did not come in this cycle. */
const sinceWhen = (look: Look, policy: SitePolicy): { wasThere?: true } =>
  judgeAlone(look, policy).verdict === 'present' ? {} : { wasThere: true };

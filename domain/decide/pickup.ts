import type { Stay } from '../door.js';
import type { DoorEvent } from '../events.js';
import { ask } from './ask.js';
import { decided, type Context, type Decision } from './decision.js';
import { watchFor } from './lease.js';
import { addedIn, judgeGone, seenIn, sumsWith, type Look } from './look.js';
import { isNoNews } from './removal.js';
import { isGoneOnTrust, weakEvidence } from './returning.js';

/**
 * A door closed in a pickup visit, or a further window came: is all that came gone? "Absent" needs the sum of all cycles
 * to be nothing and this visit to have taken something; a jam or a look inside is never a pickup.
 */
export function decidePickup(stay: Stay, look: Look, context: Context): Decision {
  const { policy } = context;
  const judged = judgeGone(look, policy);
  const seen = seenIn(look, judged, sumsWith(look));

  // A carrier, or who moves it, is at the door, in a visit of its own that is accounted for by itself.
  const isOthers = stay.state === 'returning' || stay.state === 'moving';
  if (judged.verdict !== 'absent' && (isOthers || isNoNews(stay, look, policy)))
    return decided({ type: 'cycle-added', seen: addedIn(look, judged) });
  switch (judged.verdict) {
    case 'absent':
      return decided({ type: 'pickup-verified', seen });
    case 'present':
      return decided(leftBehind('present'));
    case 'undecided':
      if (look.asked < policy.samplesMax) return decided(ask('pickup', stay, look, seen));
      return decided(
        isGoneOnTrust(stay, look, policy)
          ? { type: 'pickup-verified', seen, evidence: weakEvidence(judged) }
          : leftBehind('unclear'),
      );
    default:
      return judged.verdict satisfies never;
  }

  function leftBehind(evidence: 'present' | 'unclear'): DoorEvent {
    const windowEndsAtMs = look.nowMs + policy.reopenWindowMinutes * 60_000;
    const watch = watchFor(windowEndsAtMs, stay.watch.atMs, look.nowMs);
    return { type: 'parcel-left-behind', seen, evidence, windowEndsAtMs, ...watch };
  }
}

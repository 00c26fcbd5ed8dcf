import type { Door, Stay } from '../door.js';
import type { DoorEvent } from '../events.js';
import type { SitePolicy } from '../policy.js';
import { judgeDeposit, judgePickup } from '../sensing/verdict.js';
import { decided, type Decision } from './decision.js';
import { addedIn, isFilledSince, ratesOf, type Look } from './look.js';

/** States of a stay in which a parcel lies in the door and no visit is running. */
const resting = ['stored', 'overdue', 'left-behind', 'missing'];
/** States in which one lies there, as far as is known, and a visit is running that is to take it. */
const visited = ['collecting', 'pickup-unverified', 'returning', 'moving'];

/**
 * A cycle that no visit of this stay asks about: under a key, under nobody's right, or again under the deposit's command.
 * What it changed is added up; a parcel that has gone is missing, and if a visit is running its end will say so.
 */
export function decideRemoval({ state, finding }: Stay, look: Look, policy: SitePolicy): Decision {
  const judged = judgePickup(look.sums, look.reading, ratesOf(policy), look.health);
  const isGone = judged.verdict === 'absent';
  const seen = addedIn(look, judged);
  const wasEmpty = state === 'deposit-unverified' && finding === 'absent';
  if (wasEmpty && isNothing(look, policy)) return decided({ type: 'cycle-added', seen: { ...seen, sums: {} } });
  if (isGone && resting.includes(state)) return decided({ type: 'parcel-missing', seen });
  const isBack = judged.verdict === 'present' && finding === 'absent' && !look.isPast;
  const isToSay = (isGone || isBack) && visited.includes(state);
  return decided({ type: 'cycle-added', seen, ...(isToSay ? { isGone } : {}) });
}

/** The door was seen to be empty, and still is: the sum starts anew. */
const isNothing = ({ sums, reading, health }: Look, policy: SitePolicy): boolean =>
  judgeDeposit(sums, reading, ratesOf(policy), health).verdict === 'absent';

/** A later cycle has shown more, or that it has gone since: that it was still there when this one closed is no news. */
export const isNoNews = ({ state, finding }: Stay, look: Look, policy: SitePolicy): boolean => {
  const isGoneSince = finding === 'absent' && !isFilledSince(look, policy);
  return look.isPast && look.asked === 0 && (state === 'left-behind' || state === 'missing' || isGoneSince);
};

/** What the end of a visit makes of a parcel that was seen to go meanwhile, and not by that visit: it does not wait on. */
export function withRemoval({ stay }: Door, decision: Decision): Decision {
  if (stay?.finding !== 'absent' || !visited.includes(stay.state)) return decision;
  return { ...decision, events: decision.events.flatMap(atEnd) };
}

function atEnd(event: DoorEvent): DoorEvent | DoorEvent[] {
  switch (event.type) {
    case 'parcel-left-behind':
      return event.evidence === 'unclear' ? { type: 'parcel-missing', seen: event.seen } : event;
    case 'pickup-lapsed':
    case 'return-lapsed':
    case 'move-lapsed':
      return event.reason === 'not-taken' ? event : [event, { type: 'parcel-missing' }];
    default:
      return event;
  }
}

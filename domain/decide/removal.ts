import type { Stay } from '../door.js';
import type { SitePolicy } from '../policy.js';
import { judgeDeposit, judgePickup } from '../sensing/verdict.js';
import { decided, type Decision } from './decision.js';
import { addedIn, ratesOf, type Look } from './look.js';

/** States of a stay in which a parcel lies in the door and no visit is running. */
const resting = ['stored', 'overdue', 'left-behind', 'missing'];

/**
 * A cycle that no visit of this stay asks about: under a key, under nobody's right, or again under the deposit's command.
 * What it changed is added up; a parcel that has gone is missing, and if a pickup is running its end will say so.
 */
export function decideRemoval({ state, finding }: Stay, look: Look, policy: SitePolicy): Decision {
  const judged = judgePickup(look.sums, look.reading, ratesOf(policy), look.health);
  const isGone = judged.verdict === 'absent';
  const seen = addedIn(look, judged);
  const wasEmpty = state === 'deposit-unverified' && finding === 'absent';
  if (wasEmpty && isNothing(look, policy)) return decided({ type: 'cycle-added', seen: { ...seen, sums: {} } });
  if (isGone && resting.includes(state)) return decided({ type: 'parcel-missing', seen });
  return decided({ type: 'cycle-added', seen, ...(isGone && state === 'collecting' ? { isGone } : {}) });
}

/** The door was seen to be empty, and still is: the sum starts anew. */
const isNothing = ({ sums, reading, health }: Look, policy: SitePolicy): boolean =>
  judgeDeposit(sums, reading, ratesOf(policy), health).verdict === 'absent';

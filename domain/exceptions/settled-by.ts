import type { Cause } from './cause.js';
import type { Settlement } from './situation.js';

/** The behaviour that settles a cause in the flow, for each that is. Apart for the same reason as `remoteActions`. */
export const settledBy: Readonly<Partial<Record<Cause, readonly Settlement[]>>> = {
  // deposit
  'empty-deposit': ['screen:no-parcel', 'message:deposit-found-empty', 'timer:watch'],
  'never-opened': ['screen:try-other-door', 'cause:wont-open', 'cause:command-unknown'],
  'courier-gone': ['screen:close-door', 'timer:watch', 'held:unaccounted', 'cause:door-ajar'],
  'two-doors-open': ['file:domain/decide/cycle.ts', 'screen:close-door', 'cause:door-ajar'],
  'parcel-too-big': ['screen:deposit-cancelled', 'cause:door-ajar'],
  'bank-full': ['screen:bank-full', 'message:space-needed', 'policy:nudgeOverdueWhenFull'],
  'occupied-at-allocation': ['held:content-unexpected', 'screen:deposit-cancelled', 'cause:phantom'],
  'double-booked': ['file:app/claim.ts', 'screen:already-placed', 'screen:door-taken'],
  'deposit-without-session': ['held:content-unexpected', 'cause:phantom', 'cause:opened-without-command'],
  // contents
  'put-back': ['screen:left-behind', 'state:left-behind', 'message:parcel-left-behind'],
  'item-moved': ['file:docs/bank.md', 'screen:checking'],
  // time-and-people
  'not-collected': ['timer:next-step', 'message:reminder', 'policy:reminderHours', 'policy:quietHours'],
  overdue: ['state:overdue', 'message:parcel-overdue', 'state:returning', 'policy:carrierMayCollect'],
  'on-hold': ['file:domain/ladder.ts', 'timer:next-step'],
  'unknown-recipient': ['screen:unknown-recipient'],
  'not-registered': ['screen:unknown-recipient', 'message:resident-unreachable'],
  'message-undeliverable': ['message:resident-unreachable', 'file:domain/decide/unreachable.ts'],
  'code-lost': ['message:code-reissued', 'message:reminder'],
  'cannot-reach': ['file:domain/allocation.ts'],
  // sensors
  creep: ['file:domain/sensing/difference.ts'],
  // system
  'messages-out-of-order': ['file:domain/cycles.ts', 'file:domain/bank/digest.ts'],
  'command-replayed': ['file:docs/bank.md', 'file:domain/decide/result.ts'],
  'alert-storm': ['cause:bank-offline', 'file:domain/incident/finding.ts'],
};

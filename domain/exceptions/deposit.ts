import type { Cause } from './cause.js';
import type { Row } from './situation.js';
import { answerMs, dayMs, hold, hourMs, lookAgain, minuteMs, tell, trialMs, wait } from './steps.js';

/** A courier's visit. */
export const deposit = {
  'empty-deposit': {
    number: 1,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['screen:no-parcel', 'message:deposit-found-empty', 'timer:watch'],
    visitIsInherent: false,
    remoteActions: ['sample', 'override-verdict'],
  },
  'never-opened': {
    number: 2,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['screen:try-other-door', 'cause:wont-open', 'cause:command-unknown'],
    visitIsInherent: false,
    remoteActions: [],
  },
  'courier-gone': {
    number: 3,
    scope: 'door',
    severity: 'P2',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['screen:close-door', 'timer:watch', 'held:unaccounted', 'cause:door-ajar'],
    visitIsInherent: false,
    remoteActions: ['pulse-lock', 'override-verdict'],
  },
  'wrong-compartment': {
    number: 4,
    scope: 'door',
    severity: 'P2',
    detectableBy: 'software',
    visitIsInherent: false,
    remoteActions: ['sample', 'open', 'quarantine', 'release', 'override-verdict'],
    // The courier is asked where they stand, by the screen of the door that was found empty.
    playbook: { steps: [hold('content-unexpected'), lookAgain, tell('manager', dayMs)], visit: 'never' },
  },
  'two-doors-open': {
    number: 5,
    scope: 'bank',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['file:domain/decide/cycle.ts', 'screen:close-door', 'cause:door-ajar'],
    visitIsInherent: false,
    remoteActions: [],
  },
  'parcel-too-big': {
    number: 6,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['screen:deposit-cancelled', 'cause:door-ajar'],
    visitIsInherent: false,
    remoteActions: [],
  },
  'bank-full': {
    number: 7,
    scope: 'bank',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['screen:bank-full', 'message:space-needed', 'policy:nudgeOverdueWhenFull'],
    visitIsInherent: false,
    remoteActions: ['return-parcel'],
  },
  'occupied-at-allocation': {
    number: 8,
    scope: 'door',
    severity: 'P2',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['held:content-unexpected', 'screen:deposit-cancelled', 'cause:phantom'],
    visitIsInherent: false,
    remoteActions: ['sample', 'open', 'quarantine', 'release'],
  },
  'double-booked': {
    number: 9,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['file:app/claim.ts', 'screen:already-placed', 'screen:door-taken'],
    visitIsInherent: false,
    remoteActions: [],
  },
  'several-parcels': {
    number: 10,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'notInVersion1',
    visitIsInherent: false,
    remoteActions: [],
  },
  'wrong-resident': {
    number: 11,
    scope: 'door',
    severity: 'P2',
    detectableBy: 'people',
    visitIsInherent: false,
    remoteActions: ['open', 'return-parcel', 'override-verdict'],
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  'door-ajar': {
    number: 12,
    scope: 'door',
    severity: 'P2',
    detectableBy: 'software',
    visitIsInherent: false,
    remoteActions: ['pulse-lock', 'open', 'quarantine', 'release'],
    playbook: {
      steps: [
        // The bank tells of it after 60 s and again after 5 min; until then whoever stands there is asked by the screen, and who
        // has turned their back by their phone.
        wait('ask-at-the-door', 2 * minuteMs),
        tell('visitor', 2 * minuteMs),
        // A latch that bounced catches when it is drawn back and let go.
        { name: 'pulse-lock', action: { do: 'command', command: 'pulse-lock' }, success: 'over', withinMs: answerMs },
        // Half an hour after its opening it is held open by something: design, exceptions.
        tell('manager', 23 * minuteMs),
      ],
      visit: { bring: ['lock', 'tools', 'gloves'] },
    },
  },
  'latch-bounce': {
    number: 13,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'software',
    visitIsInherent: false,
    remoteActions: ['pulse-lock', 'self-test', 'quarantine', 'release'],
    playbook: {
      steps: [
        // Only its next visits show whether it catches again. Whoever shuts it is asked to push once more, and then it mostly
        // holds: until five visits at which it sprang open show that a pulse is in vain, nobody goes. A choice.
        {
          name: 'pulse-lock',
          action: { do: 'command', command: 'pulse-lock' },
          success: 'done',
          withinMs: answerMs,
          tries: 5,
          trial: { forMs: trialMs, sameWithinMs: hourMs },
        },
      ],
      visit: { bring: ['lock', 'tools'] },
    },
  },
  'deposit-without-session': {
    number: 14,
    scope: 'door',
    severity: 'P2',
    detectableBy: 'settled-in-the-flow',
    settledBy: ['held:content-unexpected', 'cause:phantom', 'cause:opened-without-command'],
    visitIsInherent: false,
    remoteActions: ['sample', 'open', 'quarantine', 'release'],
  },
  'courier-code-shared': {
    number: 15,
    scope: 'bank',
    severity: 'P2',
    detectableBy: 'notInVersion1',
    visitIsInherent: false,
    remoteActions: [],
  },
} as const satisfies Partial<Record<Cause, Row>>;

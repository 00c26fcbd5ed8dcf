import type { Cause } from './cause.js';
import { settled, notYet, type Row } from './situation.js';
import { answerMs, dayMs, hold, hourMs, lookAgain, minuteMs, tell, trialMs, wait } from './steps.js';

/** A courier's visit. */
export const deposit = {
  'empty-deposit': settled('door', 'P3'),
  'never-opened': settled('door', 'P3'),
  'courier-gone': settled('door', 'P2'),
  'wrong-compartment': {
    scope: 'door',
    severity: 'P2',
    // The courier is asked where they stand, by the screen of the door that was found empty.
    playbook: { steps: [hold('content-unexpected'), lookAgain, tell('manager', dayMs)], visit: 'never' },
  },
  'two-doors-open': settled('bank', 'P3'),
  'parcel-too-big': settled('door', 'P3'),
  'bank-full': settled('bank', 'P3'),
  'occupied-at-allocation': settled('door', 'P2'),
  'double-booked': settled('door', 'P3'),
  'several-parcels': notYet('door', 'P3'),
  'wrong-resident': {
    scope: 'door',
    severity: 'P2',
    detectableBy: 'people',
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  'door-ajar': {
    scope: 'door',
    severity: 'P2',
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
    scope: 'door',
    severity: 'P3',
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
  'deposit-without-session': settled('door', 'P2'),
  'courier-code-shared': notYet('bank', 'P2'),
} as const satisfies Partial<Record<Cause, Row>>;

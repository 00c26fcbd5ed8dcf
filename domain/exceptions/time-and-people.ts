import type { Cause } from './cause.js';
import { settled, notYet, type Row } from './situation.js';
import { dayMs, hourMs, minuteMs, tell, wait } from './steps.js';

/** Waiting, moving, reaching people, and codes in the wrong hands. */
export const timeAndPeople = {
  'not-collected': settled('door', 'P3'),
  overdue: settled('door', 'P3'),
  'on-hold': settled('door', 'P3'),
  'moved-out': {
    scope: 'door',
    severity: 'P3',
    detectableBy: 'people',
    // Three days of grace, as Parcel Pending gives after the end of a lease.
    playbook: { steps: [tell('manager', 3 * dayMs)], visit: { bring: ['mechanical-key', 'parcel-bag'] } },
  },
  'unknown-recipient': settled('bank', 'P3'),
  'not-registered': settled('bank', 'P3'),
  'message-undeliverable': settled('door', 'P3'),
  'code-lost': settled('door', 'P3'),
  'code-guessing': {
    scope: 'bank',
    severity: 'P2',
    playbook: {
      steps: [
        // The keypad makes them wait 5 min a try by then (design, README §6): most have gone after three of these.
        wait('back-off', 15 * minuteMs),
        tell('manager', hourMs),
      ],
      visit: 'never',
    },
  },
  'code-stolen': {
    scope: 'door',
    severity: 'P2',
    detectableBy: 'people',
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  'mass-open': {
    scope: 'bank',
    severity: 'P1',
    // What is opened from afar has stopped by itself. Half an hour for a second person to look at it.
    playbook: { steps: [tell('manager', 30 * minuteMs)], visit: { bring: ['mechanical-key', 'camera-phone'] } },
  },
  'cannot-reach': settled('bank', 'P3'),
  'messages-capped': {
    scope: 'bank',
    severity: 'P2',
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  'return-left': notYet('door', 'P3'),
} as const satisfies Partial<Record<Cause, Row>>;

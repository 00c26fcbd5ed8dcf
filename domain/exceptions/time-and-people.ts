import type { Cause } from './cause.js';
import type { Row } from './situation.js';
import { dayMs, hourMs, minuteMs, tell, wait } from './steps.js';

/** Waiting, moving, reaching people, and codes in the wrong hands. */
export const timeAndPeople = {
  'not-collected': {
    number: 38,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    visitIsInherent: false,
  },
  overdue: {
    number: 39,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    visitIsInherent: false,
  },
  'on-hold': {
    number: 40,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    visitIsInherent: false,
  },
  'moved-out': {
    number: 41,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'people',
    visitIsInherent: false,
    // Three days of grace, as Parcel Pending gives after the end of a lease.
    playbook: { steps: [tell('manager', 3 * dayMs)], visit: { bring: ['mechanical-key', 'parcel-bag'] } },
  },
  'unknown-recipient': {
    number: 42,
    scope: 'bank',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    visitIsInherent: false,
  },
  'not-registered': {
    number: 43,
    scope: 'bank',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    visitIsInherent: false,
  },
  'message-undeliverable': {
    number: 44,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    visitIsInherent: false,
  },
  'code-lost': {
    number: 45,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    visitIsInherent: false,
  },
  'code-guessing': {
    number: 46,
    scope: 'bank',
    severity: 'P2',
    detectableBy: 'software',
    visitIsInherent: false,
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
    number: 47,
    scope: 'door',
    severity: 'P2',
    detectableBy: 'people',
    visitIsInherent: false,
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  'mass-open': {
    number: 48,
    scope: 'bank',
    severity: 'P1',
    detectableBy: 'software',
    visitIsInherent: false,
    // What is opened from afar has stopped by itself. Half an hour for a second person to look at it.
    playbook: { steps: [tell('manager', 30 * minuteMs)], visit: { bring: ['mechanical-key', 'camera-phone'] } },
  },
  'cannot-reach': {
    number: 49,
    scope: 'bank',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
    visitIsInherent: false,
  },
  'messages-capped': {
    number: 76,
    scope: 'bank',
    severity: 'P2',
    detectableBy: 'software',
    visitIsInherent: false,
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  'return-left': {
    number: 50,
    scope: 'door',
    severity: 'P3',
    detectableBy: 'notInVersion1',
    visitIsInherent: false,
  },
} as const satisfies Partial<Record<Cause, Row>>;

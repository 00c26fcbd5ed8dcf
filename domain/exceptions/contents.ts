import type { Cause } from './cause.js';
import type { Row } from './situation.js';
import { answerMs, dayMs, hold, hourMs, lookAgain, tell, tellAtOnce, wait } from './steps.js';

/** What is in a door, against what the record says. */
export const contents = {
  phantom: {
    scope: 'door',
    severity: 'P2',
    playbook: {
      // Whoever called a deposit off at this door, and may have left it there all the same, is asked; of anybody else nobody knows.
      steps: [hold('content-unexpected'), lookAgain, tellAtOnce('courier'), tell('manager', dayMs)],
      visit: { bring: ['mechanical-key', 'parcel-bag', 'camera-phone'] },
    },
  },
  'put-back': {
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
  },
  ghost: {
    scope: 'door',
    severity: 'P1',
    // A day: the resident says that they have it, or comes and looks as most do within a day. Who has done neither is asked once more
    // before somebody searches; the manager, who was told at once, may send somebody at any time. A choice. Where the resident has opened
    // the door with their code and nothing is seen of it still, nobody need go to see the same: the manager is asked to decide.
    playbook: {
      steps: [
        tellAtOnce('manager'),
        lookAgain,
        { ...tell('resident', dayMs), tries: 2 },
        { ...tell('manager', dayMs), name: 'ask-for-decision', only: { lookedInto: 'resident' } },
      ],
      visit: { bring: ['camera-phone', 'sensor', 'test-weight'] },
    },
  },
  'left-behind': {
    scope: 'door',
    severity: 'P3',
    // Three days, as long as a parcel may wait: whose it is says so, the manager stores it again, and the code opens the door.
    // Asked again after a day, and not after half of the time: who was asked in the afternoon is not asked at night.
    playbook: {
      steps: [
        hold('content-unexpected'),
        lookAgain,
        tellAtOnce('manager'),
        { ...tell('resident', dayMs), tries: 2 },
        wait('let-them-come', dayMs),
      ],
      visit: { bring: ['mechanical-key', 'parcel-bag'] },
    },
  },
  'partial-pickup': {
    scope: 'door',
    severity: 'P3',
    detectableBy: 'notInVersion1',
  },
  'foreign-object': {
    scope: 'door',
    severity: 'P3',
    playbook: {
      steps: [hold('content-unexpected'), lookAgain, tell('manager', dayMs)],
      visit: { bring: ['mechanical-key', 'parcel-bag', 'cleaning-kit', 'gloves'] },
    },
  },
  'thin-item': {
    scope: 'door',
    severity: 'P3',
    // Couriers come by again the next day: who has not answered by then is asked once more. Then the resident may know: a carrier
    // tells them what it takes to be delivered. In the end nobody can say, and the manager may say just that: the resident looks.
    playbook: {
      steps: [
        lookAgain,
        tellAtOnce('manager'),
        { ...tell('courier', dayMs), tries: 2 },
        tell('resident', dayMs),
        { ...tell('manager', dayMs), name: 'ask-for-decision' },
      ],
      visit: 'never',
    },
  },
  'item-moved': {
    scope: 'door',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
  },
  'damaged-parcel': {
    scope: 'door',
    severity: 'P3',
    detectableBy: 'people',
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  disputed: {
    scope: 'door',
    severity: 'P2',
    detectableBy: 'people',
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  'wrong-occupant': {
    scope: 'door',
    severity: 'P3',
    detectableBy: 'people',
    playbook: { steps: [tell('manager', dayMs)], visit: 'never' },
  },
  temperature: {
    scope: 'door',
    severity: 'P2',
    detectableBy: 'hardware not fitted',
    // Two hours each: the 2-hour/4-hour rule of Food Standards Australia New Zealand for food that is out of the cold.
    playbook: {
      steps: [tell('resident', 2 * hourMs), tell('manager', 2 * hourMs)],
      visit: { bring: ['mechanical-key', 'gloves', 'parcel-bag', 'cleaning-kit'] },
    },
  },
  'dangerous-goods': {
    scope: 'door',
    severity: 'P1',
    detectableBy: 'people',
    playbook: {
      steps: [hold('content-unexpected'), tell('manager', answerMs)],
      visit: { bring: ['mechanical-key', 'gloves'] },
    },
  },
} as const satisfies Partial<Record<Cause, Row>>;

import type { Cause } from './cause.js';
import { settled, notYet, type Row } from './situation.js';
import { commanded, dayMs, hourMs, minuteMs, restartController, selfTest, tell, tellAtOnce, wait } from './steps.js';

/** Controller, network, power and software. */
export const system = {
  'bank-offline': {
    scope: 'bank',
    severity: 'P2',
    playbook: {
      steps: [
        // Who is on site looks whether the router and the bank have power; the technician switches both off and on by a way of
        // their own and asks the provider, who has as long as the best of the lines that are sold by their repair gives (Openreach,
        // service maintenance level 4: six hours). Assumption: most absences are over by then.
        tellAtOnce('manager'),
        tell('technician', 6 * hourMs),
      ],
      visit: { bring: ['network-kit', 'power-supply', 'controller', 'tools'] },
    },
  },
  'cloud-down': notYet('bank', 'P2'),
  'messages-out-of-order': settled('bank', 'P3'),
  'command-replayed': settled('bank', 'P3'),
  'command-unknown': {
    scope: 'door',
    severity: 'P3',
    playbook: {
      steps: [
        // What became of it is asked, at heartbeat's pace; the command itself is never sent again.
        { ...commanded('resend', 15 * minuteMs), name: 'ask-what-became-of-it', tries: 3 },
        tell('manager', dayMs),
      ],
      visit: 'never',
    },
  },
  'power-lost': {
    scope: 'bank',
    severity: 'P2',
    playbook: {
      steps: [
        // Most failures of the mains are over by then. Assumption.
        wait('wait-for-the-mains', 15 * minuteMs),
        // A fuse is on site, and a backup battery carries a controller for some hours. Assumption.
        tell('manager', 2 * hourMs),
        tell('technician', 2 * hourMs),
      ],
      visit: { bring: ['power-supply', 'backup-battery', 'tools'] },
    },
  },
  'brown-out': {
    scope: 'bank',
    severity: 'P2',
    playbook: {
      // Two dips may still be the mains'; a worn power supply goes on for as long as its locks pulse.
      steps: [wait('watch-for-a-day', dayMs), tell('technician', 2 * dayMs)],
      visit: { bring: ['power-supply', 'tools'] },
    },
  },
  'boot-loop': {
    scope: 'bank',
    severity: 'P2',
    playbook: {
      // Starts are counted over ten minutes: after as many it is seen whether it has settled.
      steps: [
        wait('let-it-settle', 10 * minuteMs),
        tellAtOnce('technician'),
        // Half an hour without a start, and the heartbeat after that, show that one has helped.
        { ...restartController, tries: 3, withinMs: 50 * minuteMs },
      ],
      visit: { bring: ['controller', 'power-supply', 'tools'] },
    },
  },
  'firmware-update': {
    scope: 'bank',
    severity: 'P2',
    playbook: {
      steps: [selfTest, restartController, tell('technician', dayMs)],
      visit: { bring: ['controller', 'tools'] },
    },
  },
  'clock-skew': {
    scope: 'bank',
    severity: 'P3',
    playbook: {
      // A start fetches the time from the network.
      steps: [{ ...restartController, tries: 2 }, tell('technician', dayMs)],
      visit: { bring: ['clock-battery', 'tools'] },
    },
  },
  'config-drift': {
    scope: 'bank',
    severity: 'P2',
    playbook: {
      // A start reads its configuration again.
      steps: [restartController, tell('technician', dayMs)],
      visit: { bring: ['wiring-plan', 'tools'] },
    },
  },
  'camera-offline': {
    scope: 'bank',
    severity: 'P3',
    detectableBy: 'hardware not fitted',
    playbook: { steps: [tell('technician', dayMs)], visit: { bring: ['camera', 'network-kit', 'tools'] } },
  },
  'ups-battery': {
    scope: 'bank',
    severity: 'P3',
    detectableBy: 'hardware not fitted',
    // Planned work: a week to put it on somebody's way. A choice.
    playbook: { steps: [tell('technician', 7 * dayMs)], visit: { bring: ['backup-battery', 'tools'] } },
  },
  'pms-sync': notYet('bank', 'P3'),
  'webhook-failing': notYet('bank', 'P3'),
  'alert-storm': settled('bank', 'P2'),
} as const satisfies Partial<Record<Cause, Row>>;

import { debounceMsRange, type LockPulse } from '../remote-command.js';
import type { Cause } from './cause.js';
import type { Step } from './playbook.js';
import type { Row } from './situation.js';
import {
  answerMs,
  commanded,
  dayMs,
  hold,
  hourMs,
  lookAgain,
  minuteMs,
  nextScanMs,
  restartController,
  restartLockRail,
  selfTest,
  tell,
  tellAtOnce,
  trialMs,
  wait,
} from './steps.js';

/** The bank says `done` only of a lock that it has seen move: the door is in use again, and over is it when it has opened. */
const pulseUntilMoved = (name: string, fields?: { pulse: LockPulse }): Step => ({
  name,
  action: { do: 'command', command: 'pulse-lock', ...(fields && { fields }) },
  success: 'done',
  withinMs: answerMs,
  tries: 2,
  trial: { forMs: trialMs, sameWithinMs: 0 },
});

/** Doors, their locks and their switches. */
export const doorsAndLocks = {
  'wont-open': {
    scope: 'door',
    severity: 'P2',
    // Three pulses were in vain, and the screen has said so. A rail that was restarted has its full voltage again.
    playbook: {
      steps: [
        pulseUntilMoved('pulse-lock'),
        restartLockRail,
        pulseUntilMoved('pulse-lock-again'),
        // It strains a lock as nothing else does: last, and only where that has not moved.
        { ...pulseUntilMoved('pulse-lock-long', { pulse: 'long' }), tries: 1, afterTrial: false },
        // The lock moves, and nobody hears of the door: it may open, and its switch stick. Whoever goes for that brings another part.
        { ...wait('what-the-scan-shows', nextScanMs), afterTrial: true },
      ],
      visit: { bring: ['mechanical-key', 'lock', 'tools'] },
    },
  },
  'opened-without-command': {
    scope: 'door',
    severity: 'P1',
    // An hour: the manager looks at the evidence the same day, while whoever did it may still be near.
    playbook: {
      steps: [hold('unaccounted'), tellAtOnce('manager'), lookAgain, wait('the-managers-look', hourMs)],
      visit: { bring: ['camera-phone', 'mechanical-key', 'lock', 'tools'] },
    },
  },
  'wrong-door-opened': {
    scope: 'door',
    severity: 'P1',
    playbook: {
      steps: [hold('unaccounted'), tellAtOnce('manager'), selfTest, wait('the-managers-look', hourMs)],
      visit: { bring: ['wiring-plan', 'tools'] },
    },
  },
  'door-switch-stuck': {
    scope: 'door',
    severity: 'P2',
    playbook: {
      steps: [hold('unaccounted'), selfTest, tell('manager', dayMs)],
      visit: { bring: ['door-switch', 'tools'] },
    },
  },
  'magnet-off': {
    scope: 'door',
    severity: 'P3',
    playbook: { steps: [selfTest, tell('manager', dayMs)], visit: { bring: ['door-switch', 'tools'] } },
  },
  'door-flapping': {
    scope: 'door',
    severity: 'P3',
    playbook: {
      // A switch that flaps does so all day, and the next scan counts what came before a step as well: the one after it shows.
      steps: [
        selfTest,
        // The longest: what still flaps under it is no bounce.
        commanded('set-debounce', 2 * nextScanMs, { debounceMs: debounceMsRange.longest }),
        // An input that hangs is cleared by a start.
        { ...restartLockRail, withinMs: 2 * nextScanMs },
        { ...restartController, withinMs: 2 * nextScanMs },
      ],
      visit: { bring: ['door-switch', 'wiring-plan', 'tools'] },
    },
  },
  'lock-wear': {
    scope: 'door',
    severity: 'P3',
    playbook: {
      steps: [
        // Dust works itself out of some locks: a week of visits shows whether the trend turns. Assumption.
        { name: 'pulse-lock', action: { do: 'command', command: 'pulse-lock' }, success: 'over', withinMs: 7 * dayMs },
      ],
      visit: { bring: ['lock', 'tools'] },
    },
  },
  'opens-at-boot': {
    scope: 'bank',
    severity: 'P1',
    // Nothing is restarted: it would open them again.
    playbook: {
      steps: [tell('manager', 30 * minuteMs), wait('look-at-the-doors', 30 * minuteMs)],
      visit: { bring: ['controller', 'wiring-plan', 'tools'] },
    },
  },
  'fire-alarm': {
    scope: 'bank',
    severity: 'P1',
    detectableBy: 'hardware not fitted',
    playbook: { steps: [tell('manager', answerMs)], visit: { bring: ['mechanical-key'] } },
  },
} as const satisfies Partial<Record<Cause, Row>>;

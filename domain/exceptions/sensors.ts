import type { Cause } from './cause.js';
import type { Step } from './playbook.js';
import type { Row } from './situation.js';
import {
  dayMs,
  hold,
  hourMs,
  lookAgain,
  recalibrate,
  restartBus,
  restartSensor,
  tell,
  tellAtOnce,
  wait,
} from './steps.js';

/**
 * A chart that a fault has filled comes down look by look once its sensor is sound: of noise within half a day of hourly
 * scans, but a curtain's within four days; of spikes within three. Simulated, 99 of a hundred. Until then nobody knows that a
 * restart has helped, and a visit would be for nothing.
 */
const noiseFallsMs = 12 * hourMs;
const chartsFall = wait('watch-for-three-days', 3 * dayMs);

/**
 * What has stood for days is no lorry. That its charts go by it from now on, the next look shows that tells anything: none does while the
 * door is in use, and now and then one is wilder than the rest. Chances of that in half a day of scans are small.
 */
const acceptNoise: Step = {
  name: 'accept-noise',
  action: { do: 'accept-noise' },
  success: 'over',
  withinMs: noiseFallsMs,
};

/** What a blind sensor is blind of, as its looks tell (sensing/health/blind.ts). */
const [light, errors] = [{ why: 'light' }, { why: 'errors' }];

/** Sensors whose word is in doubt. Meanwhile verdicts rest on the other channels of the door, or on asking. */
export const sensors = {
  'sensor-stuck': {
    scope: 'sensor',
    severity: 'P2',
    playbook: { steps: [lookAgain, restartSensor, restartBus], visit: { bring: ['sensor', 'tools'] } },
  },
  'sensor-drift': {
    scope: 'sensor',
    severity: 'P3',
    playbook: { steps: [recalibrate], visit: { bring: ['cleaning-kit', 'sensor', 'tools'] } },
  },
  'sensor-noisy': {
    scope: 'sensor',
    severity: 'P3',
    playbook: {
      steps: [{ ...restartSensor, withinMs: noiseFallsMs }, chartsFall, acceptNoise],
      visit: { bring: ['sensor', 'tools'] },
    },
  },
  'sensor-silent': {
    scope: 'sensor',
    severity: 'P2',
    playbook: { steps: [restartSensor, restartBus], visit: { bring: ['sensor', 'wiring-plan', 'tools'] } },
  },
  'sensor-spiky': {
    scope: 'sensor',
    severity: 'P3',
    // Days and nights pass: spikes of a neighbour's radio or of the sun do. What stays decides nothing, and somebody goes where it grows (4.5, situation 55).
    playbook: {
      steps: [restartSensor, chartsFall, acceptNoise],
      visit: { bring: ['sensor', 'wiring-plan', 'tools'] },
    },
  },
  'sensor-blind': {
    scope: 'sensor',
    severity: 'P2',
    playbook: {
      steps: [
        // Strong light comes at its hour, and goes with the season: a shade is put up on somebody's way, or it passes.
        { ...tellAtOnce('technician'), only: light },
        { ...wait('sun-passes', 7 * dayMs), tries: 3, only: light },
        { ...restartSensor, only: errors },
        // By night there is no light that it may not have told of, and condensation dries.
        wait('other-light', 12 * hourMs),
        { ...restartBus, only: errors },
      ],
      visit: { bring: ['cleaning-kit', 'sensor', 'tools'] },
    },
  },
  'sensor-swapped': {
    scope: 'sensor',
    severity: 'P2',
    playbook: {
      steps: [hold('content-unclear'), tell('technician', dayMs)],
      visit: { bring: ['wiring-plan', 'test-weight', 'tools'] },
    },
  },
  creep: {
    scope: 'sensor',
    severity: 'P3',
    detectableBy: 'settled-in-the-flow',
  },
  'sensor-untared': {
    scope: 'sensor',
    severity: 'P3',
    playbook: { steps: [recalibrate], visit: { bring: ['test-weight', 'sensor', 'tools'] } },
  },
} as const satisfies Partial<Record<Cause, Row>>;

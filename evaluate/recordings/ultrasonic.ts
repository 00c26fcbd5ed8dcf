import type { Window } from '../../domain/sensing/window.js';
import { recordingsIn } from './csv.js';

/** An HC-SR04 before a flat target, 15 echoes each: github.com/r4d0v1c/Ultrasonic-Sensor-Performance-Evaluation-Arduino. */
export const echoFiles = ['15cm.csv', '5cm.csv'] as const;
export type EchoFile = (typeof echoFiles)[number];

export function echoes(data?: string) {
  const { isHere, rowsOf } = recordingsIn('ultrasonic-hcsr04-r4d0v1c', echoFiles, data);
  /** Echo times (µs) as a bank turns them into millimetres: half of the way of sound at 331.45 + 0.6 T m/s. */
  const recorded = (file: EchoFile): number[] =>
    rowsOf(file)
      .slice(1)
      .map(([, time, celsius]) => Math.round((Number(time) * (331.45 + 0.6 * Number(celsius))) / 200) / 10);
  return { isHere, recorded };
}

interface Cut {
  shiftMm?: number;
  /** The share of echoes that are of something else, anywhere from 20 to 600 mm. */
  wrong?: number;
}

/** Fifteen samples are too few for thousands of cycles: windows of 40 are drawn from them, as they came. */
export const drawer =
  (uniform: () => number) =>
  (values: number[], { shiftMm = 0, wrong = 0 }: Cut = {}): Window => {
    const draw = () => {
      if (uniform() < wrong) return Math.round(20 + 580 * uniform());
      return (values[Math.floor(uniform() * values.length)] ?? NaN) + shiftMm;
    };
    const samples = Array.from({ length: 40 }, draw);
    return { sensor: 'sonar', kind: 'ultrasonic', unit: 'mm', samples, intervalMs: 60 };
  };

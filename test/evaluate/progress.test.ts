import { expect, it } from 'vitest';
import { evaluateCalls } from '../../evaluate/calls.js';
import { evaluateAlarms } from '../../evaluate/false-alarms.js';
import { evaluateFaults } from '../../evaluate/fault-matrix.js';
import type { Part } from '../../evaluate/part.js';
import { evaluatePublished } from '../../evaluate/published.js';
import { evaluateRoc } from '../../evaluate/roc.js';

/** Of each part that takes its time, and how often it says what it is at: by profile, by detector, by kind of noise. */
const parts: [string, Part, number][] = [
  ['receiver curves', evaluateRoc, 4],
  ['calls', evaluateCalls, 4],
  ['faults', evaluateFaults, 8],
  ['false alarms', evaluateAlarms, 3],
  ['published values', evaluatePublished, 3],
];

it.each(parts)('the evaluation of %s says what it is at while it runs', (_, evaluate, atLeast) => {
  const said: string[] = [];
  evaluate({ runs: 10, data: '.', progress: (doing) => void said.push(doing) });
  expect(new Set(said).size).toBeGreaterThanOrEqual(atLeast);
});

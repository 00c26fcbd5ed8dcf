import { expect, it } from 'vitest';
import type { Window } from '../../../../domain/sensing/window.js';
import { evidenceWords } from '../../../../functions/api/parcels/evidence-words/index.js';
import { lookPlot } from '../../../../functions/api/parcels/look-plot.js';

it.each([
  ['en', '1,201.5'],
  ['fr', '1\u202f201,5'],
  ['es', '1201,5'], // Four digits stand together in Spanish.
] as const)('in %s the scale of a look is written as its page writes numbers: %s', async (language, middle) => {
  const window = { sensor: 'top', kind: 'tof', unit: 'mm', intervalMs: 50, samples: [1200, 1203] } as Window;
  const { markup } = lookPlot(window, undefined, await evidenceWords[language]());
  expect([...markup.matchAll(/text-anchor="end">([^<]+)</g)].map(([, tick]) => tick)).toContain(middle);
});

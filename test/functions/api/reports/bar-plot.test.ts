import { expect, it } from 'vitest';
import { barPlot } from '../../../../functions/api/reports/bar-plot.js';

/** Of letters of 12 px, the mean of running text in the usual sans-serif faces: a little over half of their height. */
const letterPx = 6.5;

it.each(['Sun 22 Nov', 'mer. 1er juil.', '22'])(
  'the labels of 31 days that read %s do not run into each other',
  (label) => {
    const bars = Array.from({ length: 31 }, () => ({ label, value: 1 }));
    const { markup } = barPlot({ title: 't', yLabel: 'y', xLabel: 'x', bars, number: String });
    const at = [...markup.matchAll(new RegExp(`<text x="([\\d.]+)"[^>]*>${label}<`, 'g'))].map(([, x]) => Number(x));
    expect(at.length).toBeGreaterThanOrEqual(5);
    for (const [i, x] of at.slice(1).entries()) expect(x - at[i]!).toBeGreaterThan(label.length * letterPx);
  },
);

import { describe, expect, it } from 'vitest';
import { measureBundles } from '../../bench/bundles.js';
import { measureReadRoutes } from '../../bench/read-routes.js';
import type { Measured } from '../../bench/report.js';
import { measureVerdictLatency } from '../../bench/verdict-latency.js';

/*
 * The bench runs by hand, and what it is made of changes meanwhile. So a round of it is run here, and of the figures nothing is
 * asked but that there are some: how long something takes while tests run says nothing.
 */

const partMs = 180_000;
const silent = () => undefined;

/** What was not measured is shown as no number. */
const shown = ({ figures, details = [] }: Measured): string =>
  [...figures.map(({ what, value }) => `${what}: ${value}`), ...details].join('\n');

describe('the bench still measures', () => {
  it('the bundles', { timeout: partMs }, async () => {
    const measured = await measureBundles(silent, 1);
    expect(measured.figures.length).toBeGreaterThan(20); // Eleven functions: the size and the start of each.
    expect(shown(measured)).not.toContain('NaN');
  });

  it('the routes that read', { timeout: partMs }, async () => {
    const measured = await measureReadRoutes(silent, { warmUp: 0, measured: 1 });
    expect(measured.details!.length).toBeGreaterThan(20);
    expect(shown(measured)).not.toContain('NaN');
  });

  it('a door that is shut, to its verdict on the screen', { timeout: partMs }, async () => {
    const measured = await measureVerdictLatency(silent, { warmUp: 0, measured: 1 });
    // The ratios are withheld on a machine that is too busy: the pairs that they are made of are shown in any case.
    expect(shown(measured)).toMatch(/^pairs: 2; median [\d.]+ over [\d.]+ ms/m);
  });
});

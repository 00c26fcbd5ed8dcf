import { describe, expect, it } from 'vitest';

import { runLengthFor } from '../../../../domain/sensing/health/budget.js';
import { limitsFor } from '../../../../domain/sensing/health/index.js';

const hourMs = 3_600_000;
const bank = { sensors: 40, scanIntervalMs: hourMs, charts: 8 };

describe('the run length that a budget of false alarms gives', () => {
  it('by hand: (730.5 scans + 120 looks at door cycles) × 40 sensors × 8 charts = 272,160 looks at one a month', () => {
    expect(runLengthFor(1, bank)).toBe(272_160);
  });

  it('is as many times longer as the budget is smaller, and as there are more sensors', () => {
    expect(runLengthFor(0.1, bank)).toBeCloseTo(2_721_600, 3);
    expect(runLengthFor(1, { ...bank, sensors: 400 })).toBe(2_721_600);
    expect(runLengthFor(4, bank)).toBe(68_040);
  });

  it('at a scan every five minutes it is (8,766 + 120) × 320 = 2,843,520', () => {
    expect(runLengthFor(1, { ...bank, scanIntervalMs: hourMs / 12 })).toBe(2_843_520);
  });

  it('is never so short that a look or two would accuse', () => {
    expect(runLengthFor(100, { ...bank, sensors: 1 })).toBe(100);
  });
});

describe('the limits of the detectors', () => {
  // Siegmund for two sides: (e^b − b − 1) × 2 = 2 × 272,160 at b = 12.514, so h = 11.348.
  it('of forty sensors, an hourly scan and one alarm a month: ln 272,160 = 12.514, CUSUM 11.348, three looks in a row', () => {
    const limits = limitsFor(1, { sensors: 40, scanIntervalMs: hourMs });
    for (const name of ['stuck', 'noisy', 'spiky', 'swapped'] as const) expect(limits[name]).toBeCloseTo(12.514, 3);
    expect(limits.drift).toBeCloseTo(11.348, 3);
    for (const name of ['silent', 'blind', 'untared'] as const) expect(limits[name]).toBe(3);
  });

  it('of a larger bank or a smaller budget are higher: four looks in a row', () => {
    const limits = limitsFor(0.1, { sensors: 40, scanIntervalMs: hourMs });
    expect(limits.noisy).toBeCloseTo(14.817, 3);
    expect(limits.silent).toBe(4);
  });
});

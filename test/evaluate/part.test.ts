import { describe, expect, it } from 'vitest';
import { atMost } from '../../bench/report.js';
import { checksTable, markdownOf, percent } from '../../evaluate/part.js';
import { svgOf, type Panel } from '../../evaluate/plot.js';

describe('what the evaluation prints', () => {
  it('is a table of Markdown, its columns aligned', () => {
    const lines = markdownOf({ title: 'T', head: ['a', 'long name'], rows: [['value', '1']] }).split('\n');
    expect(lines).toEqual(['**T**', '', '| a     | long name |', '| ----- | --------- |', '| value | 1         |']);
  });

  it('says of a limit whether it is reached, and on it is reached', () => {
    const checks = [0.5, 1, 1.5].map((value) => atMost('alarms', value, { max: 1, unit: 'a month' }));
    expect(checksTable(checks).rows.map((row) => row.at(-1))).toEqual(['reached', 'reached', 'NOT REACHED']);
  });

  it.each([
    [0, '0 %'],
    [1e-6, '< 0.01 %'],
    [0.123456, '12.35 %'],
    [1 - 1e-6, '> 99.99 %'],
    [1, '100 %'],
  ])('a share of %f is %s: hardly ever is not never, nor nearly always always', (share, text) => {
    expect(percent(share)).toBe(text);
  });
});

describe('a line chart', () => {
  const panel: Panel = {
    title: 'a < b',
    x: { label: 'x', ticks: [0.01, 0.1, 1], isLogarithmic: true },
    y: { label: 'y', ticks: [0, 1] },
    lines: [
      {
        label: 'one',
        points: [
          [0.01, 0],
          [0.1, 0.5],
          [1, 1],
          [5, 2],
        ],
      }, // The last is beyond both axes.
      { label: 'two', points: [] },
    ],
  };

  it('has its points where the axes say, by hand: 56 to 400 across, 254 up to 34', () => {
    expect(svgOf([panel])).toContain('points="56,254 228,144 400,34 400,34"');
  });

  it('is as wide as one panel or two, and names every line', () => {
    expect(svgOf([panel])).toContain('viewBox="0 0 420 340"');
    const three = svgOf([panel, panel, panel]);
    expect(three).toContain('viewBox="0 0 840 680"');
    expect(three).toContain('translate(0 340)');
    expect(three.match(/>two</g)?.length).toBe(3);
    expect(three).toContain('a &lt; b');
  });
});

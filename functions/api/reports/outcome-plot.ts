import { html, type Html } from '../page.js';
import { short } from '../picture.js';
import { colours } from './colours.js';
import type { Numbers } from './numbers.js';
import { barHeight, box, rowPlot, type ToX } from './row-plot.js';

export interface Outcomes {
  label: string;
  /** In the order of the words' `kinds`. */
  counts: readonly number[];
}

export interface OutcomeWords {
  title: string;
  axis: string;
  /** How an incident may have gone: closed from afar; with a visit or seen again; over and not decided yet; open. */
  kinds: readonly [string, string, string, string];
}

/** From what is hoped for on. */
const colourOf = [colours.green, colours.orange, colours.sky, colours.grey] as const;

const left = 280;

/** How many incidents there were of each cause, and how they went: one bar a cause, end to end. */
export function outcomePlot(
  { title, axis, kinds }: OutcomeWords,
  number: Numbers['number'],
  rows: readonly Outcomes[],
) {
  const legend = kinds.map((words, i) => ({ words, mark: box(colourOf[i] ?? '') }));
  const drawn = (row: Outcomes, y: number, toX: ToX) =>
    bar(row, { y, toX, saidOf: (i, n) => `${number(n)} ${kinds[i]}` });
  const most = Math.max(0, ...rows.map(({ counts }) => sum(counts)));
  return rowPlot({ title, axis, rows, marks: 8, left, rowHeight: 30, legend, number, drawn, most });
}

interface Place {
  y: number;
  toX: ToX;
  saidOf(kind: number, count: number): string;
}

function bar({ label, counts }: Outcomes, { y, toX, saidOf }: Place): Html {
  const parts = counts.map((count, i) => {
    const from = toX(sum(counts.slice(0, i)));
    const width = short(toX(sum(counts.slice(0, i + 1))) - from);
    return html`<rect x="${from}" y="${y}" width="${width}" height="${barHeight}" fill="${colourOf[i]}"
      ><title>${label}: ${saidOf(i, count)}</title></rect
    >`;
  });
  return html`<text x="${left - 10}" y="${y + barHeight / 2 + 4}" text-anchor="end">${label}</text>${parts}`;
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

import { html, type Html } from '../page.js';
import { short } from '../picture.js';
import { colours } from './colours.js';
import { barHeight, rowPlot, type ToX } from './row-plot.js';
import { number } from './words.js';

export interface Outcomes {
  label: string;
  /** In the order of `kinds`. */
  counts: readonly number[];
}

/** How an incident may have gone, from what is hoped for on. */
export const kinds = [
  { words: 'closed from afar', colour: colours.green },
  { words: 'with a visit, or seen again', colour: colours.orange },
  { words: 'over, not decided yet', colour: colours.sky },
  { words: 'open', colour: colours.grey },
] as const;

const left = 280;

/** How many incidents there were of each cause, and how they went: one bar a cause, end to end. */
export function outcomePlot(title: string, rows: readonly Outcomes[]): Html {
  return rowPlot({
    ...{ title, axis: 'incidents', rows, marks: 8, left, rowHeight: 30, legend: legend(), drawn },
    most: Math.max(0, ...rows.map(({ counts }) => sum(counts))),
  });
}

function drawn({ label, counts }: Outcomes, y: number, toX: ToX): Html {
  const parts = counts.map((count, i) => {
    const from = toX(sum(counts.slice(0, i)));
    const { words = '', colour = '' } = kinds[i] ?? {};
    const width = short(toX(sum(counts.slice(0, i + 1))) - from);
    return html`<rect x="${from}" y="${y}" width="${width}" height="${barHeight}" fill="${colour}"
      ><title>${label}: ${number(count)} ${words}</title></rect
    >`;
  });
  return html`<text x="${left - 10}" y="${y + barHeight / 2 + 4}" text-anchor="end">${label}</text>${parts}`;
}

/** Letters are about 6 wide at this size: each word has the room that it takes. */
function legend(): readonly Html[] {
  let x: number = left;
  return kinds.map(({ words, colour }) => {
    const mark = html`<rect x="${x}" y="5" width="14" height="10" fill="${colour}" /><text x="${x + 20}" y="14"
        >${words}</text
      >`;
    x += 50 + words.length * 6;
    return mark;
  });
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

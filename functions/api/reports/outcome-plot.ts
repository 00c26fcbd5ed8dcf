import { html, type Html } from '../page.js';
import { colours } from './colours.js';
import { ticks } from './ticks.js';
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

const line = { height: 30, bar: 18 } as const;
const inner = { left: 280, right: 908, top: 30, width: 928 } as const;

/** How many incidents there were of each cause, and how they went: one bar a cause, end to end. */
export function outcomePlot(title: string, rows: readonly Outcomes[]): Html {
  const most = Math.max(1, ...rows.map(({ counts }) => sum(counts)));
  const marks = ticks(most, { count: 8 });
  const perOne = (inner.right - inner.left) / (marks.at(-1) ?? 1);
  const bottom = inner.top + rows.length * line.height;
  const toX = (value: number) => short(inner.left + value * perOne);
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${inner.width} ${bottom + 46}"
    width="${inner.width}"
    height="${bottom + 46}"
    role="img"
    font-family="system-ui, sans-serif"
    font-size="12"
    fill="${colours.ink}"
  >
    <title>${title}</title>
    ${legend()}
    ${marks.map((mark) => html`<line x1="${toX(mark)}" x2="${toX(mark)}" y1="${inner.top}" y2="${bottom}" stroke="#e3e3e3" /><text x="${toX(mark)}" y="${bottom + 17}" text-anchor="middle">${number(mark)}</text>`)}
    ${rows.map((row, i) => drawn(row, inner.top + i * line.height + (line.height - line.bar) / 2, toX))}
    <text x="${(inner.left + inner.right) / 2}" y="${bottom + 38}" text-anchor="middle">incidents</text>
  </svg>`;
}

function drawn({ label, counts }: Outcomes, y: number, toX: (value: number) => number): Html {
  const parts = counts.map((count, i) => {
    const from = toX(sum(counts.slice(0, i)));
    const { words = '', colour = '' } = kinds[i] ?? {};
    const width = short(toX(sum(counts.slice(0, i + 1))) - from);
    return html`<rect x="${from}" y="${y}" width="${width}" height="${line.bar}" fill="${colour}"
      ><title>${label}: ${number(count)} ${words}</title></rect
    >`;
  });
  return html`<text x="${inner.left - 10}" y="${y + line.bar / 2 + 4}" text-anchor="end">${label}</text>${parts}`;
}

/** Letters are about 6 wide at this size: each word has the room that it takes. */
function legend(): readonly Html[] {
  let x: number = inner.left;
  return kinds.map(({ words, colour }) => {
    const mark = html`<rect x="${x}" y="5" width="14" height="10" fill="${colour}" /><text x="${x + 20}" y="14"
        >${words}</text
      >`;
    x += 50 + words.length * 6;
    return mark;
  });
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
const short = (value: number): number => Math.round(value * 10) / 10;

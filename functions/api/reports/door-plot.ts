import { html, type Html } from '../page.js';
import { colours } from './colours.js';
import { ticks } from './ticks.js';
import { number } from './words.js';

export interface DoorRow {
  label: string;
  doors: number;
  meanTaken: number;
  mostTaken: number;
  /** With what a count of parcels does not rule out; none while nothing is known. */
  needed?: { doors: number; atLeast: number; atMost: number } | undefined;
}

const line = { height: 40, bar: 18 } as const;
const inner = { left: 80, right: 908, top: 30, width: 928 } as const;

/** For each size of door: how many there are, how many were taken, and how many would be enough. */
export function doorPlot(title: string, rows: readonly DoorRow[]): Html {
  const most = Math.max(1, ...rows.map((row) => Math.max(row.doors, row.mostTaken, row.needed?.atMost ?? 0)));
  const marks = ticks(most, { count: 10 });
  const toX = (doors: number) => short(inner.left + (doors / (marks.at(-1) ?? 1)) * (inner.right - inner.left));
  const bottom = inner.top + rows.length * line.height;
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
    <text x="${(inner.left + inner.right) / 2}" y="${bottom + 38}" text-anchor="middle">doors</text>
  </svg>`;
}

function drawn(
  { label, doors, meanTaken, mostTaken, needed }: DoorRow,
  y: number,
  toX: (doors: number) => number,
): Html {
  const bar = (value: number, fill: string, inset = 0) =>
    html`<rect
      x="${inner.left}"
      y="${y + inset}"
      width="${short(toX(value) - inner.left)}"
      height="${line.bar - 2 * inset}"
      fill="${fill}"
    />`;
  const said = `${label}: ${number(doors)} doors, ${number(meanTaken)} taken on average, ${number(mostTaken)} at most`;
  return html`<g>
    <title>${said}${needed === undefined ? '' : `, ${number(needed.doors)} needed`}</title>
    <text x="${inner.left - 10}" y="${y + line.bar / 2 + 4}" text-anchor="end">${label}</text>
    ${bar(doors, colours.grey)} ${bar(meanTaken, colours.blue, 4)}
    <line
      x1="${toX(mostTaken)}"
      x2="${toX(mostTaken)}"
      y1="${y}"
      y2="${y + line.bar}"
      stroke="${colours.ink}"
      stroke-width="2.5"
    />
    ${needed && neededAt(needed, y + line.bar / 2, toX)}
  </g>`;
}

/** With what the count of parcels leaves open. */
const neededAt = (
  { doors, atLeast, atMost }: NonNullable<DoorRow['needed']>,
  y: number,
  toX: (doors: number) => number,
) =>
  html`<line
      x1="${toX(atLeast)}"
      x2="${toX(atMost)}"
      y1="${y}"
      y2="${y}"
      stroke="${colours.vermilion}"
      stroke-width="2"
    />${diamond(toX(doors), y)}`;

const diamond = (x: number, y: number): Html =>
  html`<path d="M${x} ${y - 7}l7 7l-7 7l-7 -7z" fill="${colours.vermilion}" stroke="#fff" />`;

function legend(): Html {
  const at = (x: number, mark: Html, words: string) => html`${mark}<text x="${x}" y="14">${words}</text>`;
  const box = (x: number, fill: string) => html`<rect x="${x - 20}" y="5" width="14" height="10" fill="${fill}" />`;
  const bar = html`<line x1="412" x2="412" y1="3" y2="17" stroke="${colours.ink}" stroke-width="2.5" />`;
  return html`${at(100, box(100, colours.grey), 'doors there are')}
  ${at(248, box(248, colours.blue), 'taken on average')} ${at(422, bar, 'most taken at once')}
  ${at(586, diamond(574, 10), 'doors needed, with the range that is left open')}`;
}

const short = (value: number): number => Math.round(value * 10) / 10;

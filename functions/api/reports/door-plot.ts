import { html, type Html } from '../page.js';
import { short } from '../picture.js';
import { colours } from './colours.js';
import { barHeight, rowPlot, type ToX } from './row-plot.js';
import { number } from './words.js';

export interface DoorRow {
  label: string;
  doors: number;
  meanTaken: number;
  mostTaken: number;
  /** With what a count of parcels does not rule out; none while nothing is known. */
  needed?: { doors: number; atLeast: number; atMost: number } | undefined;
}

const left = 80;

/** For each size of door: how many there are, how many were taken, and how many would be enough. */
export function doorPlot(title: string, rows: readonly DoorRow[]): Html {
  return rowPlot({
    ...{ title, axis: 'doors', rows, marks: 10, left, rowHeight: 40, legend: legend(), drawn },
    most: Math.max(0, ...rows.map((row) => Math.max(row.doors, row.mostTaken, row.needed?.atMost ?? 0))),
  });
}

function drawn({ label, doors, meanTaken, mostTaken, needed }: DoorRow, y: number, toX: ToX): Html {
  const bar = (value: number, fill: string, inset = 0) =>
    html`<rect
      x="${left}"
      y="${y + inset}"
      width="${short(toX(value) - left)}"
      height="${barHeight - 2 * inset}"
      fill="${fill}"
    />`;
  const said = `${label}: ${number(doors)} doors, ${number(meanTaken)} taken on average, ${number(mostTaken)} at most`;
  return html`<g>
    <title>${said}${needed === undefined ? '' : `, ${number(needed.doors)} needed`}</title>
    <text x="${left - 10}" y="${y + barHeight / 2 + 4}" text-anchor="end">${label}</text>
    ${bar(doors, colours.grey)} ${bar(meanTaken, colours.blue, 4)}
    <line
      x1="${toX(mostTaken)}"
      x2="${toX(mostTaken)}"
      y1="${y}"
      y2="${y + barHeight}"
      stroke="${colours.ink}"
      stroke-width="2.5"
    />
    ${needed && neededAt(needed, y + barHeight / 2, toX)}
  </g>`;
}

/** With what the count of parcels leaves open. */
const neededAt = ({ doors, atLeast, atMost }: NonNullable<DoorRow['needed']>, y: number, toX: ToX) =>
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

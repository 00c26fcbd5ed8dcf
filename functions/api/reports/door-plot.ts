import { html, type Html } from '../page.js';
import { short } from '../picture.js';
import { colours } from './colours.js';
import type { Numbers } from './numbers.js';
import { barHeight, box, rowPlot, type Sign, type ToX } from './row-plot.js';

export interface DoorRow {
  label: string;
  doors: number;
  meanTaken: number;
  mostTaken: number;
  /** With what a count of parcels does not rule out; none while nothing is known. */
  needed?: { doors: number; atLeast: number; atMost: number } | undefined;
}

export interface DoorPlotWords {
  axis: string;
  doors: string;
  taken: string;
  most: string;
  needed: string;
  /** One row, said to whoever hears the page. */
  row(of: { label: string; doors: number; taken: number; most: number; needed: number | undefined }): string;
}

const left = 80;

/** For each size of door: how many there are, how many were taken, and how many would be enough. */
export function doorPlot(
  title: string,
  rows: readonly DoorRow[],
  words: DoorPlotWords,
  number: Numbers['number'],
): Html {
  return rowPlot({
    ...{ title, axis: words.axis, rows, marks: 10, left, rowHeight: 40, legend: legend(words), number },
    drawn: (row, y, toX) => drawn(row, words, y, toX),
    most: Math.max(0, ...rows.map((row) => Math.max(row.doors, row.mostTaken, row.needed?.atMost ?? 0))),
  });
}

function drawn(
  { label, doors, meanTaken, mostTaken, needed }: DoorRow,
  words: DoorPlotWords,
  y: number,
  toX: ToX,
): Html {
  const bar = (value: number, fill: string, inset = 0) =>
    html`<rect
      x="${left}"
      y="${y + inset}"
      width="${short(toX(value) - left)}"
      height="${barHeight - 2 * inset}"
      fill="${fill}"
    />`;
  const said = words.row({ label, doors, taken: meanTaken, most: mostTaken, needed: needed?.doors });
  return html`<g>
    <title>${said}</title>
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

function legend({ doors, taken, most, needed }: DoorPlotWords): Sign[] {
  const line = (x: number) =>
    html`<line x1="${x + 7}" x2="${x + 7}" y1="3" y2="17" stroke="${colours.ink}" stroke-width="2.5" />`;
  return [
    { words: doors, mark: box(colours.grey) },
    { words: taken, mark: box(colours.blue) },
    { words: most, mark: line },
    { words: needed, mark: (x) => diamond(x + 7, 10) },
  ];
}

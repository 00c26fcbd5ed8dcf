export interface Axis {
  readonly label: string;
  /** From the first tick to the last. */
  readonly ticks: readonly number[];
  readonly isLogarithmic?: boolean;
}

export interface Line {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
}

const size = { width: 420, height: 340 } as const;
const inner = { left: 56, right: 400, top: 34, bottom: 254 } as const;
/** Told apart by the colour-blind too (M. Okabe and K. Ito, 2008), and by their dashes in print. */
const strokes = [
  ['#0072b2', ''],
  ['#d55e00', '7 3'],
  ['#009e73', '2 3'],
  ['#cc79a7', '9 3 2 3'],
  ['#444444', '4 4'],
] as const;

/** Line charts side by side, two in a row, as one SVG of its own. */
export function svgOf(panels: readonly Panel[]): string {
  const columns = Math.min(2, panels.length);
  const [width, height] = [columns * size.width, Math.ceil(panels.length / columns) * size.height];
  const placed = panels.map((panel, i) => {
    const at = `${(i % columns) * size.width} ${Math.floor(i / columns) * size.height}`;
    return `<g transform="translate(${at})">${drawn(panel)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="white"/>
${placed.join('\n')}
</svg>
`;
}

function drawn({ title, x, y, lines }: Panel): string {
  const toX = scaleOf(x, [inner.left, inner.right]);
  const toY = scaleOf(y, [inner.bottom, inner.top]);
  const middle = (inner.left + inner.right) / 2;
  return [
    `<text x="${middle}" y="20" text-anchor="middle" font-size="13" font-weight="bold">${escaped(title)}</text>`,
    ...x.ticks.map((tick) => {
      const at = short(toX(tick));
      return `${rule(at, inner.top, at, inner.bottom)}<text x="${at}" y="${inner.bottom + 15}" text-anchor="middle">${tick}</text>`;
    }),
    ...y.ticks.map((tick) => {
      const at = short(toY(tick));
      return `${rule(inner.left, at, inner.right, at)}<text x="${inner.left - 6}" y="${at + 4}" text-anchor="end">${tick}</text>`;
    }),
    `<text x="${middle}" y="${inner.bottom + 34}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text transform="translate(14 ${(inner.top + inner.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>`,
    ...lines.map(({ points }, i) => {
      const path = points.map(([px, py]) => `${short(toX(px))},${short(toY(py))}`).join(' ');
      return `<polyline points="${path}" fill="none" ${strokeOf(i)}/>`;
    }),
    ...(lines.length > 1 ? lines.map(({ label }, i) => named(label, i)) : []),
  ].join('\n');
}

/** Below the axis, two in a row: there it hides no line. */
function named(label: string, i: number): string {
  const x = inner.left + (i % 2) * 180;
  const y = inner.bottom + 52 + 16 * Math.floor(i / 2);
  return `<line x1="${x}" y1="${y}" x2="${x + 26}" y2="${y}" ${strokeOf(i)}/><text x="${x + 32}" y="${y + 4}">${escaped(label)}</text>`;
}

/** What lies beyond an axis is drawn at its end. */
function scaleOf({ ticks, isLogarithmic }: Axis, [from, to]: readonly [number, number]): (value: number) => number {
  const place = (value: number) => (isLogarithmic ? Math.log(value) : value);
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  return (value) => {
    const share = (place(Math.min(most, Math.max(least, value))) - place(least)) / (place(most) - place(least));
    return from + share * (to - from);
  };
}

function strokeOf(i: number): string {
  const [colour, dashes] = strokes[i % strokes.length]!;
  return `stroke="${colour}" stroke-width="2"${dashes ? ` stroke-dasharray="${dashes}"` : ''}`;
}

const rule = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`;

const short = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

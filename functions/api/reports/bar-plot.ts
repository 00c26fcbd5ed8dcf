import { html, type Html } from '../page.js';
import { short, widePicture } from '../picture.js';
import { colours } from './colours.js';
import { ticks } from './ticks.js';
import type { Numbers } from './numbers.js';

export interface Bars {
  /** Said to whoever hears the page instead of seeing it. */
  title: string;
  /** What is counted, with its unit: stands at the axis. */
  yLabel: string;
  xLabel: string;
  bars: readonly { label: string; value: number }[];
  /** A level to hold the bars against. */
  limit?: { label: string; value: number } | undefined;
  colour?: string | undefined;
  /** How numbers are written. */
  number: Numbers['number'];
}

const size = { width: 928, height: 250, left: 40, right: 892, top: 18, bottom: 190 } as const;
/** So wide is a letter of a label, on average, and so far labels stand apart: pixels, at 12 px in the usual faces. */
const [letter, gap] = [6.6, 6] as const;

/** Bars that stand beside each other: by day, or by how long. */
export function barPlot({ title, yLabel, xLabel, bars, limit, colour = colours.blue, number }: Bars): Html {
  const most = Math.max(...bars.map(({ value }) => value), limit?.value ?? 0);
  const marks = ticks(most);
  const toY = (value: number) => short(size.bottom - (value / (marks.at(-1) ?? 1)) * (size.bottom - size.top));
  const step = (size.right - size.left) / Math.max(1, bars.length);
  const every = Math.ceil((Math.max(0, ...bars.map(({ label }) => label.length)) * letter + gap) / step);
  const width = short(Math.min(56, step * 0.72));
  return widePicture(
    { width: size.width, height: size.height, title, ink: colours.ink },
    html`${marks.map((mark) => html`<line x1="${size.left}" x2="${size.right}" y1="${toY(mark)}" y2="${toY(mark)}" stroke="#e3e3e3" /><text x="${size.left - 8}" y="${toY(mark) + 4}" text-anchor="end">${number(mark)}</text>`)}
      ${bars.map(({ label, value }, i) => {
        const middle = short(size.left + (i + 0.5) * step);
        const rect = html`<rect
          x="${short(middle - width / 2)}"
          y="${toY(value)}"
          width="${width}"
          height="${short(size.bottom - toY(value))}"
          fill="${colour}"
          ><title>${label}: ${number(value)}</title></rect
        >`;
        const text = html`<text x="${middle}" y="${size.bottom + 17}" text-anchor="middle">${label}</text>`;
        return i % every === 0 ? html`${rect}${text}` : rect;
      })}
      ${limit && html`<line x1="${size.left}" x2="${size.right}" y1="${toY(limit.value)}" y2="${toY(limit.value)}" stroke="${colours.vermilion}" stroke-width="1.5" stroke-dasharray="6 4" /><text x="${size.right}" y="${toY(limit.value) - 5}" text-anchor="end" fill="${colours.vermilion}">${limit.label}</text>`}
      <line x1="${size.left}" x2="${size.right}" y1="${size.bottom}" y2="${size.bottom}" stroke="#777" />
      <text x="${size.left}" y="10" font-weight="600">${yLabel}</text>
      <text x="${(size.left + size.right) / 2}" y="${size.bottom + 42}" text-anchor="middle">${xLabel}</text>`,
  );
}

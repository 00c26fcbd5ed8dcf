import { profileOf } from '../../../domain/sensing/profiles/index.js';
import type { Window } from '../../../domain/sensing/window.js';
import { html, type Html } from '../page.js';
import { picture, short } from '../picture.js';
import type { EvidenceWords } from './evidence-words/words.js';

const size = { width: 560, height: 170, left: 56, right: 546, top: 12, bottom: 132 } as const;
const font = { family: 'sans-serif', size: 11 } as const;
/** Told apart by the colour-blind too (M. Okabe and K. Ito, 2008), and by their shape in print. */
const colours = { before: '#0072b2', after: '#d55e00' } as const;

/** What one sensor saw before the door opened and after it was shut, sample by sample, on one scale. */
export function lookPlot(
  before: Window | undefined,
  after: Window | undefined,
  { locale, plot: words }: EvidenceWords,
): Html {
  const { format } = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const shown = [before, after].flatMap((window) => window?.samples.filter(Number.isFinite) ?? []);
  const { unit = '', sensor: id = '', kind = '' } = after ?? before ?? {};
  const known = profileOf(kind);
  const sensor = known ? `${words.kinds[known.kind]} (${id})` : id;
  if (shown.length === 0) return html`<p class="small">${words.noSamples(sensor)}</p>`;
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const margin = Math.max((most - least) * 0.1, unit === 'blocked' ? 0.2 : 1);
  const toY = (value: number) =>
    short(size.bottom - ((value - least + margin) / (most - least + 2 * margin)) * (size.bottom - size.top));
  const middle = (size.left + size.right) / 2;
  const ticks = [...new Set([least, (least + most) / 2, most])];
  return picture(
    { width: size.width, height: size.height, title: words.title(sensor, unitOf(unit, words)), font },
    html`${ticks.map((tick) => html`<line x1="${size.left}" x2="${size.right}" y1="${toY(tick)}" y2="${toY(tick)}" stroke="#ddd" /><text x="${size.left - 6}" y="${toY(tick) + 4}" text-anchor="end">${format(tick)}</text>`)}
      <line x1="${middle}" x2="${middle}" y1="${size.top}" y2="${size.bottom}" stroke="#999" stroke-dasharray="4 3" />
      ${dots(before, { from: size.left + 8, to: middle - 8, toY, colour: colours.before, isRound: true })}
      ${dots(after, { from: middle + 8, to: size.right - 8, toY, colour: colours.after, isRound: false })}
      <text x="${(size.left + middle) / 2}" y="150" text-anchor="middle">${words.before}</text>
      <text x="${(middle + size.right) / 2}" y="150" text-anchor="middle">${words.after}</text>
      <text x="${size.left}" y="166">${words.scale(sensor, unitOf(unit, words))}</text>`,
  );
}

const unitOf = (unit: string, { blocked }: EvidenceWords['plot']): string => (unit === 'blocked' ? blocked : unit);

interface Drawn {
  from: number;
  to: number;
  toY: (value: number) => number;
  colour: string;
  isRound: boolean;
}

function dots(window: Window | undefined, { from, to, toY, colour, isRound }: Drawn): readonly Html[] {
  const { samples = [] } = window ?? {};
  const step = (to - from) / Math.max(1, samples.length - 1);
  return samples.flatMap((sample, i) => {
    if (!Number.isFinite(sample)) return [];
    const [x, y] = [short(from + i * step), toY(sample)];
    return isRound
      ? html`<circle cx="${x}" cy="${y}" r="2.5" fill="${colour}" />`
      : html`<rect x="${short(x - 2.2)}" y="${short(y - 2.2)}" width="4.4" height="4.4" fill="${colour}" />`;
  });
}

import type { Figure } from '../bench/report.js';

/** One table for people: its first column names the rows. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What one part of the evaluation has found. */
export interface Evaluated {
  readonly tables: readonly Table[];
  /** What it must hold, each with its limit. */
  readonly checks: readonly Figure[];
  /** SVG by name of file. */
  readonly figures?: Readonly<Record<string, string>>;
  /** This part of the JSON object. */
  readonly json: unknown;
}

/** What every part is given. */
export interface Given {
  /** Runs a point, where a part simulates; what it does more or less often is in proportion. */
  readonly runs: number;
  /** Where recordings lie, a folder each. */
  readonly data: string;
  /** Says what is being done; called before anything that takes more than a second or two. */
  readonly progress: (doing: string) => void;
}

export type Part = (given: Given) => Evaluated;

/** A table as Markdown with its columns aligned: read on a screen as well as in a document. */
export function markdownOf({ title, head, rows }: Table): string {
  const widths = head.map((name, i) => Math.max(3, name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`;
  return [`**${title}**`, '', line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The checks of all parts as one table; a limit that is missed stands out. */
export function checksTable(checks: readonly Figure[]): Table {
  const rows = checks.map(({ what, value, limit }) => [
    what,
    value,
    limit?.text ?? '',
    limit === undefined ? '' : limit.isReached ? 'reached' : 'NOT REACHED',
  ]);
  return { title: 'What must hold', head: ['check', 'value', 'limit', ''], rows };
}

/** In per cent, so that what is not nothing does not look like it. */
export function percent(share: number): string {
  const hundredths = Math.round(share * 10_000) / 100;
  if (share > 0 && hundredths === 0) return '< 0.01 %';
  if (share < 1 && hundredths === 100) return '> 99.99 %';
  return `${hundredths} %`;
}

/** One figure for people, with the limit that it is held to. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly limit?: Limit;
}

export interface Limit {
  readonly text: string;
  readonly isReached: boolean;
}

/** What one part of the bench has measured. */
export interface Measured {
  readonly figures: readonly Figure[];
  /** Lines that say where the figures come from. */
  readonly details?: readonly string[];
  /** This part of the JSON object on the last line. */
  readonly json: unknown;
}

/** Says what is being done; a part calls it before anything that takes more than a second or two. */
export type Progress = (doing: string) => void;

/** A figure that may not be above its limit, as it is shown. What is not a number was not measured, and has not reached it. */
export function atMost(what: string, measured: number, limit: { max: number; unit: string; note?: string }): Figure {
  const { max, unit, note } = limit;
  return {
    what,
    value: `${rounded(measured)} ${unit}`,
    limit: { text: `at most ${max} ${unit}${note ? `, ${note}` : ''}`, isReached: rounded(measured) <= max },
  };
}

export function atLeast(what: string, measured: number, { min, unit }: { min: number; unit: string }): Figure {
  const limit = { text: `at least ${min} ${unit}`, isReached: rounded(measured) >= min };
  return { what, value: `${rounded(measured)} ${unit}`, limit };
}

export const plain = (what: string, value: string): Figure => ({ what, value });

/** A part's figures in columns: a limit that is missed stands out, and is never left out. */
export function tableOf({ figures, details = [] }: Measured): string {
  const rows = figures.map(({ what, value, limit }) => [
    what,
    value,
    limit?.text ?? '',
    limit === undefined ? '' : limit.isReached ? 'reached' : 'NOT REACHED',
  ]);
  return [...columns(rows), ...details.map((line) => `  ${line}`)].join('\n');
}

/** Rows as lines, each column as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('   ')}`.trimEnd());
}

/** Three significant digits: what a short run can tell. Whole numbers stay whole. */
export function rounded(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

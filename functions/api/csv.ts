import { csvFormatRows } from 'd3-dsv';
import type { Content } from './operation.js';

export type Cell = string | number | undefined;

/**
 * A table for spreadsheets (RFC 4180). A text that a spreadsheet would take for a formula is led by an apostrophe (OWASP, "CSV
 * injection"); numbers stay numbers, also those below zero. It begins with a byte order mark: Excel reads a file without one in
 * the code page of whoever opens it, whatever the charset of its answer was. Machines have JSON.
 */
export function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): Content {
  const text = csvFormatRows([columns, ...rows].map((row) => row.map(shown)));
  return { type: 'text/csv', text: `${byteOrderMark}${text}\n` };
}

const byteOrderMark = '\ufeff';

/** Also as East Asian keyboards write them, and behind a tab or a line's end. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

function shown(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  return formula.test(cell) ? `'${cell}` : cell;
}

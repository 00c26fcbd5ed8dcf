import { dsvFormat } from 'd3-dsv';
import { keyOf, type ImportedLine } from '../../../app/api/import-residents.js';
import { newResident } from './schemas.js';

export interface LineMistake {
  line: number;
  column?: string | undefined;
  /** In the schema's words: what was given is not told back. */
  message: string;
}

export const columns = ['name', 'unit', 'phone', 'email', 'language', 'needsLowDoor'] as const;
type Column = (typeof columns)[number];
const needed: readonly Column[] = ['name', 'unit'];

/** Seconds of work, far below what a call may take; a larger file is sent in parts. */
export const linesMax = 300;

/** A file of residents: what its lines ask for, and everything that is wrong with it. */
export function residentLines(csv: string): { lines: ImportedLine[]; mistakes: LineMistake[] } {
  const [header = [], ...rows] = cellsOf(csv);
  const wrong = mistakeInHeader(header);
  if (wrong) return { lines: [], mistakes: [{ line: 1, message: wrong }] };
  const filled = rows.map((cells, i) => ({ line: i + 2, cells })).filter(({ cells }) => cells.some(Boolean));
  if (filled.length > linesMax) {
    const message = `a file has at most ${linesMax} residents, and this one ${filled.length}: send it in parts`;
    return { lines: [], mistakes: [{ line: linesMax + 2, message }] };
  }
  return readLines(header as Column[], filled);
}

const separators = [',', ';', '\t'] as const;

/** Lines end in any way, cells may be quoted (RFC 4180); whichever separator the first line has most of, separates. */
function cellsOf(csv: string): string[][] {
  const text = csv.replace(/^\ufeff/, '');
  const [first = ''] = text.split(/[\r\n]/, 1);
  const count = (separator: string) => first.split(separator).length;
  const separator = separators.reduce((best, one) => (count(one) > count(best) ? one : best));
  return dsvFormat(separator)
    .parseRows(text)
    .map((cells) => cells.map((cell) => cell.trim()));
}

function mistakeInHeader(header: readonly string[]): string | undefined {
  const isKnown = (name: string): name is Column => (columns as readonly string[]).includes(name);
  if (!header.every(isKnown) || new Set(header).size < header.length)
    return `the first line names each column once, of: ${columns.join(', ')}`;
  const missing = needed.filter((name) => !header.includes(name));
  return missing.length > 0 ? `the columns ${missing.join(' and ')} are missing` : undefined;
}

function readLines(header: readonly Column[], rows: readonly { line: number; cells: string[] }[]) {
  const schema = newResident();
  const lines: ImportedLine[] = [];
  const mistakes: LineMistake[] = [];
  const firstLines = new Map<string, number>();
  for (const { line, cells } of rows) {
    const parsed = schema.safeParse(askedBy(header, cells));
    const own = cells.length > header.length ? [{ line, message: 'has more cells than the first line' }] : [];
    own.push(...mistakesIn(line, parsed.error?.issues ?? []), ...formulasIn(line, header, cells));
    const key = parsed.data && keyOf(parsed.data);
    const before = key === undefined ? undefined : firstLines.get(key);
    if (before !== undefined) own.push({ line, message: `is the same person as line ${before}` });
    if (key !== undefined && before === undefined) firstLines.set(key, line);
    mistakes.push(...own);
    if (parsed.data && own.length === 0) lines.push({ line, request: parsed.data });
  }
  return { lines, mistakes };
}

/** An empty cell says nothing. What is no yes or no stays text, which the schema refuses. */
function askedBy(header: readonly Column[], cells: readonly string[]): Record<string, unknown> {
  const given = header.map((name, i) => [name, cells[i] ?? ''] as const).filter(([, cell]) => cell !== '');
  return Object.fromEntries(given.map(([name, cell]) => [name, name === 'needsLowDoor' ? yesOrNo(cell) : cell]));
}

const yesOrNo = (cell: string): unknown =>
  ({ true: true, yes: true, false: false, no: false })[cell.toLowerCase()] ?? cell;

function mistakesIn(
  line: number,
  issues: readonly { path: PropertyKey[]; message: string; code?: string | undefined }[],
) {
  return issues.map(({ path, code, message }): LineMistake => {
    const column = path[0] === undefined ? undefined : String(path[0]);
    return { line, column, message: code === 'custom' ? message : 'is missing, or not as it must be' };
  });
}

/** A cell that a spreadsheet would run is nobody's name: it would, in whatever is made of these names later. */
function formulasIn(line: number, header: readonly Column[], cells: readonly string[]): LineMistake[] {
  return needed
    .filter((name) => /^[=+@-]/.test(cells[header.indexOf(name)] ?? ''))
    .map((column) => ({ line, column, message: 'begins like a formula' }));
}

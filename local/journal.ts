import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** A map that outlives the process when it has a file; without one it lives in memory only. Order is of insertion. */
export interface Journal<T> {
  get(key: string): T | undefined;
  has(key: string): boolean;
  set(key: string, value: T): void;
  delete(key: string): boolean;
  values(): T[];
  readonly size: number;
  close(): void;
}

/** Lines that may pile up over what is alive before the file is written anew. */
const SPARE_LINES = 10_000;

/**
 * Each change is one line, written through to the operating system before the call returns, so kill -9 loses nothing.
 * A last line torn by the kill is dropped at the next start.
 */
export function openJournal<T>(directory: string | undefined, name: string): Journal<T> {
  const entries = new Map<string, T>();
  const file = directory === undefined ? undefined : path.join(directory, `${name}.jsonl`);
  if (file) readInto(entries, file);
  let descriptor = file ? rewrite(file, entries) : undefined;
  let lines = entries.size;

  const append = (line: [string] | [string, T]) => {
    if (file === undefined || descriptor === undefined) return;
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
    lines += 1;
    if (lines < entries.size * 2 + SPARE_LINES) return;
    closeSync(descriptor);
    descriptor = rewrite(file, entries);
    lines = entries.size;
  };

  return {
    get: (key) => entries.get(key),
    has: (key) => entries.has(key),
    set(key, value) {
      entries.set(key, value);
      append([key, value]);
    },
    delete(key) {
      const existed = entries.delete(key);
      if (existed) append([key]);
      return existed;
    },
    values: () => [...entries.values()],
    get size() {
      return entries.size;
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

function readInto<T>(entries: Map<string, T>, file: string): void {
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1); // What follows the last newline is torn or empty.
  for (const line of lines) {
    const [key, ...value] = JSON.parse(line) as [string] | [string, T];
    if (value.length === 0) entries.delete(key);
    else entries.set(key, value[0]);
  }
}

/** Writes only what is alive, beside the old file and then over it, and opens the result for appending. */
function rewrite<T>(file: string, entries: Map<string, T>): number {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 }); // It holds keys and what people were told.
  const fresh = `${file}.new`;
  const lines = [...entries].map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(fresh, lines.join(''), { mode: 0o600 });
  renameSync(fresh, file);
  return openSync(file, 'a', 0o600);
}

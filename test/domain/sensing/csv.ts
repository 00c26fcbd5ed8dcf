import { existsSync, readFileSync } from 'node:fs';

/** Recordings that others made, beside the project. What is not there is said once, and its tests are skipped. */
export function recordingsIn(folder: string, files: readonly string[]) {
  const place = new URL(`../../../../shared/data/${folder}/`, import.meta.url);
  const isHere = files.every((file) => existsSync(new URL(file, place)));
  if (!isHere) process.stderr.write(`skipped: no recordings at ${place.pathname}\n`);
  /** The lines of a file, each as its fields. */
  const rowsOf = (file: string): string[][] =>
    readFileSync(new URL(file, place), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(','));
  return { isHere, rowsOf };
}

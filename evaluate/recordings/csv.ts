import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Recordings that others made lie beside the project, a folder each: they are no part of it. */
export const besideTheProject = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

export interface Recordings {
  readonly isHere: boolean;
  /** The lines of a file, each as its fields. */
  readonly rowsOf: (file: string) => string[][];
}

/** Files of one folder. That they are not there is said once. */
export function recordingsIn(folder: string, files: readonly string[], data = besideTheProject): Recordings {
  const place = path.join(data, folder);
  const isHere = files.every((file) => existsSync(path.join(place, file)));
  if (!isHere) process.stderr.write(`skipped: no recordings at ${place}\n`);
  return {
    isHere,
    rowsOf: (file) =>
      readFileSync(path.join(place, file), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.trim().split(',')),
  };
}

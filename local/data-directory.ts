import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface DataDirectory {
  /** A run here did not come to its end, and what it was writing then has not been mended since. */
  readonly wasKilled: boolean;
  mended(): void;
  giveBack(): void;
}

/** Directories that this very process has taken. */
const taken = new Set<string>();

/**
 * Makes the directory and takes it for this run alone. A directory whose run was killed is free again: its process is no
 * more, or its number is now our own, as it may be in a container that was started anew.
 */
export function takeDataDirectory(directory: string): DataDirectory {
  mkdirSync(directory, { recursive: true, mode: 0o700 }); // It will hold keys, and what people were told.
  const file = path.join(path.resolve(directory), 'used-by');
  const toMend = path.join(directory, 'to-mend');
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid === process.pid ? taken.has(file) : isAlive(pid))
      throw new Error(`${directory} is used by process ${pid}: stop it, or choose another with --data`, {
        cause: error,
      });
    writeFileSync(toMend, ''); // Stays if this start fails too.
    writeFileSync(file, String(process.pid));
  }
  taken.add(file);
  return {
    wasKilled: existsSync(toMend),
    mended: () => rmSync(toMend, { force: true }),
    giveBack: () => {
      taken.delete(file);
      rmSync(file, { force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0); // Signal 0 only asks.
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

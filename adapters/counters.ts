import type { Counters } from '../app/ports.js';

/** How much of a detail a log line takes: enough for an id or a code, not for a body. */
const detailsMax = 8;
const detailLengthMax = 64;

/**
 * Counts by log lines: `{"counter":"refused","refusal":"too-late"}`, one line each, from which metric filters count. No
 * metric is written by the function: one with a dimension for each bank would cost more than all else about that bank.
 */
export function logCounters(write: (line: string) => void = toStandardOutput): Counters {
  return {
    count(name, detail = {}) {
      const safe = Object.entries(detail)
        .slice(0, detailsMax)
        .map(([key, value]) => [key, typeof value === 'string' ? withoutSecrets(value) : value]);
      write(JSON.stringify({ ...Object.fromEntries(safe), counter: name })); // Last, so that no detail can pose as it.
    },
  };
}

/** The last guard against a code, a phone number or an address in a log: what looks like one is not written at all. */
function withoutSecrets(text: string): string {
  return /@|\+\d{5}|(?<!\w)\d{8,}(?!\w)/.test(text) ? '[withheld]' : text.slice(0, detailLengthMax);
}

const toStandardOutput = (line: string): void => void process.stdout.write(`${line}\n`);

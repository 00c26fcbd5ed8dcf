import { parseMishaps, type MishapKind } from './mishaps.js';

export interface Settings {
  seed: number;
  banks: number;
  days: number;
  doorsPerBank: number;
  /** Between two scans of a bank; 0: none. */
  scanHours?: number | undefined;
  mishaps: MishapKind[];
  /** As given, for the command that replays a run. */
  mishapsText: string;
  trace: boolean;
}

export const usage = `Pigeonhole's simulator: many banks, one seed, no wall clock. Every run is made twice and must tell the same story.

  npm run sim -- [--seed 1] [--banks 20] [--days 30] [--doors 20] [--scan-hours 6] [--mishaps all|none|a,b] [--trace]

  --seed     the only source of chance, a whole number
  --banks    how many banks, 1 to 200, each a site of its own with its residents and couriers
  --days     days on which couriers come, 1 to 365; the story goes on until every parcel is fetched or handed back
  --doors    doors a bank, 5 to 200
  --scan-hours  how often a bank's sensors look at every door, 1 to 24; 0 for never
  --mishaps  all, none, or a list with commas; unknown names are listed
  --trace    prints every line of the story
  --help     this

Ends with one line of JSON: seed, planned (parcels that couriers set out with), reserved (of those, given a door), lives (of those,
stored and gone again), violations, mishaps by kind, simulatedHours, livesPerMinute. Exits with 1 on a violation.
`;

const numbers = {
  seed: { from: 0, to: Number.MAX_SAFE_INTEGER, or: 1 },
  banks: { from: 1, to: 200, or: 20 },
  days: { from: 1, to: 365, or: 30 },
  doors: { from: 5, to: 200, or: 20 },
  'scan-hours': { from: 0, to: 24, or: 6 },
} as const;

/** Reads the command line. Throws RangeError that says what is wrong and what there is. */
export function parseSettings(args: readonly string[]): Settings | 'help' {
  const given = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = (args[i] ?? '').split('=', 2);
    if (name === '--help' || name === '-h') return 'help';
    if (name === '--trace') given.set('trace', 'true');
    else if (name && /^--(seed|banks|days|doors|scan-hours|mishaps)$/.test(name)) {
      const value = inline ?? args[++i];
      if (value === undefined) throw new RangeError(`${name} needs a value; --help says which`);
      given.set(name.slice(2), value);
    } else
      throw new RangeError(
        `unknown option ${String(name)}; there are --seed --banks --days --doors --scan-hours --mishaps --trace --help`,
      );
  }
  const mishapsText = given.get('mishaps') ?? 'all';
  return {
    seed: wholeNumber('seed', given),
    banks: wholeNumber('banks', given),
    days: wholeNumber('days', given),
    doorsPerBank: wholeNumber('doors', given),
    scanHours: wholeNumber('scan-hours', given),
    mishaps: parseMishaps(mishapsText),
    mishapsText,
    trace: given.has('trace'),
  };
}

function wholeNumber(name: keyof typeof numbers, given: ReadonlyMap<string, string>): number {
  const { from, to, or } = numbers[name];
  const text = given.get(name);
  if (text === undefined) return or;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new RangeError(`--${name} is a whole number from ${from} to ${to}, given "${text}"`);
  }
  return value;
}

export function replayCommand({ seed, banks, days, doorsPerBank, scanHours, mishapsText }: Settings): string {
  const { or } = numbers['scan-hours'];
  const scans = scanHours === undefined || scanHours === or ? '' : ` --scan-hours ${scanHours}`;
  return `npm run sim -- --seed ${seed} --banks ${banks} --days ${days} --doors ${doorsPerBank}${scans} --mishaps ${mishapsText}`;
}

/** Life's banks scan every hour: a quarter of that keeps a story fast, and all that is found is found by the second scan. */
export const defaultScanHours = numbers['scan-hours'].or;

import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { talliesOf } from '../../domain/reports/operations.js';
import type { Case, Played, Sites } from '../../simulator/fleet/play.js';
import { assumedRates, type NamedRate, type RateName } from '../../simulator/fleet/rates.js';
import { percent, type Table } from '../part.js';

/** A rate is played at half of what is assumed, and at twice. */
const halfAndTwice = [0.5, 2] as const;

/** The same groups of banks as in the fleet, with one assumed rate changed. */
export interface Replay {
  name: RateName;
  halved: readonly Played[];
  doubled: readonly Played[];
}

type Play = (groups: Sites[]) => Promise<readonly (Played | undefined)[]>;

/** Plays these groups again for each rate; a rate whose groups were not all played (there was no time) is left out. */
export async function replayRates(names: readonly RateName[], groups: readonly Sites[], play: Play): Promise<Replay[]> {
  const changed = names.flatMap((name) => halfAndTwice.map((factor) => ({ [name]: factor })));
  const played = await play(changed.flatMap((factors) => groups.map((sites) => ({ ...sites, factors }))));
  const size = groups.length;
  const runAt = (i: number) => played.slice(i * size, (i + 1) * size).filter((group) => group !== undefined);
  const replays = names.map((name, i) => ({ name, halved: runAt(2 * i), doubled: runAt(2 * i + 1) }));
  return replays.filter(({ halved, doubled }) => halved.length === size && doubled.length === size);
}

/** Rates that brought something about: another one has nothing to move. */
export const ratesIn = (cases: readonly Case[]): RateName[] =>
  assumedRates.flatMap(({ name }) => (cases.some(({ origin }) => origin === name) ? [name] : []));

export function replayTable(asAssumed: readonly Played[], replays: readonly Replay[]): Table {
  const banks = asAssumed.reduce((sum, group) => sum + group.banks, 0);
  const now = ratesOf(asAssumed);
  return {
    title:
      `Each assumed rate halved and doubled, and ${banks} of the banks played again: ` +
      `the rate over all, and without inherent visits (as assumed: ${shown(now.all)} and ${shown(now.others)})`,
    head: [
      'assumed rate',
      'value',
      'incidents by it: halved',
      'as assumed',
      'doubled',
      'all, halved',
      'all, doubled',
      'without inherent, halved',
      'without inherent, doubled',
    ],
    rows: replays.map((replay) => rowOf(asAssumed, replay)),
  };
}

function rowOf(asAssumed: readonly Played[], { name, halved, doubled }: Replay): string[] {
  const { value, per } = assumedRates.find((rate) => rate.name === name) as NamedRate;
  const runs = [halved, asAssumed, doubled];
  const incidents = runs.map((run) => casesOf(run).filter(({ origin }) => origin === name).length);
  const moved = (of: keyof Rates) => [halved, doubled].map((run) => movedTo(asAssumed, run, of));
  return [name, `${value} a ${per}`, ...incidents.map(String), ...moved('all'), ...moved('others')];
}

interface Rates {
  all: number | undefined;
  others: number | undefined;
}

function ratesOf(run: readonly Played[]): Rates {
  const cases = casesOf(run);
  const others = cases.filter((one) => !hasInherentVisit(one));
  return { all: talliesOf(cases).all.remoteResolutionRate, others: talliesOf(others).all.remoteResolutionRate };
}

const casesOf = (run: readonly Played[]): Case[] => run.flatMap(({ cases }) => cases);
const shown = (rate: number | undefined): string => (rate === undefined ? '' : percent(rate));

/** The rate, and in points how far that is from what it is as assumed, with the standard error of the difference. */
function movedTo(asAssumed: readonly Played[], run: readonly Played[], of: keyof Rates): string {
  const { difference, error } = differenceOf(asAssumed, run, of);
  const points = (share: number) => (share * 100).toFixed(1);
  const byChance = error === undefined ? '' : ` ± ${points(error)}`;
  return `${shown(ratesOf(run)[of])} (${difference < 0 ? '' : '+'}${points(difference)}${byChance})`;
}

/**
 * Groups are pairs, each of the same banks with the same seed, so the standard error is that of their differences: the
 * jackknife, which leaves out one pair after the other. One pair alone has none.
 */
export function differenceOf(
  asAssumed: readonly Played[],
  run: readonly Played[],
  of: keyof Rates,
): { difference: number; error: number | undefined } {
  const pairs = asAssumed.length;
  const between = (left?: number) => {
    const kept = (groups: readonly Played[]) => ratesOf(groups.filter((_, i) => i !== left))[of] ?? 0;
    return kept(run) - kept(asAssumed);
  };
  if (pairs < 2) return { difference: between(), error: undefined };
  const without = asAssumed.map((_, i) => between(i));
  const mean = without.reduce((sum, one) => sum + one, 0) / pairs;
  const squares = without.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { difference: between(), error: Math.sqrt(((pairs - 1) / pairs) * squares) };
}

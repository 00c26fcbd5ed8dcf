import type { Case } from '../../simulator/fleet/play.js';
import { assumedChances, type AssumedChance, type Draw } from '../../simulator/fleet/draws.js';
import { percent, type Table } from '../part.js';
import { shareOf } from './by-cause.js';
import { ratesWeighed, type Weighed } from './weighing.js';

/**
 * Each assumed chance that something tried from afar is in vain, at half and at twice its odds: as if for each time that it helped there were half or
 * twice as many at which it did not. Odds, and not the chance itself: twice a chance of 0.6 is none, and of what mostly helps they are nearly the
 * same. A row of which the fleet has only times that it helped, or only others, has no figures: what is not there can't be weighed.
 */
export function chancesTable(cases: readonly Case[]): Table {
  const rows = assumedChances.flatMap((chance) => {
    const drawn = cases.flatMap(({ draws }) => draws.filter(({ of }) => of === chance.name));
    const failed = drawn.filter(({ hasFailed }) => hasFailed).length;
    if (chance.fails === 0) return [];
    const isBoth = failed > 0 && failed < drawn.length;
    const [half, twice] = [0.5, 2].map((factor) => ratesWithOdds(cases, chance, factor)) as [Weighed, Weighed];
    const rates = [half.all, twice.all, half.others, twice.others].map(isBoth ? shareOf : () => '–');
    const fails = [chance.fails, ...[0.5, 2].map((factor) => atOdds(chance.fails, factor))].map(percent);
    return [[chance.what, ...fails, String(drawn.length), String(failed), ...rates]];
  });
  return {
    title:
      'Each assumed cure and answer in vain at half and at twice the odds: the rate over all, and without inherent visits',
    head: [
      'assumed',
      'in vain',
      'at half the odds',
      'at twice',
      'times in incidents',
      'of these in vain',
      'all, half',
      'all, twice',
      'without inherent, half',
      'without inherent, twice',
    ],
    rows,
  };
}

/** The chance whose odds are so many times those of this one. */
export const atOdds = (chance: number, factor: number): number => (factor * chance) / (1 - chance + factor * chance);

/**
 * The plain rates, were the odds that it fails so many times as high. An incident counts with the likelihood of what was drawn for it then over that now: p'/p where it
 * failed, (1 − p')/(1 − p) where not (importance sampling); and all of those for which it was drawn count together as many as they are. As many would be tried, and what
 * came out more often than assumed, of a few draws, would else pass for what follows.
 */
export function ratesWithOdds(
  cases: readonly Case[],
  { name, fails }: Pick<AssumedChance, 'name' | 'fails'>,
  factor: number,
): Weighed {
  const then = atOdds(fails, factor);
  const ratioOf = ({ hasFailed }: Draw) => (hasFailed ? then / fails : (1 - then) / (1 - fails));
  const likelihoodOf = ({ draws }: Case) =>
    draws.reduce((ratio, draw) => (draw.of === name ? ratio * ratioOf(draw) : ratio), 1);
  const isDrawn = ({ draws }: Case) => draws.some(({ of }) => of === name);
  const drawn = cases.filter(isDrawn);
  const scale = drawn.length / drawn.reduce((sum, one) => sum + likelihoodOf(one), 0);
  return ratesWeighed(cases, (one) => (isDrawn(one) ? scale * likelihoodOf(one) : 1));
}

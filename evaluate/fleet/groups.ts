import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Played, Sites } from '../../simulator/fleet/play.js';

/** So many kinds of doors the town has, by their sensors: a group has one bank of each. */
export const banksPerGroup = 7;

/** The fleet as groups of sites, each with a seed of its own: the first groups of a larger fleet are those of a smaller one. */
export function groupsOf({ banks, seed, ...sites }: Sites): Sites[] {
  const count = Math.ceil(banks / banksPerGroup);
  return Array.from({ length: count }, (_, i) => ({
    ...sites,
    seed: seed * 1_000 + i,
    banks: Math.min(banksPerGroup, banks - i * banksPerGroup),
  }));
}

export interface Playing {
  /** Groups at once, each in a process of its own. */
  players: number;
  /** No further group is begun after so long, milliseconds. */
  forMs: number;
  /** `tookMs`: since the first was begun. */
  onPlayed(done: number, of: number, tookMs: number): void;
}

/** Plays one group after the other by each player, and answers in their order; of a group that was not begun, with undefined. */
export async function playGroups(
  groups: readonly Sites[],
  { players, forMs, onPlayed }: Playing,
): Promise<(Played | undefined)[]> {
  const startedMs = performance.now();
  const played = groups.map((): Played | undefined => undefined);
  let [next, done] = [0, 0];
  const goOn = async (): Promise<void> => {
    while (next < groups.length && performance.now() - startedMs < forMs) {
      const at = next++;
      played[at] = await playApart(groups[at]!);
      onPlayed(++done, groups.length, performance.now() - startedMs);
    }
  };
  await Promise.all(Array.from({ length: players }, goOn));
  return played;
}

const inProject = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** In a process of its own, whose memory goes with it. */
function playApart(sites: Sites): Promise<Played> {
  return new Promise((resolve, reject) => {
    const child = fork(inProject('bin/run.js'), ['evaluate/fleet/player.ts', JSON.stringify(sites)]);
    child.once('message', (played) => resolve(played as Played));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the player of seed ${sites.seed} ended with ${code}`)));
  });
}

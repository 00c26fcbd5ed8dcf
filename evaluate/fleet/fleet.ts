import type { Played } from '../../simulator/fleet/play.js';

export type Fleet = Omit<Played, 'violations'> & { violations: string[] };

/** Groups of sites as one fleet. */
export function fleetOf(groups: readonly Played[]): Fleet {
  const fleet: Fleet = { banks: 0, lives: 0, cases: [], differences: [], visits: 0, struck: {}, violations: [] };
  for (const { banks, lives, cases, differences, visits, struck, violations } of groups) {
    fleet.banks += banks;
    fleet.lives += lives;
    fleet.visits += visits;
    fleet.cases.push(...cases);
    fleet.differences.push(...differences);
    fleet.violations.push(...violations.map(({ invariant, detail }) => `${invariant}: ${detail}`));
    for (const [name, count] of Object.entries(struck)) {
      const key = name as keyof Fleet['struck'];
      fleet.struck[key] = (fleet.struck[key] ?? 0) + count;
    }
  }
  return fleet;
}

import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { talliesOf } from '../../domain/reports/operations.js';
import type { Case } from '../../simulator/fleet/play.js';

export interface Weighed {
  all: number | undefined;
  /** Without inherent visits. */
  others: number | undefined;
}

/** The plain rates, were each case to count so many times. */
export function ratesWeighed(cases: readonly Case[], weightOf: (one: Case) => number): Weighed {
  const rateOf = (of: readonly Case[]) => {
    const [decided, mended] = [...byWeight(of, weightOf)].reduce(
      ([decided, mended], [weight, alike]) => {
        const { decided: more, mendedRemotely } = talliesOf(alike).all;
        return [decided + weight * more, mended + weight * mendedRemotely];
      },
      [0, 0],
    );
    return decided === 0 ? undefined : mended / decided;
  };
  return { all: rateOf(cases), others: rateOf(cases.filter((one) => !hasInherentVisit(one))) };
}

function byWeight(cases: readonly Case[], weightOf: (one: Case) => number): Map<number, Case[]> {
  const groups = new Map<number, Case[]>();
  for (const one of cases) {
    const weight = weightOf(one);
    const alike = groups.get(weight) ?? [];
    groups.set(weight, alike);
    alike.push(one);
  }
  return groups;
}

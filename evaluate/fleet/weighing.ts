import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { talliesOf } from '../../domain/reports/operations.js';
import type { Case } from '../../simulator/fleet/play.js';
import { groupBy } from '../group-by.js';

export interface Weighed {
  all: number | undefined;
  /** Without inherent visits. */
  others: number | undefined;
}

/** The plain rates, were each case to count so many times. */
export function ratesWeighed(cases: readonly Case[], weightOf: (one: Case) => number): Weighed {
  const rateOf = (of: readonly Case[]) => {
    const [decided, mended] = [...groupBy(of, weightOf)].reduce(
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

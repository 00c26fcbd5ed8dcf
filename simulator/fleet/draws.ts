import type { FaultCase } from '../bank-hardware.js';
import { faults, type Fault, type FaultName } from '../faults/index.js';
import type { RemoteCure } from '../faults/fault.js';
import { answerShares } from './rates.js';

export type AnswerName = keyof typeof answerShares;
/** By what an assumed chance is known: the fault and the command that may cure it, or who is asked. */
export type ChanceName = `${FaultName} ${RemoteCure}` | AnswerName;

/** What was drawn, once, of an assumed chance for one incident, or for the fault behind it. */
export interface Draw {
  readonly of: ChanceName;
  /** The command cured nothing; who was asked never answered, or was wrong. */
  readonly hasFailed: boolean;
}

/** A chance that the fleet assumes of what is tried from afar. */
export interface AssumedChance {
  readonly name: ChanceName;
  /** For people to read. */
  readonly what: string;
  /** How often it fails, in [0, 1]. */
  readonly fails: number;
  readonly basis: string;
}

const ofAnswers: Record<AnswerName, string> = {
  courier: 'a courier answers',
  resident: 'a resident answers, or comes',
  again: 'who has not answered does so when asked once more',
  wrong: 'who answers is right',
};

/** Every chance of that kind, by name. A command that is no cure of a fault at all has none. */
export const assumedChances: readonly AssumedChance[] = [
  ...faults.flatMap(({ name, cures, curesBasis }: Fault) =>
    Object.entries(cures).map(([by, share]): AssumedChance => {
      const of = `${name as FaultName} ${by as RemoteCure}` as const;
      return { name: of, what: `${by} cures ${name}`, fails: 1 - share, basis: curesBasis };
    }),
  ),
  ...Object.entries(answerShares).map(([key, { value, basis }]): AssumedChance => {
    const name = key as AnswerName;
    return { name, what: ofAnswers[name], fails: name === 'wrong' ? value : 1 - value, basis };
  }),
];

/** What was drawn for this fault: of each command that was tried on it, at its first go. */
export function drawsOf({ name, fault, course }: FaultCase): Draw[] {
  const tried = (Object.keys(fault.cures) as RemoteCure[]).filter((by) => course.tries[by] !== undefined);
  return tried.map((by) => ({ of: `${name} ${by}`, hasFailed: course.end?.by !== by }));
}

import type { Judgement } from '../domain/sensing/verdict.js';
import type { Window } from '../domain/sensing/window.js';
import type { Item } from '../simulator/bank-sensors.js';
import { auditTwice, type Audited } from './audited-door.js';
import { settleDeposit, settlePickup, sumsOf, type Settled } from './door.js';
import type { WatchedBank, WatchedDoor } from './watched-bank.js';

/**
 * Right, or silent about it; wrong and known to be doubtful, by the sensors' health or by the answer's own word; or wrong and
 * held to be sure.
 */
export type Call = 'right' | 'unclear' | 'wrongButKnown' | 'silentWrong';

/** Where a decision may be disturbed: between a parcel's coming and its going, and while the door stands open. */
export type Moment = 'in the stay' | 'in the cycle';

export interface Questioned {
  bank: WatchedBank;
  door: WatchedDoor;
  /** What is brought, and what else lies there and is taken again: each well above the smallest item of every kind. */
  item: Item;
  other: Item;
  /** Called once as each moment passes. */
  passes: (moment: Moment) => void;
}

export interface Decision {
  readonly name: string;
  /** Whether anything happens between a deposit and this question. */
  readonly hasStay: boolean;
  /** No verdict of a door cycle, but a look at a door that stays shut: does it hold what its record says? */
  readonly isAudit: boolean;
  /** Whether a wrong answer tells a resident about nothing, or frees a door with a parcel in it. */
  readonly isCostly: boolean;
  readonly ask: (questioned: Questioned) => Call;
}

/** From this health on a sensor is sound: design, "judged by". */
const soundMin = 0.8;

const cycle = { hasStay: false, isAudit: false, isCostly: false };

export const decisions: readonly Decision[] = [
  { ...cycle, name: 'deposit of a parcel', ask: (at) => callOf(deposit(at, [at.item]), 'present') },
  { ...cycle, name: 'deposit of nothing', isCostly: true, ask: (at) => callOf(deposit(at, []), 'absent') },
  { ...cycle, name: 'pickup of all', hasStay: true, ask: (at) => callOf(pickup(at, []), 'absent') },
  {
    ...cycle,
    name: 'pickup that leaves one',
    hasStay: true,
    isCostly: true,
    ask: (at) => callOf(pickup(at, [at.item]), 'present'),
  },
  { ...cycle, name: 'audit of an empty door', isAudit: true, hasStay: true, ask: (at) => audit(at, []) },
  { ...cycle, name: 'audit of a parcel', isAudit: true, hasStay: true, ask: (at) => audit(at, [at.item]) },
];

const deposit = (at: Questioned, brought: Item[]): Settled =>
  settleDeposit(side(at, []), after(at, brought), { conditions: at.door.conditions() });

function pickup(at: Questioned, left: Item[]): Settled {
  const { conditions, brought } = { conditions: at.door.conditions(), brought: [at.item, at.other] };
  const sums = sumsOf(settleDeposit(side(at, []), side(at, brought), { conditions }));
  at.passes('in the stay');
  return settlePickup(sums, side(at, brought), after(at, left), { conditions });
}

/** Windows of the door with these things inside. */
function side({ bank, door }: Questioned, contents: readonly Item[]): () => Window[] {
  return () => {
    door.contents = contents;
    return door.windows(bank.around);
  };
}

const after = (at: Questioned, contents: readonly Item[]) => (): Window[] => {
  at.passes('in the cycle');
  return side(at, contents)();
};

function callOf({ judged }: Settled, truth: 'present' | 'absent'): Call {
  if (judged.verdict === truth) return 'right';
  if (judged.verdict === 'undecided') return 'unclear';
  return isSilent(judged) ? 'silentWrong' : 'wrongButKnown';
}

/** Past the threshold by the sensors alone that are held to be sound. */
function isSilent({ verdict, shares, upper, lower }: Judgement): boolean {
  const sound = shares.filter(({ health }) => health >= soundMin).reduce((sum, { llr }) => sum + llr, 0);
  return verdict === 'present' ? sound >= upper : sound <= lower;
}

/** Nothing comes or goes here while the door is shut: the record is right, and an incident is wrong, in doubt or not. */
const callOfAudit = {
  agrees: 'right',
  unclear: 'unclear',
  'in doubt': 'wrongButKnown',
  differs: 'silentWrong',
} as const satisfies Record<Audited, Call>;

/** What acts on an audit is the incident of its second look. */
function audit(at: Questioned, contents: Item[]): Call {
  const { bank, door } = at;
  const conditions = door.conditions();
  const came = contents.length > 0 && settleDeposit(side(at, []), side(at, contents), { conditions });
  door.contents = contents;
  const befalls = () => at.passes('in the stay');
  const said = auditTwice({ bank, door, sums: came ? sumsOf(came) : undefined, befalls });
  return callOfAudit[said];
}

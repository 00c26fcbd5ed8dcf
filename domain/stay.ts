/**
 * The states of a stay, and the whole table state × input → state. Every cell is filled: `–` says that the input decides
 * nothing there. A test runs the code against each cell. "Deposit cycle" is a door cycle under a lease of the deposit
 * visit, with the verdict that it leads to; "pickup cycle" and "return cycle" likewise, of a resident's and of a carrier's
 * visit; "other cycle" is one under a key or under nobody's right.
 *
 * Of a return: while the carrier's lease lasts, the resident's code is refused (`being-returned`); from then on it opens,
 * for the parcel may still be there. A return that did not come about, was seen not to, or that no sensor could see leaves
 * the parcel overdue and its door taken. Where a return was left unclear, no carrier is sent to that door again: a person who
 * says "absent" says that it went back, and one who finds it there marks it for return anew.
 *
 * Of a parcel that became another resident's: a cycle under a lease of the one before counts as an other cycle as well.
 *
 * A stay that has ended may not have ended after all: something lies in its door that nothing else explains, the door is held for that
 * ("held door"), and a named person says that it is its parcel. Then it is stored again, and the code that was told opens the door.
 *
 * Of a move to another door: the columns are those of the door that it leaves. A "move cycle" is one under the lease of a move
 * that is running; one that is over counts as an other cycle, so that what was taken out after all is missing. In the door
 * that it comes to the stay is an ordinary one; but a parcel that was taken out for it and is never seen to come is missing there.
 */
export const stayStates = [
  'reserved',
  'depositing',
  'deposit-unverified',
  'stored',
  'collecting',
  'pickup-unverified',
  'left-behind',
  'overdue',
  'returning',
  'moving',
  'missing',
  'cancelled',
  'collected',
  'returned',
  'moved',
  'written-off',
] as const;
export type StayState = (typeof stayStates)[number];

/** States that end a stay: its door may be offered again unless it is quarantined. */
export const endedStates: readonly StayState[] = ['cancelled', 'collected', 'returned', 'moved', 'written-off'];

const [R, D, U, S, C, P, L, O, G, V, M, X, K, T, Z, W] = stayStates;
const n = '–';
type Cell = StayState | '–';

// prettier-ignore
export const stayTable = {
  //                                      reser dep'g unver store coll p-unv left overd ret'g mov'g miss canc coll'd ret'd moved writ
  'deposit cycle, present':              [S, S, S, S, C, P, L, O, G, V, M, X, n, n, n, n],
  'deposit cycle, absent':               [U, U, U, S, C, P, L, O, G, V, M, X, n, n, n, n],
  'deposit cycle, absent, window over':  [X, X, X, S, C, P, L, O, G, V, M, X, n, n, n, n],
  'deposit cycle, undecided':            [U, U, U, S, C, P, L, O, G, V, M, X, n, n, n, n],
  'deposit sample, present':             [n, n, S, n, n, n, n, n, n, n, n, n, n, n, n, n],
  'deposit sample, absent':              [n, n, U, n, n, n, n, n, n, n, n, n, n, n, n, n],
  'deposit sample, unclear':             [n, n, U, n, n, n, n, n, n, n, n, n, n, n, n, n],
  'pickup cycle, absent':                [n, n, n, K, K, K, K, K, K, K, K, n, K, T, Z, n],
  'pickup cycle, present':               [n, n, n, L, L, L, L, L, G, V, L, n, K, T, Z, n],
  'pickup cycle, undecided':             [n, n, n, P, P, P, P, P, G, V, P, n, K, T, Z, n],
  'pickup sample, absent':               [n, n, n, n, n, K, n, n, n, n, n, n, n, n, n, n],
  'pickup sample, present':              [n, n, n, n, n, L, n, n, n, n, n, n, n, n, n, n],
  'pickup sample, unclear':              [n, n, n, n, n, L, n, n, n, n, n, n, n, n, n, n],
  'return cycle, absent':                [n, n, n, T, T, T, T, T, T, T, T, n, K, T, Z, n],
  'return cycle, present':               [n, n, n, S, C, P, L, O, O, V, M, n, K, T, Z, n],
  'return cycle, undecided':             [n, n, n, S, C, P, L, O, G, V, M, n, K, T, Z, n],
  'return sample, absent':               [n, n, n, n, n, n, n, n, T, n, n, n, n, n, n, n],
  'return sample, present':              [n, n, n, n, n, n, n, n, O, n, n, n, n, n, n, n],
  'return sample, unclear':              [n, n, n, n, n, n, n, n, O, n, n, n, n, n, n, n],
  'move cycle, absent':                  [n, n, n, n, n, n, n, n, n, Z, n, n, n, n, n, n],
  'move cycle, present':                 [n, n, n, n, n, n, n, n, n, S, n, n, n, n, n, n],
  'move cycle, undecided':               [n, n, n, n, n, n, n, n, n, V, n, n, n, n, n, n],
  'move sample, absent':                 [n, n, n, n, n, n, n, n, n, Z, n, n, n, n, n, n],
  'move sample, present':                [n, n, n, n, n, n, n, n, n, S, n, n, n, n, n, n],
  'move sample, unclear':                [n, n, n, n, n, n, n, n, n, S, n, n, n, n, n, n],
  'other cycle, absent':                 [R, D, U, M, C, P, M, M, G, V, M, X, K, T, Z, W],
  'other cycle, not absent':             [R, D, U, S, C, P, L, O, G, V, M, X, K, T, Z, W],
  'deposit confirmed':                   [n, n, S, n, n, n, n, n, n, n, n, n, n, n, n, n],
  'deposit cancelled':                   [X, X, X, n, n, n, n, n, n, n, n, n, n, n, n, n],
  're-open asked':                       [n, n, D, n, n, n, C, n, n, n, n, n, n, n, n, n],
  'code entered':                        [n, n, n, C, C, C, C, C, C, C, n, n, n, n, n, n],
  'open came to nothing':                [X, X, n, n, S, n, n, n, O, S, n, n, n, n, n, n],
  'door ajar':                           [D, D, U, S, C, P, L, O, G, V, M, X, K, T, Z, W],
  'watch, window running':               [R, D, U, n, C, P, L, n, G, V, n, n, n, n, n, n],
  'watch, window over':                  [R, D, U, n, S, L, S, n, O, S, n, n, n, n, n, n],
  'watch, window over, last absent':     [R, D, X, n, M, M, S, n, M, M, n, n, n, n, n, n],
  'next step, reminder':                 [n, n, n, S, C, P, n, n, n, n, n, n, n, n, n, n],
  'next step, overdue':                  [n, n, n, O, C, P, n, n, n, n, n, n, n, n, n, n],
  'person says present':                 [n, n, S, n, n, S, S, n, n, n, S, n, n, n, n, n],
  'person says present, held door':      [n, n, n, n, n, n, n, n, n, n, n, S, S, S, n, n],
  'person says absent':                  [X, X, X, M, K, K, K, M, T, n, n, n, n, n, n, n],
  'person writes off':                   [n, n, n, n, n, n, n, n, n, n, W, n, n, n, n, n],
  'person cancels':                      [X, X, X, n, n, n, n, n, n, n, n, n, n, n, n, n],
  'person holds':                        [n, n, n, S, n, n, n, S, n, n, n, n, n, n, n, n],
  'person extends':                      [n, n, n, S, n, n, n, S, n, n, n, n, n, n, n, n],
  'person reassigns':                    [n, n, n, S, n, n, n, S, n, n, n, n, n, n, n, n],
  'code re-issued':                      [n, n, n, S, C, P, L, O, n, n, n, n, n, n, n, n],
  'carrier asks to collect':             [n, n, n, n, n, n, n, G, n, n, n, n, n, n, n, n],
  'person marks for return':             [n, n, n, O, n, n, n, O, n, n, n, n, n, n, n, n],
  'person moves':                        [n, n, n, V, n, n, n, V, n, n, n, n, n, n, n, n],
  'bank is full':                        [n, n, n, n, n, n, n, O, n, n, n, n, n, n, n, n],
} satisfies Record<string, Cell[]>;

export type StayInput = keyof typeof stayTable;

/** The state that an input leads to, or undefined where it decides nothing. */
export function stateAfter(state: StayState, input: StayInput): StayState | undefined {
  const cell = (stayTable[input] as readonly Cell[])[stayStates.indexOf(state)];
  return cell === undefined || cell === n ? undefined : cell;
}

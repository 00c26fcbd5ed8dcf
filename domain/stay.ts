/**
 * The states of a stay, and the whole table state × input → state. Every cell is filled, with the letter of a state: `-` says
 * that the input decides nothing there. A test runs the code against each cell. "Deposit cycle" is a door cycle under a lease
 * of the deposit visit, with the verdict that it leads to; "pickup cycle" and "return cycle" likewise, of a resident's and of a
 * carrier's visit; "other cycle" is one under a key or under nobody's right.
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
 * Where nobody can say whether a deposit brought anything, a named person may say just that ("unknown"): it is stored as one that no
 * sensor saw, and its resident is told that a parcel may lie there, with the code, and looks. Where a person looks first and finds nothing
 * ("unsure"), it never came: the deposit is called off, and nothing is missing.
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

/** A letter for each state, in their order, as the table's rows have them: N is `cancelled`, K `collected`, T `returned`, Z `moved`. */
const letters = 'RDUSCPLOGVMNKTZW';

// prettier-ignore
export const stayTable = {
  //                                      RDUSCPLOGVMNKTZW
  'deposit cycle, present':              'SSSSCPLOGVMN----',
  'deposit cycle, absent':               'UUUSCPLOGVMN----',
  'deposit cycle, absent, window over':  'NNNSCPLOGVMN----',
  'deposit cycle, undecided':            'UUUSCPLOGVMN----',
  'deposit sample, present':             '--S-------------',
  'deposit sample, absent':              '--U-------------',
  'deposit sample, unclear':             '--U-------------',
  'pickup cycle, absent':                '---KKKKKKKK-KTZ-',
  'pickup cycle, present':               '---LLLLLGVL-KTZ-',
  'pickup cycle, undecided':             '---PPPPPGVP-KTZ-',
  'pickup sample, absent':               '-----K----------',
  'pickup sample, present':              '-----L----------',
  'pickup sample, unclear':              '-----L----------',
  'return cycle, absent':                '---TTTTTTTT-KTZ-',
  'return cycle, present':               '---SCPLOOVM-KTZ-',
  'return cycle, undecided':             '---SCPLOGVM-KTZ-',
  'return sample, absent':               '--------T-------',
  'return sample, present':              '--------O-------',
  'return sample, unclear':              '--------O-------',
  'move cycle, absent':                  '---------Z------',
  'move cycle, present':                 '---------S------',
  'move cycle, undecided':               '---------V------',
  'move sample, absent':                 '---------Z------',
  'move sample, present':                '---------S------',
  'move sample, unclear':                '---------S------',
  'other cycle, absent':                 'RDUMCPMMGVMNKTZW',
  'other cycle, not absent':             'RDUSCPLOGVMNKTZW',
  'deposit confirmed':                   '--S-------------',
  'deposit confirmed, in another door':  '--N-------------',
  'deposit cancelled':                   'NNN-------------',
  're-open asked':                       '--D---C---------',
  'code entered':                        '---CCCCCCC------',
  'open came to nothing':                'NN--S---OS------',
  'door ajar':                           'DDUSCPLOGVMNKTZW',
  'watch, window running':               'RDU-CPL-GV------',
  'watch, window over':                  'RDU-SLS-OS------',
  'watch, window over, last absent':     'RDN-MMS-MM------',
  'next step, reminder':                 '---SCP----------',
  'next step, overdue':                  '---OCP----------',
  'person says present':                 '--S--SS---S-----',
  'person says present, held door':      '-----------SSS--',
  'person says unknown':                 '--S-------------',
  'person says unknown, held door':      '-----------S----',
  'person says absent':                  'NNNMKKKMT-------',
  'person says absent, unsure':          '---NKKKNN-------',
  'person writes off':                   '----------W-----',
  'person cancels':                      'NNN-------------',
  'person holds':                        '---S---S--------',
  'person extends':                      '---S---S--------',
  'person reassigns':                    '---S---S--------',
  'code re-issued':                      '---SCPLO--------',
  'carrier asks to collect':             '-------G--------',
  'person marks for return':             '---O---O--------',
  'person moves':                        '---V---V--------',
  'bank is full':                        '-------O--------',
} satisfies Record<string, string>;

export type StayInput = keyof typeof stayTable;

/** The state that an input leads to, or undefined where it decides nothing. */
export const stateAfter = (state: StayState, input: StayInput): StayState | undefined =>
  stayStates[letters.indexOf(stayTable[input].charAt(stayStates.indexOf(state)))];

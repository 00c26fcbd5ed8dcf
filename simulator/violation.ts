/** What must hold. Most after every step, for what the step touched; the last group once nothing is in flight. */
export const invariantNames = [
  'one request opens one door',
  'no door opens after its lease',
  'nothing opens before its commit',
  'nothing is shown before its commit',
  'one live stay a door',
  'a parcel lies in at most one place',
  'a record follows its parcel',
  'what was decided decides nothing again',
  'no reminder is claimed after evidence of pickup',
  'nobody is reminded in quiet hours or on hold',
  'nobody is reminded of what a carrier takes',
  'room is asked for once a day at most',
  'a reminder is sent at most once',
  'the manager is told once a parcel',
  'no empty deposit is announced',
  'no parcel within reach of the sensors is called absent',
  'collected means that all is gone',
  'returned means that all is gone',
  'no compartment is offered with a parcel in it',
  'no broken sensor makes a silent wrong verdict',
  'what is found in a door is so',
  'custody is one chain',
  'told again only after a crash or a lost answer',
  'a stored stay has one valid code',
  'a code that was told opens its door',
  'no error but those that were injected',
  'a message reaches whom it is for',
  'a bank with room takes a parcel',
  'what waits is reminded of',
  'most of what is due is told',
  'most honest deposits are seen',
  'a replaced code opens nothing',
  'a door opens for whom its parcel is',
  'moved out means that all is gone',
  'a moved parcel is told',
  'nothing is overdue before its deadline',
  'a withdrawn parcel gets no door',
  'what cannot be read is counted',
  'what cannot be read decides nothing',
  'a stored stay is told',
  'a returned stay is told',
  'every outbox empties',
  'what a verdict rests on is kept',
  'every custody chain verifies',
  'every visit ends',
  'one open incident a cause and place',
  'an incident owes nothing in the end',
  'an open incident waits for something',
] as const;
export type InvariantName = (typeof invariantNames)[number];

export interface Violation {
  invariant: InvariantName;
  detail: string;
  atMs: number;
}

export type Violate = (invariant: InvariantName, detail: string) => void;

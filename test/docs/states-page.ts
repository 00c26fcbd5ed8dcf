import { stateAfter, stayStates, stayTable, type StayInput } from '../../domain/stay.js';

/** docs/states.md: the table of `domain/stay.ts`, for whoever reads no TypeScript. */
export function statesPage(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const inputs = Object.keys(stayTable) as StayInput[];
  return [
    ...head,
    row(['input', ...stayStates]),
    row(['---', ...stayStates.map(() => '---')]),
    ...inputs.map((input) => row([input, ...stayStates.map((state) => cellOf(stateAfter(state, input), state))])),
    '',
  ].join('\n');
}

const cellOf = (next: string | undefined, state: string): string =>
  next === undefined ? '–' : next === state ? '·' : next;

const head = [
  '# The states of a stay',
  '',
  'What an input makes of a stay, by the state that it is in: `–` decides nothing, `·` is decided on and leaves the state as it is. Made from the table of `domain/stay.ts`, whose head says what the',
  'inputs are; `test/domain/stay.test.ts` plays each cell on the code, and `npx vitest run test/docs -u` writes this page.',
  '',
  '- A **deposit cycle** is a door cycle under a lease of the courier’s visit, with the verdict that it leads to; a **pickup cycle** is one of the resident’s, a **return cycle** of a carrier’s, a **move cycle** of whoever',
  '  moves the parcel; an **other cycle** is under a key, or under nobody’s right. A **sample** is a further window of a cycle that is undecided.',
  '- A **watch** is the timer of a visit, a **next step** that of the reminders ([timers.md](timers.md)). **Last absent**: the parcel was seen to be gone.',
  '',
];

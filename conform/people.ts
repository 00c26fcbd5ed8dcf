/** What somebody at the bank is asked to do. */
export type Ask =
  | { what: 'use-door'; compartmentId: string }
  | { what: 'leave-door'; compartmentId: string }
  | { what: 'leave-open'; compartmentId: string; seconds: number }
  | { what: 'key'; compartmentId: string }
  | { what: 'deposit'; courierCode: string; unit: string }
  | { what: 'pickup'; code: string }
  | { what: 'look'; lines: readonly string[] }
  | { what: 'tap'; choice: string };

/** Whoever stands at the bank. `no`: it cannot be done here, or was not so. */
export interface People {
  ask(ask: Ask): Promise<'yes' | 'no' | 'cannot'>;
}

/**
 * The bank under test plays its people itself: whenever a lock lets go, the door is pulled and shut again after 2 s, but
 * nobody pulls the second door of bank.json, and the third one is left open for 70 s (310 s with --long). The first choice
 * that a screen offers is tapped.
 */
export const simulatedPeople: People = {
  ask: async ({ what }) => (['use-door', 'leave-door', 'leave-open', 'tap'].includes(what) ? 'yes' : 'cannot'),
};

/** Somebody who reads the terminal: asked before the command is sent, so that they are at the door in time. */
export function peopleAtTerminal(question: (text: string) => Promise<string>): People {
  return {
    async ask(ask) {
      const isLook = ask.what === 'look';
      const answer = await question(
        `  ${wordsOf(ask)}\n  ${isLook ? '[y]es, [n]o' : 'Enter when you are there'}, [s]kip: `,
      );
      if (/^s/i.test(answer)) return 'cannot';
      return isLook && !/^y/i.test(answer) ? 'no' : 'yes';
    },
  };
}

function wordsOf(ask: Ask): string {
  switch (ask.what) {
    case 'use-door':
      return `Go to door ${ask.compartmentId}: when its lock clicks, open it, put something in, and shut it again.`;
    case 'leave-door':
      return `Stay away from door ${ask.compartmentId}: it will click, and nobody is to pull it.`;
    case 'leave-open':
      return `Go to door ${ask.compartmentId}: when its lock clicks, open it, leave it open for ${ask.seconds} s, then shut it.`;
    case 'key':
      return `Open door ${ask.compartmentId} with its mechanical key, and shut it again.`;
    case 'deposit':
      return `At the screen, be a courier: code ${ask.courierCode}, unit ${ask.unit}, size S.`;
    case 'pickup':
      return `At the screen, be a resident: enter the code ${ask.code}.`;
    case 'look':
      return `Does the screen show: ${ask.lines.join(' / ')}?`;
    case 'tap':
      return `Tap "${ask.choice}" on the screen.`;
    default:
      return ask satisfies never;
  }
}

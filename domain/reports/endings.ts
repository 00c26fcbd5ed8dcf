import type { Incident } from '../incident/incident.js';

/** What ended an incident from afar, the surest word of a mend first. */
export const endings = ['worked', 'seenOver', 'done', 'trialTime', 'untried', 'explained', 'person'] as const;

/**
 * How many ended how. `worked`: its door was on trial, and was seen to work; `seenOver`: its cause was seen to be over after something
 * was tried or somebody told; `done`: the bank said so of a command; `trialTime`: nobody used its door until the trial was over; `untried`:
 * it was over before anything was tried; `explained`: it was put down to another incident; `person`: a named person said so.
 */
export type Ending = (typeof endings)[number];
export type Endings = Record<Ending, number>;

export type Ended = Pick<Incident, 'resolution' | 'position' | 'acts' | 'told' | 'answered'>;

export function endingsOf(ended: readonly Ended[]): Endings {
  const all = ended.map(endingOf);
  const count = (ending: Ending) => all.filter((one) => one === ending).length;
  return Object.fromEntries(endings.map((ending) => [ending, count(ending)])) as Endings;
}

function endingOf(one: Ended): Ending | undefined {
  switch (one.resolution?.by) {
    case 'over':
      if (one.position.trialSinceMs !== undefined) return 'worked';
      return wasTried(one) ? 'seenOver' : 'untried';
    case 'trial':
      return 'trialTime';
    default:
      return one.resolution?.by;
  }
}

/** A command was sent or answered, somebody was told, or a person acted. */
const wasTried = ({ position, acts, told, answered }: Ended): boolean =>
  position.commandId !== undefined || acts.length + told.length + answered.length > 0;

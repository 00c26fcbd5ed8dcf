import type { CheckId } from '../catalogue.js';
import type { People } from '../people.js';
import type { Given, Heard, Json, Session } from '../session.js';
import type { Verdicts } from '../verdicts.js';

/** What a scene is played with. */
export interface Stage {
  readonly session: Session;
  readonly verdicts: Verdicts;
  readonly people: People;
  /** Also what takes minutes. */
  readonly isLong: boolean;
  /** How long the bank may take to come, the first time. */
  readonly patienceMs: number;
  tell(line: string): void;
}

export type Scene = (stage: Stage) => Promise<void>;

/** A door cycle as it was heard, and the command under which it came. */
export interface Cycle {
  readonly given: Given;
  readonly opened: Heard | undefined;
  readonly closed: Heard | undefined;
}

/** A person pulls within this time, in one of three pulses. */
const pulledWithinMs = 65_000;
const shutWithinMs = 180_000;

export const doorOf = ({ session }: Stage, n: number): string | undefined => session.config.doors[n]?.compartmentId;

export const leaseOf = (compartmentId: string): string => `${compartmentId}-conform-1`;

export const openFields = (compartmentId: string): Json => ({ compartmentId, leaseId: leaseOf(compartmentId) });

export const sendOpen = ({ session }: Stage, compartmentId: string): Given =>
  session.send('open', openFields(compartmentId));

/** Is this a message about the door under this command? */
export const isUnder =
  ({ commandId }: Given, type: string) =>
  (heard: Heard): boolean =>
    heard.type === type && (heard.message['authority'] as Json | undefined)?.['commandId'] === commandId;

export const hearOpened = ({ session }: Stage, given: Given): Promise<Heard | undefined> =>
  session.hear(isUnder(given, 'door-opened'), pulledWithinMs, given.from);

export const hearClosed = ({ session }: Stage, given: Given): Promise<Heard | undefined> =>
  session.hear(isUnder(given, 'door-closed'), shutWithinMs, given.from);

/** A door that is opened, used and shut: undefined where nobody is there to do it. */
export async function playCycle(stage: Stage, compartmentId: string): Promise<Cycle | undefined> {
  if ((await stage.people.ask({ what: 'use-door', compartmentId })) !== 'yes') return undefined;
  const given = sendOpen(stage, compartmentId);
  const opened = await hearOpened(stage, given);
  return { given, opened, closed: opened && (await hearClosed(stage, given)) };
}

/** What came in answer, in a word, for a failed check. */
export function answered(answer: Heard | undefined): string {
  if (!answer) return 'no command-result came';
  const { outcome, reason, attempts } = answer.message as Record<string, string | number | undefined>;
  const counted = attempts === undefined ? undefined : `${attempts} attempts`;
  const more = [reason, counted].filter((part) => part !== undefined).join(', ');
  return more ? `${outcome} (${more})` : `${outcome}`;
}

export const outcomeOf = (answer: Heard | undefined): unknown => answer?.message['outcome'];

/** Kinds of the bank's profile of which there is no window here. */
export function kindsMissing({ session }: Stage, windows: unknown): string[] {
  const kinds = ((windows as Json[] | undefined) ?? []).map(({ kind }) => kind);
  return session.config.profile.split('+').filter((kind) => !kinds.includes(kind));
}

/** What cannot be tried is said so, with its reason. */
export const leave = ({ verdicts }: Stage, why: string, ...ids: CheckId[]): void => verdicts.leave(ids, why);
export const nobody = 'nobody there to do it';

import { incidentIdOf, type CompartmentId } from '../../domain/ids.js';
import type { Cause } from '../../domain/exceptions/cause.js';
import { isOpen, type Incident } from '../../domain/incident/incident.js';
import type { Dispatch, IncidentInput, IncidentRefusal, Resolve } from '../../domain/incident/input.js';
import type { Refusal } from '../../domain/decide/decision.js';
import { situationAt } from '../catalogue.js';
import { decideAt, report } from '../raise.js';
import type { CommandRow, LoadedIncident, Ports } from '../ports.js';
import type { BankRow } from '../registry-ports.js';
import { isStale, type IfMatch } from './if-match.js';
import { madeFrom } from './create-once.js';
import { giveCommand, type CommandAsked } from './give-command.js';
import type { ApiRefusal } from './refusals.js';

type Refused<Why = never> = { refusal: IncidentRefusal | ApiRefusal | Why };

/** A person sends somebody, or says that it is mended. The same again is once. */
export async function decideByPerson(
  ports: Ports,
  incident: Incident,
  input: Dispatch | Resolve,
  ifMatch?: IfMatch,
): Promise<Incident | Refused> {
  // Held against what each attempt decides on: somebody else's decision may come between.
  const isAsRead = (now: LoadedIncident) => !isStale(ifMatch, now);
  return outcomeOf(await decideAt(ports, incident, input, isAsRead), incident);
}

/** The same, of one that is still as the person has read it. */
export async function decideAsRead(
  ports: Ports,
  loaded: LoadedIncident,
  input: Dispatch | Resolve,
  ifMatch: IfMatch,
): Promise<LoadedIncident | Refused> {
  const decided = await decideByPerson(ports, loaded.incident, input, ifMatch);
  return 'refusal' in decided ? decided : ((await ports.incidents.load(decided)) ?? { refusal: 'not-found' });
}

/**
 * A person tries something from afar: a command like any other that they give, which the incident then waits for. Given and
 * noted under one id, so a request that died between the two does the rest when it comes again.
 */
export async function actOn(
  ports: Ports,
  incident: Incident,
  asked: Omit<CommandAsked, 'incidentId'>,
): Promise<{ incident: Incident; command: CommandRow } | Refused<Refusal>> {
  if (!isOpen(incident)) return { refusal: 'incident-not-now' };
  const given = await giveCommand(ports, { ...asked, incidentId: incidentIdOf(incident) });
  if ('refusal' in given) return given;
  const { command } = given;
  const { commandId, type, by: actor } = command;
  const input: IncidentInput = { type: 'act', commandId, command: type, actor, nowMs: asked.times.nowMs };
  const acted = outcomeOf(await decideAt(ports, incident, input), incident);
  return 'refusal' in acted ? acted : { incident: acted, command };
}

function outcomeOf(
  { refusal, incident, isStale: isLate }: Awaited<ReturnType<typeof decideAt>>,
  before: Incident,
): Incident | Refused {
  if (isLate) return { refusal: 'changed-since-read' };
  return refusal ? { refusal } : (incident ?? before);
}

export interface Reported {
  cause: Cause;
  bank: BankRow;
  compartmentId?: CompartmentId | undefined;
  actor: string;
  /** The caller's Idempotency-Key. */
  key: string;
  nowMs: number;
}

/** For so long the same key with another report is a conflict. */
const keptForMs = 24 * 3_600_000;

interface Reporting {
  incident: Incident;
  /** False where it is one more sighting, or came before. */
  isNew: boolean;
}

/**
 * What only people see: they report it. The same key is once; while an incident of that cause is open at that place, the
 * report is one more sighting of it.
 */
export async function reportIncident(
  ports: Ports,
  { cause, bank, compartmentId, actor, key, nowMs }: Reported,
): Promise<Reporting | Refused> {
  if (compartmentId && !bank.doors.some((door) => door.compartmentId === compartmentId))
    return { refusal: 'unknown-compartment' };
  const { playbook, scope } = await situationAt(cause);
  const isOfItsScope = (scope !== 'bank') === (compartmentId !== undefined);
  if (!playbook || !isOfItsScope) return { refusal: 'not-reportable' };
  const place = { bankId: bank.id, compartmentId };
  const reportId = ports.digest.id(`${bank.siteId}|${actor}|${key}`);
  const isOurs = await ports.incidents.claimReport(
    reportId,
    madeFrom(ports.digest, { cause, place }),
    nowMs + keptForMs,
  );
  if (!isOurs) return { refusal: 'idempotency-key-reused' };
  const { incident, events } = await report(ports, {
    cause,
    place,
    status: 'standing',
    key: `person-${reportId}`,
    occurredAtMs: nowMs,
  });
  const isNew = events[0]?.type === 'incident-raised';
  return incident ? { incident, isNew } : { refusal: 'not-found' };
}

/**
 * Ids. They follow from natural keys, so that the same happening always makes the same id: a stay from its door, parcel
 * and request; a lease from its stay; a command and a timer from their lease. Whoever holds such a command's id can
 * therefore say which compartment it was for, without a look-up; of a command that a person gave, its row says so.
 */
type Brand<Name extends string> = string & { readonly brand: Name };

export type SiteId = Brand<'SiteId'>;
export type BankId = Brand<'BankId'>;
export type CompartmentId = Brand<'CompartmentId'>;
export type ParcelId = Brand<'ParcelId'>;
export type ResidentId = Brand<'ResidentId'>;
export type CourierId = Brand<'CourierId'>;
/** `<compartmentId>-<digest>`. */
export type StayId = Brand<'StayId'>;
/** `<stayId>-<n>`, n from 1: the nth right to open this compartment in this stay. */
export type LeaseId = Brand<'LeaseId'>;
/** `<slot>-<n>`: the nth case, from 1, of one cause at one place. */
export type IncidentId = Brand<'IncidentId'>;

export interface DoorKey {
  bankId: BankId;
  compartmentId: CompartmentId;
}

/** A door by one text, unique among all banks. */
export const doorName = ({ bankId, compartmentId }: DoorKey): string => `${bankId}/${compartmentId}`;

/** Where an incident is kept: the 16 characters that follow from its cause and place, and which case of it this is. */
export interface IncidentKey {
  slot: string;
  n: number;
}

/** What a bank and a person may call a thing: letters, digits, `_` and `-`; it stands in topics, names and keys. */
export const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,35}$/;
/** A compartment's label, `A07`. No hyphen, because ids that contain it are taken apart at their hyphens. */
export const compartmentPattern = /^[A-Za-z0-9]{1,8}$/;

export const stayIdOf = (compartmentId: CompartmentId, digest: string): StayId =>
  `${compartmentId}-${digest}` as StayId;
export const leaseIdOf = (stayId: StayId, n: number): LeaseId => `${stayId}-${n}` as LeaseId;
export const openCommandIdOf = (leaseId: LeaseId): string => `${leaseId}-open`;
/** A door may close several times under one lease, and each cycle may be in question. */
export const sampleCommandIdOf = (leaseId: LeaseId, doorCycle: number, n: number): string =>
  `${leaseId}-sample-${doorCycle}-${n}`;

/** Of a command that a person gives through the API: `c-<digest>` of who gives it at which bank under which key. */
export const apiCommandIdOf = (digest: string): string => `c-${digest}`;
export const isApiCommandId = (commandId: string): boolean => /^c-[a-z0-9]{1,32}$/.test(commandId);

/** Of what a heartbeat showed to be lacking: asked once by that heartbeat. */
export const resendCommandIdOf = (
  compartmentId: CompartmentId,
  fromDoorCycle: number,
  heartbeat: { bootCount: number; seq: number },
): string => `${compartmentId}-resend-${fromDoorCycle}-${heartbeat.bootCount}-${heartbeat.seq}`;
/** A bank may answer it, as any command: the door events are the answer that counts. */
export const isResendCommandId = (commandId: string): boolean =>
  /^[A-Za-z0-9]{1,8}-resend-\d{1,10}-\d{1,16}-\d{1,16}$/.test(commandId);

/** Of a second look at a door whose contents a scan found to differ from its record: asked once by that scan. */
export const auditCommandIdOf = (compartmentId: CompartmentId, scan: { bootCount: number; seq: number }): string =>
  `${compartmentId}-audit-${scan.bootCount}-${scan.seq}`;
/** The door that it was for, or undefined for another's. */
export const doorOfAudit = (commandId: string): CompartmentId | undefined =>
  /^([A-Za-z0-9]{1,8})-audit-\d{1,16}-\d{1,16}$/.exec(commandId)?.[1] as CompartmentId | undefined;

/**
 * Of a look at this door, asked for by a deposit beside it whose door closed on nothing: that stay, and its cycle. Asked once.
 */
export const besideCommandIdOf = (compartmentId: CompartmentId, { stayId, doorCycle }: Beside): string =>
  `${compartmentId}-beside-${stayId}-${doorCycle}`;

/** The deposit that a door is looked at for, which lies beside it. */
export interface Beside {
  stayId: StayId;
  doorCycle: number;
}

/** The door that is looked at, and what for; or undefined for another's command. */
export function parseBesideCommandId(
  commandId: string,
): { compartmentId: CompartmentId; beside: Beside & Pick<DoorKey, 'compartmentId'> } | undefined {
  const match = /^([A-Za-z0-9]{1,8})-beside-(([A-Za-z0-9]{1,8})-[a-z0-9]+)-(\d{1,10})$/.exec(commandId);
  if (!match) return undefined;
  const [, looked, stayId, found, doorCycle] = match;
  const beside = { stayId: stayId as StayId, compartmentId: found as CompartmentId, doorCycle: Number(doorCycle) };
  return { compartmentId: looked as CompartmentId, beside };
}

/** The parts of a command id of ours, or undefined for a stranger's. */
export interface CommandOfLease {
  compartmentId: CompartmentId;
  stayId: StayId;
  lease: number;
  verb: 'open' | 'sample';
  /** Of a sample: the door cycle in question, and which further window it is. */
  doorCycle: number;
  n: number;
}

const commandOfLease = /^(([A-Za-z0-9]{1,8})-[a-z0-9]+)-(\d{1,4})-(?:(open)|(sample)-(\d{1,10})-(\d{1,4}))$/;

export function parseCommandId(commandId: string): CommandOfLease | undefined {
  const match = commandOfLease.exec(commandId);
  if (!match) return undefined;
  const [, stayId, compartmentId, lease, , sample, doorCycle, n] = match;
  return {
    compartmentId: compartmentId as CompartmentId,
    stayId: stayId as StayId,
    lease: Number(lease),
    verb: sample ? 'sample' : 'open',
    doorCycle: Number(doorCycle ?? 0),
    n: Number(n ?? 0),
  };
}

/** The lease that a lease id names, or undefined. */
export function parseLeaseId(leaseId: string): { stayId: StayId; lease: number } | undefined {
  const match = /^(([A-Za-z0-9]{1,8})-[a-z0-9]+)-(\d{1,4})$/.exec(leaseId);
  return match ? { stayId: match[1] as StayId, lease: Number(match[3]) } : undefined;
}

export const incidentIdOf = ({ slot, n }: IncidentKey): IncidentId => `${slot}-${n}` as IncidentId;
export function parseIncidentId(incidentId: string): IncidentKey | undefined {
  const match = /^([a-z0-9]{16})-([1-9]\d{0,5})$/.exec(incidentId);
  return match ? { slot: match[1] ?? '', n: Number(match[2]) } : undefined;
}

/** Of an incident's playbook: which step, from 0, and for the how manieth time it is tried. */
export const incidentCommandIdOf = (incidentId: IncidentId, step: number, tries: number): string =>
  `i-${incidentId}-${step}-${tries}`;

/** The parts of an incident's command id, or undefined for another's. */
export interface CommandOfIncident extends IncidentKey {
  step: number;
  tries: number;
}

export function parseIncidentCommandId(commandId: string): CommandOfIncident | undefined {
  const match = /^i-([a-z0-9]{16})-([1-9]\d{0,5})-(\d{1,3})-([1-9]\d{0,3})$/.exec(commandId);
  if (!match) return undefined;
  const [, slot = '', n, step, tries] = match;
  return { slot, n: Number(n), step: Number(step), tries: Number(tries) };
}

import { mayHoldContent } from '../../domain/door.js';
import type { Retirement } from '../records.js';
import type { BankRow } from '../registry-ports.js';
import type { EnrolPorts } from './enrol-bank.js';
import type { ApiRefusal } from './refusals.js';

interface Asked {
  bank: BankRow;
  /** The token's subject. */
  actor: string;
  reason: string;
  nowMs: number;
}

type Refused = { refusal: ApiRefusal };

/** What functions remember of a bank may be a minute old: for so long it may still take a deposit. */
const drainsForMs = 2 * 60_000;

/**
 * Takes a bank out of service, in two calls: from the first one on it takes no deposits; two minutes later, with nothing in
 * its doors, the same call revokes its certificate, and its messages are refused. The row says so first: whoever reinstates
 * the bank meanwhile is told that its certificate is lost. Each step is safe to repeat; retired is retired.
 */
export async function retireBank(ports: EnrolPorts, asked: Asked): Promise<BankRow | Refused> {
  const { bank } = asked;
  if (!bank.certificate) return { refusal: 'bank-not-enrolled' };
  if (bank.retirement?.doneAtMs === undefined && (await holdsAnything(ports, bank)))
    return { refusal: 'bank-holds-parcels' };
  const next = { ...bank, retirement: nextOf(asked), reinstated: undefined };
  const isChanged = next.retirement !== bank.retirement || bank.reinstated !== undefined;
  if (isChanged && !(await ports.registry.banks.replace(next))) return { refusal: 'changed-meanwhile' };
  if (next.retirement.doneAtMs !== undefined) await revokeAll(ports.enrolment, next, bank.certificate.arn);
  return next;
}

function nextOf({ bank: { retirement }, actor: by, reason, nowMs }: Asked): Retirement {
  if (!retirement) return { by, reason, askedAtMs: nowMs };
  const isDue = retirement.doneAtMs === undefined && nowMs - retirement.askedAtMs >= drainsForMs;
  return isDue ? { ...retirement, doneAtMs: nowMs } : retirement;
}

/** Also the one that a replacement was to retire, where that ended half-way. */
async function revokeAll(enrolment: EnrolPorts['enrolment'], { id, replacement }: BankRow, arn: string): Promise<void> {
  if (replacement) await enrolment.retire(id, replacement.retiredArn);
  await enrolment.retire(id, arn);
}

/** Each door as it is now: a parcel, what nobody accounts for, or a visit that is running. */
async function holdsAnything({ doors }: EnrolPorts, { id }: BankRow): Promise<boolean> {
  return (await doors.loadAll(id)).some(({ door }) => mayHoldContent(door));
}

/**
 * Takes a retirement back. While it drains, that is all. Once its certificate is revoked, which nobody undoes, the bank may be
 * given a controller again (`replaceController`), and is back with that one's certificate.
 */
export async function reinstateBank(
  { registry }: Pick<EnrolPorts, 'registry'>,
  { bank, actor: by, reason, nowMs }: Asked,
): Promise<BankRow | Refused> {
  const { retirement, reinstated } = bank;
  const isLost = retirement?.doneAtMs !== undefined;
  if (!retirement || (isLost && reinstated)) return bank;
  const next = { ...bank, retirement: isLost ? retirement : undefined, reinstated: { by, reason, atMs: nowMs } };
  return (await registry.banks.replace(next)) ? next : { refusal: 'changed-meanwhile' };
}

import { mayHoldContent } from '../../domain/door.js';
import type { Retirement } from '../records.js';
import type { BankDeed, BankRow } from '../registry-ports.js';
import { withDeed } from './bank-deeds.js';
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
  const retirement = nextOf(asked);
  const isDone = retirement.doneAtMs !== undefined;
  const next = deedOf(asked, isDone ? 'retired' : 'retirement-begun', { retirement, reinstated: undefined });
  const isChanged = retirement !== bank.retirement || bank.reinstated !== undefined;
  if (isChanged && !(await ports.registry.banks.replace(next))) return { refusal: 'changed-meanwhile' };
  if (isDone) await revokeAll(ports.enrolment, next, bank.certificate.arn);
  return isChanged ? next : bank;
}

const deedOf = (
  { bank, actor: by, reason, nowMs: atMs }: Asked,
  what: BankDeed['what'],
  change: Pick<BankRow, 'retirement' | 'reinstated'>,
): BankRow => withDeed({ ...bank, ...change }, { what, by, reason, atMs });

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
  asked: Asked,
): Promise<BankRow | Refused> {
  const { bank, actor: by, reason, nowMs: atMs } = asked;
  const { retirement, reinstated } = bank;
  const isLost = retirement?.doneAtMs !== undefined;
  if (!retirement || (isLost && reinstated)) return bank;
  const change = { retirement: isLost ? retirement : undefined, reinstated: { by, reason, atMs } };
  const next = deedOf(asked, 'reinstated', change);
  return (await registry.banks.replace(next)) ? next : { refusal: 'changed-meanwhile' };
}

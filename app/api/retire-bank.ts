import { mayHoldContent } from '../../domain/door.js';
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

/** What functions remember of a bank may be a minute old: for so long it may still take a deposit. */
const drainsForMs = 2 * 60_000;

/**
 * Takes a bank out of service, in two calls: from the first one on it takes no deposits; two minutes later, with nothing in
 * its doors, the same call revokes its certificate, and its messages are refused. Each step is safe to repeat; retired is retired.
 */
export async function retireBank(
  ports: EnrolPorts,
  { bank, actor: by, reason, nowMs }: Asked,
): Promise<BankRow | { refusal: ApiRefusal }> {
  const { registry, enrolment } = ports;
  const { retirement, certificate } = bank;
  if (retirement?.doneAtMs !== undefined) return bank;
  if (!certificate) return { refusal: 'bank-not-enrolled' };
  if (await holdsAnything(ports, bank)) return { refusal: 'bank-holds-parcels' };
  const isDrained = retirement !== undefined && nowMs - retirement.askedAtMs >= drainsForMs;
  if (retirement && !isDrained) return bank;
  if (isDrained) await revokeAll(enrolment, bank, certificate.arn);
  const next = {
    ...bank,
    retirement: isDrained ? { ...retirement, doneAtMs: nowMs } : { by, reason, askedAtMs: nowMs },
  };
  return (await registry.banks.replace(next)) ? next : { refusal: 'changed-meanwhile' };
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

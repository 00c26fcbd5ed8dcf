import type { BankState } from '../../domain/bank/state.js';
import { isPlausible, lastDecided } from '../../domain/cycles.js';
import type { Door } from '../../domain/door.js';
import { isRetired } from '../records.js';
import type { BankRow } from '../registry-ports.js';
import { withDeed } from './bank-deeds.js';
import { madeFrom } from './create-once.js';
import { fileOf, type BankFile, type EnrolPorts } from './enrol-bank.js';
import { isStale, type IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

export interface NewController {
  controllerId: string;
  csr: string;
}

interface Asked {
  bank: BankRow;
  /** The token's subject. */
  actor: string;
  nowMs: number;
  request: NewController;
  ifMatch?: IfMatch;
}

type Refused = { refusal: ApiRefusal };

/** Doors read at a time. */
const batch = 16;
/** More replacements than a bank lives to see. */
const retiredMax = 20;

/**
 * Puts another controller in the place of a bank's own, once. The row says from one write on whose messages are the
 * bank's; the steps after it are safe to repeat, so a call that ended half-way is finished by the same request again.
 */
export async function replaceController(
  ports: EnrolPorts,
  asked: Asked,
): Promise<{ isNew: boolean; certificatePem: string; bank: BankFile } | Refused> {
  const { bank, request, ifMatch } = asked;
  const made = madeFrom(ports.digest, { bankId: bank.id, ...request });
  const isNew = bank.replacement?.madeFrom !== made;
  if (!isNew && isRetired(bank)) return { refusal: 'bank-not-enrolled' }; // A replay hangs nothing on it again.
  if (isNew && isStale(ifMatch, bank)) return { refusal: 'changed-since-read' };
  const row = isNew ? await claimPlace(ports, asked, made) : bank;
  if ('refusal' in row) return row;
  if (!row.certificate) return { refusal: 'bank-not-enrolled' };
  await ports.enrolment.attach(row.id, row.certificate.arn);
  await finishLast(ports, row);
  return { isNew, certificatePem: row.certificate.pem, bank: await fileOf(ports, row) };
}

/** A certificate made for a call that loses its place hangs on nothing, and opens nothing. */
async function claimPlace(
  ports: EnrolPorts,
  { bank, request: { controllerId, csr }, actor: by, nowMs: atMs }: Asked,
  made: string,
): Promise<BankRow | Refused> {
  const isAwaited = isRetired(bank) && bank.reinstated !== undefined;
  if (!bank.certificate || (bank.retirement && !isAwaited)) return { refusal: 'bank-not-enrolled' };
  const { retiredControllers = [] } = bank;
  if ([bank.controllerId, ...retiredControllers].includes(controllerId)) return { refusal: 'controller-known' };
  await finishLast(ports, bank);
  const certificate = await ports.enrolment.certify(csr);
  const replaced: BankRow = {
    ...bank,
    controllerId,
    certificate,
    retirement: undefined,
    doorCycles: await countedOn(ports, bank),
    replacement: { madeFrom: made, retiredArn: bank.certificate.arn },
    retiredControllers: [...retiredControllers, bank.controllerId].slice(-retiredMax),
  };
  const next = withDeed(replaced, { what: 'controller-replaced', by, atMs });
  if (await ports.registry.banks.replace(next)) return next;
  const there = await ports.registry.banks.read({ bankId: bank.id });
  return there?.replacement?.madeFrom === made ? there : { refusal: 'changed-meanwhile' };
}

/** The certificate that the last replacement retires: also where that one ended before it did. */
async function finishLast({ enrolment }: EnrolPorts, { id, replacement }: BankRow): Promise<void> {
  if (replacement) await enrolment.retire(id, replacement.retiredArn);
}

/**
 * Where the new controller counts on from, so that none of its cycles counts as past: the last that was decided, and what
 * was given up as lost beyond it. What the old one did since and never told will not come any more.
 */
async function countedOn({ doors, banks }: EnrolPorts, bank: BankRow): Promise<Record<string, number>> {
  const { state } = await banks.peek(bank.id);
  const counted = { ...bank.doorCycles };
  for (let from = 0; from < bank.doors.length; from += batch) {
    // Each consistently: a cycle decided this second must not be counted again.
    const keys = bank.doors.slice(from, from + batch).map(({ compartmentId }) => ({ bankId: bank.id, compartmentId }));
    for (const loaded of await Promise.all(keys.map((key) => doors.load(key))))
      if (loaded) counted[loaded.door.compartmentId] = lastOf(loaded.door, state);
  }
  return counted;
}

function lastOf({ compartmentId, cycles }: Door, { doorCycles }: BankState): number {
  const settled = Object.hasOwn(doorCycles, compartmentId) ? (doorCycles[compartmentId] ?? 0) : 0;
  return Math.max(lastDecided(cycles), isPlausible(cycles, settled) ? settled : 0);
}

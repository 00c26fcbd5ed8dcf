import { newDoor } from '../../domain/door.js';
import { bankOpensPerMinuteMax } from '../../domain/guard/mass-open.js';
import type { BankId, SiteId } from '../../domain/ids.js';
import type { BankStore, Digest, DoorStore } from '../ports.js';
import { isRetired } from '../records.js';
import type { BankDoor, BankRow, Enrolment, Registry, RuleNames } from '../registry-ports.js';
import { madeFrom } from './create-once.js';
import type { ApiRefusal } from './refusals.js';

export interface NewBank {
  bankId: BankId;
  controllerId?: string | undefined;
  profile: string;
  doors: BankDoor[];
  doorCycles?: Record<string, number> | undefined;
  near?: BankId[] | undefined;
  csr: string;
}

export interface EnrolPorts {
  registry: Registry;
  doors: Pick<DoorStore, 'register' | 'load' | 'loadAll'>;
  banks: Pick<BankStore, 'peek'>;
  digest: Digest;
  enrolment: Enrolment;
}

/** The file that a bank keeps: design README §5. */
export interface BankFile {
  bankId: BankId;
  siteId: SiteId;
  controllerId: string;
  endpoint: string;
  port: number;
  rules: RuleNames;
  profile: string;
  doors: BankDoor[];
  doorCycles: Record<string, number>;
  heartbeatSeconds: number;
  scanSeconds: number;
  opensPerMinuteMax: number;
}

interface Asked {
  siteId: SiteId;
  request: NewBank;
  nowMs: number;
}

type Refused = { refusal: ApiRefusal };

const heartbeatSeconds = 15 * 60;
const scanSeconds = 60 * 60;
/** Doors registered at a time. */
const batch = 16;

/**
 * Makes a bank a member of the fleet, once. The row is claimed first, and the certificate is kept in it as soon as there is
 * one; every other step is safe to repeat. So a call that ended half-way is finished by the same request again, and a
 * finished one is answered as before.
 */
export async function enrolBank(
  ports: EnrolPorts,
  asked: Asked,
): Promise<{ isNew: boolean; certificatePem: string; bank: BankFile } | Refused> {
  const claimed = await claimBank(ports, asked);
  if ('refusal' in claimed) return claimed;
  if (isRetired(claimed)) return { refusal: 'bank-not-enrolled' }; // A replay hangs nothing on it again.
  const certified = await certifyBank(ports, claimed, asked.request.csr);
  if ('refusal' in certified) return certified;
  const { row, certificate } = certified;
  await ports.enrolment.attach(row.id, certificate.arn);
  await registerDoors(ports, row);
  const isNew = claimed.certificate === undefined;
  return { isNew, certificatePem: certificate.pem, bank: await fileOf(ports, row) };
}

/** What a bank's controller is given to keep. */
export async function fileOf({ enrolment }: Pick<EnrolPorts, 'enrolment'>, row: BankRow): Promise<BankFile> {
  const { id: bankId, siteId, controllerId, profile, doors, doorCycles } = row;
  const connection = await enrolment.connection();
  const limits = { heartbeatSeconds, scanSeconds, opensPerMinuteMax: bankOpensPerMinuteMax };
  return { bankId, siteId, controllerId, profile, doors, doorCycles, ...connection, ...limits };
}

/** The bank's row, made or found. One without a certificate is an enrolment that came to nothing: its own site may begin anew. */
async function claimBank(
  { registry, digest }: EnrolPorts,
  { siteId, request, nowMs }: Asked,
): Promise<BankRow | Refused> {
  const row = rowOf({ siteId, request, nowMs }, madeFrom(digest, { siteId, ...request }));
  if (await registry.banks.create(row)) return row;
  const there = await registry.banks.read({ bankId: row.id });
  if (!there || there.siteId !== siteId) return { refusal: 'bank-exists' };
  if (there.madeFrom === row.madeFrom) return there;
  if (there.certificate !== undefined) return { refusal: 'bank-exists' };
  const begunAnew = { ...row, version: there.version };
  const isOurs = await registry.banks.replace(begunAnew);
  return isOurs ? { ...begunAnew, version: there.version + 1 } : { refusal: 'changed-meanwhile' };
}

function rowOf({ siteId, request, nowMs }: Asked, madeFrom: string): BankRow {
  const { bankId: id, controllerId = id, profile, doors, near } = request;
  const given = new Map(Object.entries(request.doorCycles ?? {}));
  const doorCycles = Object.fromEntries(
    doors.map(({ compartmentId }) => [compartmentId, given.get(compartmentId) ?? 0]),
  );
  return { id, siteId, controllerId, profile, doors, doorCycles, near, version: 1, createdAtMs: nowMs, madeFrom };
}

type Certified = { row: BankRow; certificate: NonNullable<BankRow['certificate']> };

/** Two calls at once may both make a certificate: the one that the row keeps is the bank's, the other hangs on nothing. */
async function certifyBank(
  { registry, enrolment }: EnrolPorts,
  row: BankRow,
  csr: string,
): Promise<Certified | Refused> {
  if (row.certificate) return { row, certificate: row.certificate };
  if ((await enrolment.createThing(row)) === 'taken') return { refusal: 'bank-exists' };
  const certificate = await enrolment.certify(csr);
  if (await registry.banks.replace({ ...row, certificate })) return { row, certificate };
  const there = await registry.banks.read({ bankId: row.id });
  const isSame = there?.madeFrom === row.madeFrom && there.certificate !== undefined;
  return isSame ? { row, certificate: there.certificate! } : { refusal: 'changed-meanwhile' };
}

/** A compartment that is registered already is left as it is, with whatever lies in it. */
async function registerDoors({ doors }: EnrolPorts, { id: bankId, siteId, profile, ...bank }: BankRow): Promise<void> {
  const news = bank.doors.map((door) => {
    const doorCycle = bank.doorCycles[door.compartmentId] ?? 0;
    return newDoor({ bankId, siteId, profile, ...door, doorCycle });
  });
  for (let from = 0; from < news.length; from += batch) {
    await Promise.all(news.slice(from, from + batch).map((door) => doors.register(door)));
  }
}

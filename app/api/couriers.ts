import type { CourierId, SiteId, StayId } from '../../domain/ids.js';
import { foundByOthers } from '../code-keys.js';
import type { Digest, Directory, Secrets } from '../ports.js';
import type { CourierRow, Registry } from '../registry-ports.js';
import { changeRow } from './change-row.js';
import { createOnce, madeFrom, type Made } from './create-once.js';
import type { IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

export interface NewCourier {
  name: string;
  phone?: string | undefined;
  validFromMs?: number | undefined;
  validForHours?: number | undefined;
}

interface Asked {
  siteId: SiteId;
  /** The caller's Idempotency-Key: the courier's id follows from it. */
  key: string;
  request: NewCourier;
  nowMs: number;
}

interface CourierPorts {
  registry: Registry;
  digest: Digest;
  secrets: Secrets;
  directory: Pick<Directory, 'courierByCode'>;
}

const hourMs = 3_600_000;
const hoursDefault = 12;
/** A code's row outlives the code by a day, then it is garbage, and the digits may be another courier's. */
const codeRowKeptMs = 24 * hourMs;
/** Two couriers of one site with the same eight digits are one in 10^8; five times in a row does not happen. */
const codesMax = 5;

/**
 * Creates a courier once, with a code that is derived like a pickup code and kept nowhere: only its look-up key is. The
 * same request again is answered the same, because the code can be derived again.
 */
export async function createCourier(
  ports: CourierPorts,
  { siteId, key, request, nowMs }: Asked,
): Promise<(Made<CourierRow> & { code: string }) | { refusal: ApiRefusal }> {
  const { registry, digest } = ports;
  const id = digest.id(`courier|${siteId}|${key}`) as CourierId;
  const kept = { version: 1, createdAtMs: nowMs, madeFrom: madeFrom(digest, request) };
  const row: CourierRow = { id, siteId, ...fieldsOf(request, nowMs), ...kept };
  const made = await createOnce(registry.couriers, { siteId, courierId: id }, row);
  return made ? { ...made, code: await claimCourierCode(ports, made.row) } : { refusal: 'idempotency-key-reused' };
}

/** From now on the code opens nothing. Revoked before is revoked. */
export const revokeCourier = (
  { couriers }: Registry,
  key: { siteId: SiteId; courierId: CourierId },
  ifMatch?: IfMatch,
): Promise<CourierRow | { refusal: ApiRefusal }> =>
  changeRow(couriers, key, (row) => (row.revoked ? row : { ...row, revoked: true }), ifMatch);

function fieldsOf({ name, phone, validFromMs, validForHours = hoursDefault }: NewCourier, nowMs: number) {
  const fromMs = validFromMs ?? nowMs;
  return { name, phone, validFromMs: fromMs, validUntilMs: fromMs + validForHours * hourMs, revoked: false };
}

/** The first code whose eight digits no other courier of the site holds; asked again, it is the same, also by another key. */
async function claimCourierCode(
  { registry, secrets, directory }: CourierPorts,
  { siteId, id, validUntilMs }: CourierRow,
): Promise<string> {
  // No stay's id has a colon in it, so no pickup code is derived from the same text.
  const [scope, name] = [`courier:${siteId}`, `courier:${siteId}:${id}` as StayId];
  const [issuing, others] = await Promise.all([secrets.issuing(), secrets.others()]);
  for (let generation = 1; generation <= codesMax; generation++) {
    for (const key of others) {
      const issued = await key.pickupCode(name, generation);
      if ((await directory.courierByCode(await key.lookupKey(scope, issued)))?.id === id) return issued;
    }
    const code = await issuing.pickupCode(name, generation);
    if (await foundByOthers(others, { scope, code }, directory.courierByCode)) continue;
    const lookupKey = await issuing.lookupKey(scope, code);
    const courier = { siteId, courierId: id };
    if (await registry.claimCourierCode(lookupKey, courier, validUntilMs + codeRowKeptMs)) return code;
  }
  throw new Error(`${codesMax} courier codes in a row were taken at site ${siteId}`);
}

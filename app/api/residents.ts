import type { ResidentId, SiteId } from '../../domain/ids.js';
import type { Digest } from '../ports.js';
import type { EmailTopics, Registry, ResidentRow } from '../registry-ports.js';
import { createOnce, madeFrom, type Made } from './create-once.js';
import type { ApiRefusal } from './refusals.js';

export interface NewResident {
  name: string;
  unit: string;
  language?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  needsLowDoor?: boolean | undefined;
}

interface Asked {
  siteId: SiteId;
  /** The caller's Idempotency-Key: the resident's id follows from it. */
  key: string;
  request: NewResident;
  nowMs: number;
}

/**
 * Creates a resident once, and has their email address asked to confirm. A call that ends between the two leaves a
 * resident without a topic: the same request again asks then.
 */
export async function createResident(
  ports: { registry: Registry; digest: Digest; emailTopics: EmailTopics },
  { siteId, key, request, nowMs }: Asked,
): Promise<Made<ResidentRow> | { refusal: ApiRefusal }> {
  const { registry, digest } = ports;
  const id = digest.id(`resident|${siteId}|${key}`) as ResidentId;
  const { language = 'en', ...who } = request;
  const kept = { version: 1, createdAtMs: nowMs, madeFrom: madeFrom(digest, request) };
  const row = { id, siteId, ...who, language, ...kept };
  const made = await createOnce(registry.residents, { siteId, residentId: id }, row);
  if (!made) return { refusal: 'idempotency-key-reused' };
  return { ...made, row: await withTopic(ports, made.row) };
}

async function withTopic(
  { registry, emailTopics }: { registry: Registry; emailTopics: EmailTopics },
  row: ResidentRow,
): Promise<ResidentRow> {
  if (row.email === undefined || row.emailTopic !== undefined) return row;
  const emailTopic = await emailTopics.subscribe(row.id, row.email);
  const asked: ResidentRow = { ...row, emailTopic, emailState: 'unconfirmed' };
  // Lost to another call with the same request, it is the same topic that stands there.
  await registry.residents.replace(asked);
  return asked;
}

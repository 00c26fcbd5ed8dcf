import * as z from 'zod/mini';
import type { CustodyLog, Look } from '../../../app/api/evidence.js';
import type { Parcel } from '../../../app/ports.js';
import type { BankId, ParcelId, StayId } from '../../../domain/ids.js';
import { id, language } from '../parts.js';
import { parcel, parcelView } from './schemas.js';

const states = ['holds', 'broken', 'pending'] as const;

const row = () =>
  z.strictObject({
    chain: z.string(),
    /** From 1. */
    n: z.number(),
    /** The hash of the row before; empty at the first. */
    previous: z.string(),
    /** SHA-256, in hex, of `previous` and the canonical JSON (names sorted, nothing left blank) of chain, n, occurredAtMs, committedAtMs and events. */
    hash: z.string(),
    occurredAtMs: z.number(),
    committedAtMs: z.number(),
    /** What was decided, in the product's own words; they grow with it. */
    events: z.array(z.looseObject({ type: z.string() })),
    /** Which messages went out by which channel, and how that went: no content, no address. Outside the hash. */
    told: z.array(z.strictObject({ message: z.string(), channel: z.string(), outcome: z.string() })),
  });

const logFields = () => ({
  parcelId: id<ParcelId>(),
  bankId: id<BankId>(),
  compartmentId: z.string(),
  /** `pending`: a row of the last minutes is being written; look again in a minute. */
  state: z.enum(states),
  /** The first row that does not hold, where one does not. */
  broken: z.optional(z.strictObject({ n: z.number(), why: z.string() })),
  /** The last row that the door knows of, while it still does. */
  head: z.optional(z.strictObject({ n: z.number(), hash: z.string() })),
  rows: z.array(row()),
  /**
   * There are more: ask again with this as `afterN`. Of a part, `state` says whether this part holds, from the row before it
   * on; after a row that is not there none does.
   */
  nextAfterN: z.optional(z.number()),
});

export const custody = () => z.strictObject(logFields());

const scalarOrList = () => z.union([z.number(), z.array(z.number())]);
const window = () =>
  z.looseObject({
    sensor: z.string(),
    kind: z.string(),
    unit: z.string(),
    samples: z.array(z.number()),
    intervalMs: z.number(),
    status: z.optional(scalarOrList()),
  });

/** A log's rows are numbered with eight digits. */
const rowsEver = 99_999_999;

/** Of a parcel that was moved: the log of an earlier stay, by `movedFrom` of the parcel. Left out, the one it is in now. */
const ofStay = () => ({ stayId: z.optional(id<StayId>()) });
export const custodyQuery = () =>
  z.strictObject({
    ...ofStay(),
    afterN: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(rowsEver))),
  });
export const evidenceQuery = () =>
  z.strictObject({
    ...ofStay(),
    format: z.optional(z.enum(['json', 'html'])),
    /** Of the page; the site's, if left out. */
    language: z.optional(language()),
  });

export const evidence = () =>
  z.strictObject({
    parcel: parcel(),
    custody: custody(),
    /** The raw windows behind the verdicts, by door cycle, as far as they are kept: the latest 200. */
    looks: z.array(
      z.strictObject({
        id: z.string(),
        doorCycle: z.number(),
        before: z.array(window()),
        after: z.array(window()),
      }),
    ),
  });

export function custodyView({ id: parcelId, claim }: Parcel, log: CustodyLog) {
  const { rows, head, broken, isPending, nextAfterN } = log;
  const state: (typeof states)[number] = isPending ? 'pending' : broken ? 'broken' : 'holds';
  const shown = rows.map(({ chain, n, previous, hash, occurredAtMs, committedAtMs, events, told }) => ({
    ...{ chain, n, previous, hash, occurredAtMs, committedAtMs, events, told },
  }));
  const { bankId, compartmentId } = claim!; // A log is that of a claim.
  return { parcelId, bankId, compartmentId, state, broken, head, rows: shown, nextAfterN };
}

export const evidenceView = (row: Parcel, log: CustodyLog, looks: readonly Look[], nowMs: number) => ({
  parcel: parcelView(row, nowMs),
  custody: custodyView(row, log),
  looks,
});

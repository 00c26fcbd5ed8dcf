import type { z } from 'zod/mini';
import type { EnrolPorts } from '../../app/api/enrol-bank.js';
import type { IfMatch } from '../../app/api/if-match.js';
import type { Clock, Counters, Ports } from '../../app/ports.js';
import type { BankRow, EmailTopics, Registry, SiteRow } from '../../app/registry-ports.js';
import type { Times } from '../../domain/inputs.js';
import { once } from '../../domain/once.js';
import type { Problem } from './problems.js';
import type { Role } from './routes.js';

/** What every route needs. Who may call a route of one site stands in the registry; a function that serves none has none. */
export interface BasePorts {
  registry?: Registry | undefined;
  counters: Counters;
  clock: Clock;
}

/** What on-request has of the world. */
export interface RequestPorts extends Ports {
  registry: Registry;
  emailTopics: EmailTopics;
}

/** What on-enroll has of the world. */
export type EnrollingPorts = BasePorts & EnrolPorts;

/** What on-report has of the world: what it reads, and nothing by which it could do something. */
export type ReportPorts = BasePorts & { registry: Registry } & Pick<
    Ports,
    | 'banks'
    | 'guards'
    | 'doors'
    | 'parcels'
    | 'incidents'
    | 'sensors'
    | 'custody'
    | 'evidence'
    | 'commands'
    | 'tellings'
    | 'digest'
    | 'secrets'
  >;

/**
 * One route's file: what comes in and goes out, as schemas from which the OpenAPI document is made, and what is done
 * between. It is called only for who may call it, with what its schemas let through.
 */
export interface Operation<P = RequestPorts, Body = unknown, Query = unknown> {
  /** For people who read the document. */
  summary: string;
  /** Strict: unknown properties are refused. */
  body?: Schema<Body> | undefined;
  query?: Schema<Query> | undefined;
  /** A POST without a natural key needs the caller's own. */
  needsKey?: boolean | undefined;
  /** Its good answers carry the version of what they show, and so an ETag; a GET heeds If-None-Match. */
  hasTag?: boolean | undefined;
  /** It changes what there is, and heeds If-Match where it is sent. */
  heedsIfMatch?: boolean | undefined;
  /** The bodies of its good answers, by status. */
  answers: Record<number, Schema<unknown> | undefined>;
  /** What it answers with instead of JSON: the status alone stands in `answers`. */
  as?: readonly Content['type'][] | undefined;
  /** What else it may answer with, where its query asks for that. */
  alsoAs?: readonly Content['type'][] | undefined;
  handle(ports: P, call: ApiCall<Body, Query>): Promise<Answer | Problem>;
}

/** Made when it is asked for: a cold start serves one request, and making every route's schemas takes longer than that. */
type Schema<Given> = () => z.ZodMiniType<Given>;

/** An operation with its types worked out from its schemas. What requests are read by is made once. */
export const operation = <Body = undefined, Query = undefined, P = RequestPorts>({
  body,
  query,
  ...given
}: Operation<P, Body, Query>): Operation<P> => ({
  ...(given as Operation<P>),
  body: body && once(body),
  query: query && once(query),
});

/** The same for what on-enroll serves. */
export const enrolling = <Body>(given: Operation<EnrollingPorts, Body, undefined>): Operation<EnrollingPorts> =>
  operation<Body, undefined, EnrollingPorts>(given);

/** The same for what on-report serves. */
export const reading = <Query = undefined>(given: Operation<ReportPorts, undefined, Query>): Operation<ReportPorts> =>
  operation<undefined, Query, ReportPorts>(given);

export interface ApiCall<Body = unknown, Query = unknown> {
  /** Of the gateway; also `by` for what this call commits. */
  requestId: string;
  times: Times;
  /** The site that the path names, itself or by its bank. */
  site: SiteRow;
  bank: BankRow;
  /** The token's subject: a person, or a client that is its own. */
  actor: string;
  role: Role | undefined;
  /** Since when they have it, Unix milliseconds; of an operator 0: since ever. Infinite where it is not known. */
  roleSinceMs: number;
  /** Ids in the path, of the right shape. */
  path: Record<string, string>;
  body: Body;
  query: Query;
  /** The Idempotency-Key, where the operation needs one. */
  key: string;
  /** What the caller takes, as its Accept-Encoding says. */
  encodings: string;
  /** The Accept header. */
  accept: string | undefined;
  /** What the caller has read of what this call changes, where the operation heeds that. */
  ifMatch: IfMatch;
}

export interface Answer {
  status: number;
  body?: unknown;
  /** Of the thing that the body shows. */
  version?: number | undefined;
  /** Instead of a body of JSON. */
  content?: Content | undefined;
}

/** What people look at, or open in a spreadsheet, and what a page is made of. */
export interface Content {
  type: 'text/html' | 'text/csv' | 'text/css' | 'text/javascript';
  text: string;
  /** The text is base64 of the bytes to answer. */
  isBase64?: boolean | undefined;
  /** Beside those that every answer has, or instead of them. */
  headers?: Record<string, string> | undefined;
}

export const answer = (status: number, body?: unknown, version?: number): Answer => ({ status, body, version });

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from './clock.js';
import { listenOnLoopback, readBody } from './http-server.js';
import { refusalOfPage } from './page-guard.js';
import { xmlError } from './query-protocol.js';
import { jsonError, ServiceError, type ServiceHandler, type ServiceRequest, type ServiceResponse } from './service.js';

export interface Endpoint {
  /** What the bundles get as AWS_ENDPOINT_URL. */
  readonly url: string;
  register(service: string, handler: ServiceHandler): void;
  /** Asks before each call whether whoever signed it may make it. */
  guardBy(guard: Guard): void;
  readonly close: () => Promise<void>;
}

/** Why the owner of that access key may not make that call, or undefined. */
export type Guard = (accessKeyId: string, service: string, request: ServiceRequest) => string | undefined;

const BODY_MAX_BYTES = 2 * 1024 * 1024;

/** One address for every AWS service: the credential scope of a request's SigV4 signature names whom it is for. */
export async function startEndpoint({ clock, log }: { clock: Clock; log: (line: string) => void }): Promise<Endpoint> {
  const handlers = new Map<string, ServiceHandler>();
  let guard: Guard = () => undefined;
  const server = createServer((request, response) => {
    const release = clock.busy('call');
    // The SDK reads this header to correct its own clock, so it must be the run's time.
    response.setHeader('date', new Date(clock.nowMs()).toUTCString());
    answer(request, { handlers, guard, log })
      .then((result) => send(response, result))
      .catch(() => response.destroy()) // The caller has gone, or its body was never whole.
      .finally(release);
  });
  server.keepAliveTimeout = 0; // Node's five seconds would reset idle sockets of warm functions.
  const listening = await listenOnLoopback(server, { port: 0 });
  return {
    url: `http://127.0.0.1:${listening.port}`,
    register: (service, handler) => void handlers.set(service, handler),
    guardBy: (by) => void (guard = by),
    close: listening.close,
  };
}

interface Answering {
  readonly handlers: ReadonlyMap<string, ServiceHandler>;
  readonly guard: Guard;
  readonly log: (line: string) => void;
}

async function answer(message: IncomingMessage, { handlers, guard, log }: Answering): Promise<ServiceResponse> {
  const refusal = refusalOfPage(message.headers);
  if (refusal !== undefined) return jsonError(new ServiceError('AccessDenied', refusal, 403));
  const { accessKeyId = '', service } = signatureOf(message.headers.authorization);
  try {
    const body = await readBody(message, BODY_MAX_BYTES);
    if (body === 'too-large') throw new ServiceError('RequestEntityTooLargeException', 'the request is too large', 413);
    if (service === undefined) throw new ServiceError('MissingAuthenticationToken', 'the request is not signed', 403);
    const handler = handlers.get(service);
    if (!handler) throw noSuchService(service, handlers);
    const request = toServiceRequest(message, body);
    const denial = guard(accessKeyId, service, request);
    if (denial === undefined) return await handler(request);
    log(`refused: ${denial}`);
    return refused(request, denial);
  } catch (error) {
    if (error instanceof ServiceError) return jsonError(error);
    log(
      `the stand-in for ${service ?? 'an unsigned request'} failed: ${error instanceof Error ? error.stack : String(error)}`,
    );
    return { status: 500, body: JSON.stringify({ __type: 'InternalFailure', message: 'the stand-in failed' }) };
  }
}

/** In the protocol that the caller speaks, or its client could not read why: SNS sends forms. */
function refused({ headers }: ServiceRequest, denial: string): ServiceResponse {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (isForm) return xmlError(new ServiceError('AuthorizationError', denial, 403));
  return jsonError(new ServiceError('AccessDeniedException', denial, 403));
}

/** `AWS4-HMAC-SHA256 Credential=KEY/20261122/us-east-1/sqs/aws4_request, …` is by KEY and for `sqs`. */
function signatureOf(authorization = ''): { accessKeyId?: string; service?: string } {
  const [, accessKeyId, service] =
    /Credential=([^/,]+)\/\d{8}\/[^/,]+\/([^/,]+)\/aws4_request/.exec(authorization) ?? [];
  return { accessKeyId, service };
}

function noSuchService(service: string, handlers: ReadonlyMap<string, unknown>): ServiceError {
  const known = [...handlers.keys()].sort().join(', ');
  return new ServiceError('UnknownService', `no local stand-in for the service "${service}"; there is ${known}`, 501);
}

function toServiceRequest(message: IncomingMessage, body: Buffer): ServiceRequest {
  const [path = '/', query = ''] = (message.url ?? '/').split('?', 2);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
  };
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: ServiceResponse): void {
  response.writeHead(status, {
    'x-amzn-requestid': randomUUID(),
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

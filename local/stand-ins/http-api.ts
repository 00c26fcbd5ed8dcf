import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from './clock.js';
import { answer, toAnswer, toEvent, type ApiAnswer, type ApiRequest } from './http-api-event.js';
import { routeFinder, tokenBucket, type Match, type Route } from './http-api-routes.js';
import { later, listenOnLoopback, readBody, type ListeningFor } from './http-server.js';
import type { InvokeAnswer } from './lambda.js';

export interface HttpApiOptions {
  readonly apiId: string;
  readonly accountId: string;
  readonly routes: readonly Route[];
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly invoke: (functionArn: string, event: string) => Promise<InvokeAnswer>;
}

export interface HttpApiPort {
  readonly port: number;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

const BODY_MAX_BYTES = 10 * 1024 * 1024; // API Gateway quotas: 10 MB a payload.

/**
 * The HTTP API on 127.0.0.1: route, throttle, JWT authorizer, function, answer. It listens before its routes are known,
 * because its address may stand in a function's environment.
 */
export async function startHttpApi({ port, clock, log }: HttpApiPort): Promise<ListeningFor<HttpApiOptions>> {
  const options = later<HttpApiOptions>();
  const serving = options.promise.then(server);
  const http = createServer((message, response) => {
    const release = clock.busy('API call');
    response.setHeader('date', new Date(clock.nowMs()).toUTCString());
    serving
      .then((serve) => serve(message))
      .catch((error: unknown) => {
        log(`an API call failed: ${error instanceof Error ? error.stack : String(error)}`);
        return answer(500, 'Internal Server Error');
      })
      .then((result) => send(response, result))
      .catch(() => response.destroy())
      .finally(release);
  });
  http.keepAliveTimeout = 0; // A client keeps its connection for as long as it likes.
  return { ...(await listenOnLoopback(http, { port, flag: '--port' })), serve: options.fulfil };
}

function server(options: HttpApiOptions): (message: IncomingMessage) => Promise<ApiAnswer> {
  const { clock, apiId, accountId, log } = options;
  const find = routeFinder(options.routes);
  const admit = new Map(options.routes.map((route) => [route, tokenBucket(route.throttle, () => clock.nowMs())]));

  return async (message) => {
    const body = await readBody(message, BODY_MAX_BYTES);
    if (body === 'too-large') return answer(413, 'Request Entity Too Large');
    const request = toRequest(message, body);
    const match = find(request.method, request.rawPath);
    if (!match) return answer(404, 'Not Found');
    if (!admit.get(match.route)!()) return answer(429, 'Too Many Requests');
    const judged = await authorize(match, request);
    if ('refusal' in judged) return judged.refusal;
    const event = toEvent(request, { apiId, accountId, nowMs: clock.nowMs(), match, claims: judged.claims });
    return callFunction(match.route, JSON.stringify(event), options).catch((error: unknown) => {
      log(`${match.route.routeKey} answered what is no answer: ${String(error)}`);
      return answer(500, 'Internal Server Error');
    });
  };
}

type Judged = { readonly claims?: Record<string, unknown> } | { readonly refusal: ApiAnswer };

/** As API Gateway's JWT authorizer: signature, issuer, times, then audience (`aud`, else `client_id`), then any one scope. */
async function authorize({ route }: Match, request: ApiRequest): Promise<Judged> {
  const { authorizer, scopes } = route;
  if (!authorizer) return {};
  const token = /^(?:Bearer\s+)?(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return { refusal: unauthorized() };
  const verified = await authorizer.verify(token);
  if ('refused' in verified) return { refusal: unauthorized(verified.refused) };
  const { claims } = verified;
  const said = [claims.aud ?? claims.client_id].flat();
  if (!said.some((one) => authorizer.audience.includes(String(one))))
    return { refusal: unauthorized('the token has another audience') };
  const held = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
  if (scopes.length > 0 && !scopes.some((scope) => held.includes(scope))) return { refusal: answer(403, 'Forbidden') };
  return { claims };
}

async function callFunction(route: Route, event: string, { invoke }: HttpApiOptions): Promise<ApiAnswer> {
  const late = Symbol('late');
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), route.integrationTimeoutMs);
  });
  try {
    const result = await Promise.race([invoke(route.functionArn, event), timeUp]);
    if (result === late) return answer(503, 'Service Unavailable');
    return result.failed ? answer(500, 'Internal Server Error') : toAnswer(result.payload);
  } finally {
    clearTimeout(timer);
  }
}

function unauthorized(why?: string): ApiAnswer {
  const reason = why === undefined ? '' : ` error="invalid_token" error_description="${why.replaceAll('"', "'")}"`;
  return answer(401, 'Unauthorized', { 'www-authenticate': `Bearer${reason}` });
}

function toRequest(message: IncomingMessage, body: Buffer): ApiRequest {
  const [rawPath = '/', ...query] = (message.url ?? '/').split('?');
  const { method = 'GET', headers, socket } = message;
  return { method, rawPath, rawQueryString: query.join('?'), headers, sourceIp: socket.remoteAddress ?? '', body };
}

function send(response: ServerResponse, { statusCode, headers, cookies, body }: ApiAnswer): void {
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(statusCode, { ...headers, 'content-length': body.length });
  response.end(body);
}

import type { MiddlewareObj } from '@middy/core';
import type { Counters } from '../../app/ports.js';
import type { Answer, Content } from '../api/operation.js';
import { problem, problemBody, problems, type Problem } from '../api/problems.js';
import type { ApiEvent } from '../api/request.js';
import { isNamedBy, tagOf } from '../api/tag.js';

export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded?: boolean;
}

/** The one stack of every route: an answer or a problem becomes HTTP, and nothing of a failure leaks. */
export const http = (counters: Counters): MiddlewareObj<ApiEvent, Answer | Problem | HttpResult> => ({
  after: (request) => {
    request.response = toHttp(request.response as Answer | Problem, request.event);
  },
  onError: (request) => {
    const { error, event } = request;
    const isLate = error?.name === 'TimeoutError'; // Ours, half a second before Lambda's own, or of a service we asked.
    counters.count('api-failed', {
      requestId: event.requestContext.requestId,
      route: event.routeKey,
      ...whereIn(error),
    });
    request.response = toHttp(problem(isLate ? 'timed-out' : 'internal'), event);
  },
});

function toHttp(result: Answer | Problem, event: ApiEvent): HttpResult {
  const { requestId } = event.requestContext;
  const isProblem = 'problem' in result;
  if (!isProblem && result.content) return withContent(result.status, result.content, requestId);
  const body = isProblem ? problemBody(result, requestId) : result.body;
  const tag = isProblem || result.version === undefined ? undefined : tagOf(result.version, body);
  if (tag !== undefined && isKnown(tag, event)) return notModified(tag, requestId);
  const headers: Record<string, string> = {
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(tag === undefined ? {} : { etag: tag }),
    ...(body === undefined ? {} : { 'content-type': isProblem ? 'application/problem+json' : 'application/json' }),
  };
  const statusCode = isProblem ? problems[result.problem][0] : result.status;
  return { statusCode, headers, body: body === undefined ? '' : JSON.stringify(body) };
}

/** Whoever reads has it already. */
const isKnown = (tag: string, { routeKey, headers }: ApiEvent): boolean =>
  routeKey.startsWith('GET ') && isNamedBy(headers['if-none-match'], tag);

const notModified = (etag: string, requestId: string): HttpResult => ({
  statusCode: 304,
  headers: { 'cache-control': 'no-store', 'x-request-id': requestId, etag },
  body: '',
});

/** A page may draw and be printed, and nothing else: no script, no frame, nothing from anywhere. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

const withContent = (
  statusCode: number,
  { type, text, headers, isBase64 }: Content,
  requestId: string,
): HttpResult => ({
  statusCode,
  headers: {
    'cache-control': 'no-store',
    'x-request-id': requestId,
    'content-type': `${type}; charset=utf-8`,
    'x-content-type-options': 'nosniff',
    ...(type === 'text/html' ? { 'content-security-policy': pagePolicy, 'referrer-policy': 'no-referrer' } : {}),
    ...headers,
  },
  body: text,
  ...(isBase64 ? { isBase64Encoded: true } : {}),
});

/** For the log: which error, thrown where. Its message may hold what a person sent, and is left out. */
function whereIn(error: Error | null): { error: string; at: string } {
  const at = /at (?:async )?([\w.$<>]+ )?\(?.*?([\w.-]+:\d+:\d+)\)?/.exec(error?.stack ?? '');
  return { error: error?.name ?? 'unknown', at: `${at?.[1] ?? ''}${at?.[2] ?? ''}` };
}

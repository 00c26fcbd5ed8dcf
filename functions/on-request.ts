import middy from '@middy/core';
import { awsEmailTopics, awsPorts, awsRegistry } from '../adapters/aws.js';
import type { Answer, RequestPorts } from './api/operation.js';
import type { Problem } from './api/problems.js';
import type { ApiEvent } from './api/request.js';
import { requestOperations } from './api/request-operations.js';
import { serve } from './api/serve.js';
import { http, type HttpResult } from './middleware/http.js';
import { tellingUntil } from './middleware/time-limit.js';

/** The admin API: a request to its row of the route table, its file, and back. */
export const build = (ports: RequestPorts) =>
  middy<ApiEvent, Answer | Problem | HttpResult>({ timeoutEarlyInMillis: 500 })
    .use(http(ports.counters))
    .handler((event, _context, { signal }) => serve(tellingUntil(ports, signal), requestOperations, event));

export const handler = build({ ...awsPorts(), registry: awsRegistry(), emailTopics: awsEmailTopics() });

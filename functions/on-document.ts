import middy from '@middy/core';
import { systemClock } from '../adapters/clock.js';
import { logCounters } from '../adapters/counters.js';
import { documentOperations } from './api/document-operations.js';
import type { Answer, BasePorts } from './api/operation.js';
import type { Problem } from './api/problems.js';
import type { ApiEvent } from './api/request.js';
import { serve } from './api/serve.js';
import { http, type HttpResult } from './middleware/http.js';

/**
 * The catalogue of what goes wrong. It is the same for every site, so this asks nothing of the world but the time; and it is
 * long, so each language is loaded when it is asked for.
 */
export const build = (ports: BasePorts) =>
  middy<ApiEvent, Answer | Problem | HttpResult>({ timeoutEarlyInMillis: 500 })
    .use(http(ports.counters))
    .handler((event) => serve(ports, documentOperations, event));

export const handler = build({ counters: logCounters(), clock: systemClock });

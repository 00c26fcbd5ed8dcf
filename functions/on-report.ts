import middy from '@middy/core';
import { awsReports } from '../adapters/aws-reports.js';
import type { Answer, ReportPorts } from './api/operation.js';
import type { Problem } from './api/problems.js';
import { readingOperations } from './api/reading-operations.js';
import type { ApiEvent } from './api/request.js';
import { serve } from './api/serve.js';
import { http, type HttpResult } from './middleware/http.js';

/** Whatever only reads: reports, custody logs, evidence, and the lists and things that people look at. It has no right to write. */
export const build = (ports: ReportPorts) =>
  middy<ApiEvent, Answer | Problem | HttpResult>({ timeoutEarlyInMillis: 500 })
    .use(http(ports.counters))
    .handler((event) => serve(ports, readingOperations, event));

export const handler = build(awsReports());

import { readFile } from 'node:fs/promises';
import middy from '@middy/core';
import { systemClock } from '../adapters/clock.js';
import { logCounters } from '../adapters/counters.js';
import type { DocsPorts } from './api/docs/beside.js';
import type { Answer } from './api/operation.js';
import type { Problem } from './api/problems.js';
import { readerOperations } from './api/reader-operations.js';
import type { ApiEvent } from './api/request.js';
import { serve } from './api/serve.js';
import { http, type HttpResult } from './middleware/http.js';

/** The API's document, and a page that draws it for people. The document, and its viewer, a package's, lie beside this bundle. */
export const build = (ports: DocsPorts) =>
  middy<ApiEvent, Answer | Problem | HttpResult>({ timeoutEarlyInMillis: 500 })
    .use(http(ports.counters))
    .handler((event) => serve(ports, readerOperations, event));

export const handler = build({
  counters: logCounters(),
  clock: systemClock,
  readBeside: (file) => readFile(new URL(`${file}.br`, import.meta.url)),
});

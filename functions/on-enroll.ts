import middy from '@middy/core';
import { awsEnrolment } from '../adapters/aws-enrolment.js';
import { awsRegistry, awsStores } from '../adapters/aws.js';
import { enrolOperations } from './api/enrol-operations.js';
import type { Answer, EnrollingPorts } from './api/operation.js';
import type { Problem } from './api/problems.js';
import type { ApiEvent } from './api/request.js';
import { serve } from './api/serve.js';
import { http, type HttpResult } from './middleware/http.js';

/** Enrolment: the rows of the route table that need the IoT control plane. */
export const build = (ports: EnrollingPorts) =>
  middy<ApiEvent, Answer | Problem | HttpResult>({ timeoutEarlyInMillis: 500 })
    .use(http(ports.counters))
    .handler((event) => serve(ports, enrolOperations, event));

export const handler = build({ ...awsStores(), registry: awsRegistry(), enrolment: awsEnrolment() });

import middy from '@middy/core';
import { awsParkedQueues } from '../adapters/aws-parked-queues.js';
import { awsPorts } from '../adapters/aws.js';
import { sweep, type Swept } from '../app/sweep.js';
import type { ParkedQueue, Ports } from '../app/ports.js';

/** Once a minute: the parked queues and the items that are due. What fails stays where it is for the next minute. */
export const build = (ports: Ports, queues: ParkedQueue[]) =>
  middy<unknown, Swept>({ timeoutEarlyInMillis: 500 }).handler(() => sweep(ports, queues));

export const handler = build(awsPorts(), awsParkedQueues());

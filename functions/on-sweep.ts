import middy from '@middy/core';
import { awsPorts } from '../adapters/aws.js';
import { sweep, type Swept } from '../app/sweep.js';
import type { Ports } from '../app/ports.js';
import { endedByLambda } from './middleware/time-limit.js';

/** Once a minute: the items that are due. What fails is due again later. */
export const build = (ports: Ports) => middy<unknown, Swept>(endedByLambda).handler(() => sweep(ports));

export const handler = build(awsPorts());

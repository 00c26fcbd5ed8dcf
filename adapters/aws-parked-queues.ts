import type { ParkedQueue } from '../app/ports.js';
import { once } from '../domain/once.js';
import { readEnvironment, shared } from './aws.js';
import { sqsParkedQueue } from './sqs/parked-queue.js';

/** For on-sweep alone: the queues of what no call could finish. */
export function awsParkedQueues(): ParkedQueue[] {
  const { PARKED_QUEUE_URLS } = readEnvironment(['PARKED_QUEUE_URLS']);
  const client = once(async () => (await import('./sdk/sqs.js')).sqsClient(shared().settings()));
  const urls = PARKED_QUEUE_URLS.split(',').filter((url) => url !== '');
  return urls.map((url) => sqsParkedQueue(client, url));
}

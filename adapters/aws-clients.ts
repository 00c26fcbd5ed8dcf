import { NodeHttpHandler } from '@smithy/node-http-handler';
import { once } from '../domain/once.js';
import type { ClientSettings } from './sdk/client.js';
import { dynamodbClient } from './sdk/dynamodb.js';
import { iotDataClient } from './sdk/iot-data.js';

/** Within a function's ten seconds three attempts must fit. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/**
 * The clients of AWS's services, each built on first use and once. DynamoDB and IoT come with the bundle, for the screen
 * waits for them; the rest is loaded when it is first needed. One handler serves all, so that connections are kept.
 */
export function awsClients(access: Pick<ClientSettings, 'region' | 'credentials'>) {
  const requestHandler = once(() => new NodeHttpHandler(timeouts));
  const settings = (maxAttempts = 3): ClientSettings => ({ ...access, requestHandler: requestHandler(), maxAttempts });
  return {
    dynamodb: once(() => dynamodbClient(settings())),
    iotData: once(() => iotDataClient(settings())),
    sns: once(async () => (await import('./sdk/sns.js')).snsClient(settings())),
    /** Tells people: never tries again by itself. */
    snsOnce: once(async () => (await import('./sdk/sns.js')).snsClient(settings(1))),
    scheduler: once(async () => (await import('./sdk/scheduler.js')).schedulerClient(settings())),
    secrets: once(async () => (await import('./sdk/secrets-manager.js')).secretsManagerClient(settings())),
    /** For a client that one function alone has: it is made beside that function's ports, and no other bundle carries it. */
    settings,
  };
}

export type AwsClients = ReturnType<typeof awsClients>;

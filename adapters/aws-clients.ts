import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import { NodeHttpHandler } from '@smithy/node-http-handler';

export interface AwsAccess {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined };
}

/** Within a function's ten seconds three attempts must fit. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/**
 * The SDK's clients, each built on first use and once. DynamoDB and IoT come with the bundle, for the screen waits for
 * them; the rest is loaded when it is first needed. What the SDK would look up is given: region and credentials. One
 * handler serves all, so that connections are kept.
 */
export function awsClients(access: AwsAccess) {
  const requestHandler = once(() => new NodeHttpHandler(timeouts));
  const settings = (maxAttempts = 3) => ({
    region: access.region,
    credentials: async () => access.credentials,
    requestHandler: requestHandler(),
    maxAttempts,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
  });
  return {
    dynamodb: once(() => new DynamoDBClient(settings())),
    iotData: once(() => new IoTDataPlaneClient(settings())),
    sns: once(async () => new (await import('./sdk/sns.js')).SNSClient(settings())),
    /** Tells people: never tries again by itself. */
    snsOnce: once(async () => new (await import('./sdk/sns.js')).SNSClient(settings(1))),
    scheduler: once(async () => new (await import('./sdk/scheduler.js')).SchedulerClient(settings())),
    secrets: once(async () => new (await import('./sdk/secrets-manager.js')).SecretsManagerClient(settings())),
    /** For a client that one function alone has: it is made beside that function's ports, and no other bundle carries it. */
    settings,
  };
}

export type AwsClients = ReturnType<typeof awsClients>;

/** Makes a thing when it is first asked for, and once. */
export function once<Thing>(make: () => Thing): () => Thing {
  let made: { thing: Thing } | undefined;
  return () => (made ??= { thing: make() }).thing;
}

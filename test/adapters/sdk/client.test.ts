import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateThingCommand, IoTClient } from '@aws-sdk/client-iot';
import { IoTDataPlaneClient, PublishCommand as Down } from '@aws-sdk/client-iot-data-plane';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientSettings } from '../../../adapters/sdk/client.js';
import { dynamodbClient } from '../../../adapters/sdk/dynamodb.js';
import { iotDataClient } from '../../../adapters/sdk/iot-data.js';
import { iotClient } from '../../../adapters/sdk/iot.js';
import { schedulerClient } from '../../../adapters/sdk/scheduler.js';
import { secretsManagerClient } from '../../../adapters/sdk/secrets-manager.js';
import { snsClient } from '../../../adapters/sdk/sns.js';

interface Sender {
  send(command: never): Promise<unknown>;
}
interface Case {
  ours: (settings: ClientSettings) => Sender;
  theirs: (settings: ClientSettings) => Sender;
  command: unknown;
  answer: string;
}

const schedule = {
  Name: 'a-watch-1',
  GroupName: 'timers',
  ScheduleExpression: 'at(2026-01-05T09:00:00)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: 'arn:a', RoleArn: 'arn:b' },
} as const;
const sent = '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>';

/** For each service a command of ours, and what it is answered with. */
const cases: Record<string, Case> = {
  DynamoDB: {
    ours: dynamodbClient,
    theirs: (settings) => new DynamoDBClient(settings),
    command: new GetItemCommand({ TableName: 't', Key: { pk: { S: 'é' }, sk: { N: '7' } }, ConsistentRead: true }),
    answer: '{"Item":{"v":{"N":"3"}}}',
  },
  'IoT data plane': {
    ours: iotDataClient,
    theirs: (settings) => new IoTDataPlaneClient(settings),
    command: new Down({ topic: 'lockers/v1/b/commands', qos: 1, messageExpiry: 20, payload: Buffer.from('{}') }),
    answer: '',
  },
  IoT: {
    ours: iotClient,
    theirs: (settings) => new IoTClient(settings),
    command: new CreateThingCommand({ thingName: 'b', attributePayload: { attributes: { siteId: 's' } } }),
    answer: '{"thingName":"b"}',
  },
  Scheduler: {
    ours: schedulerClient,
    theirs: (settings) => new SchedulerClient(settings),
    // The SDK makes up a token where none is given.
    command: new CreateScheduleCommand({ ...schedule, ClientToken: 'once' }),
    answer: '{"ScheduleArn":"arn:c"}',
  },
  'Secrets Manager': {
    ours: secretsManagerClient,
    theirs: (settings) => new SecretsManagerClient(settings),
    command: new GetSecretValueCommand({ SecretId: 'arn:secret' }),
    answer: '{"SecretString":"s"}',
  },
  SNS: {
    ours: snsClient,
    theirs: (settings) => new SNSClient(settings),
    command: new PublishCommand({ PhoneNumber: '+15550100', Message: 'a & b' }),
    answer: sent,
  },
};
const regions = ['us-east-1', 'eu-central-1', 'cn-north-1', 'us-gov-west-1'];

/** Answers each request in turn; a number is the status of a failure. Remembers what was asked. */
function handlerThat(...answers: (string | number)[]) {
  const asked: HttpRequest[] = [];
  const handle = async (request: HttpRequest) => {
    asked.push(request);
    const answer = answers[asked.length - 1] ?? '';
    const [statusCode, body] = typeof answer === 'number' ? [answer, '{}'] : [200, answer];
    return { response: new HttpResponse({ statusCode, headers: {}, body: Buffer.from(body) }) };
  };
  return { asked, requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } } as unknown as NodeHttpHandler };
}

const credentials = { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' };

/** Who asks and how often is not what is asked; what is signed differs by that alone. */
const unsaid = /^(user-agent|x-amz-user-agent|amz-sdk-.*)$/;

function whatIsAsked({ method, protocol, hostname, port, path, query, headers, body }: HttpRequest) {
  const { authorization = '', ...said } = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !unsaid.test(name)),
  );
  const scope = /Credential=(\S+),/.exec(authorization)?.[1];
  return {
    method,
    protocol,
    hostname,
    port,
    path,
    query,
    headers: said,
    scope,
    body: body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body),
  };
}

describe('a client put together of the parts of the SDK', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5, 9) });
    vi.stubEnv('AWS_ENDPOINT_URL', undefined);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  const everywhere = Object.keys(cases).flatMap((service) => regions.map((region) => [service, region] as const));
  it.each(everywhere)("asks %s in %s as the SDK's own client does, and reads the same answer", async (name, region) => {
    const { ours, theirs, command, answer } = cases[name]!;
    const seen = await Promise.all(
      [ours, theirs].map(async (make) => {
        const { asked, requestHandler } = handlerThat(answer);
        const client = make({ region, credentials, requestHandler, maxAttempts: 3 });
        const { $metadata: _, ...output } = (await client.send(command as never)) as { $metadata: unknown };
        return { asked: asked.map(whatIsAsked), output };
      }),
    );
    expect(seen[0]?.asked[0]?.scope).toContain(`id/20260105/${region}/`);
    expect(seen[0]).toEqual(seen[1]);
  });

  it('asks where the environment says, for all services or for one', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1234');
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:5678');
    const hosts = ['DynamoDB', 'SNS'].map(async (name) => {
      const { ours, command, answer } = cases[name]!;
      const { asked, requestHandler } = handlerThat(answer);
      await ours({ region: 'us-east-1', credentials, requestHandler, maxAttempts: 3 }).send(command as never);
      return asked.map(({ headers, port }) => [headers['host'], port]);
    });
    expect(await Promise.all(hosts)).toEqual([[['127.0.0.1:5678', 5678]], [['127.0.0.1:1234', 1234]]]);
  });

  it.each([
    ['tries again where the service failed, and signs each attempt', 3, [500, 500, '{}'], 3],
    ['gives up after its last attempt', 2, [500, 500, '{}'], 2],
    ['asks once where it may ask once', 1, [500, '{}'], 1],
    ['does not ask again for what was refused', 3, [400, '{}'], 1],
  ] as const)('%s', async (_, maxAttempts, answers, times) => {
    const { asked, requestHandler } = handlerThat(...answers);
    const client = dynamodbClient({ region: 'us-east-1', credentials, requestHandler, maxAttempts });
    const isAnswered = await client.send(cases['DynamoDB']!.command as GetItemCommand).then(
      () => true,
      () => false,
    );
    expect([asked.length, isAnswered]).toEqual([times, times === 3]);
    expect(asked.every(({ headers }) => headers['authorization']?.includes('Signature='))).toBe(true);
  });
});

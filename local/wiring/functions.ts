import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Resource } from '../resolved-stack.js';
import { AsyncQueue, type PendingEvent } from '../stand-ins/lambda-async.js';
import { Lambda } from '../stand-ins/lambda.js';
import type { Queues } from '../stand-ins/sqs.js';
import { TemplateError, type Assembly } from '../template.js';
import type { Functions, Parts } from './parts.js';
import { requireRight } from './permissions.js';

export interface FunctionSources {
  readonly assembly: Assembly;
  readonly queues: Queues;
  readonly dynamoDbUrl: string;
}

/** Every function with its bundle and environment, and what becomes of its asynchronous events. */
export function buildFunctions(parts: Parts, sources: FunctionSources): Functions {
  const { stack, clock, mishaps, log, journal } = parts;
  const lambda = new Lambda(clock, log);
  for (const resource of stack.resourcesOf('AWS::Lambda::Function')) {
    const { logicalId, ref: name, attributes, properties } = resource;
    const { file, exportName } = locate(resource, sources.assembly);
    const environment = { ...properties.Environment?.Variables, ...environmentOf(resource, parts, sources) };
    const taken = lambda.has(name);
    if (taken) throw new TemplateError(logicalId, `another function is named ${name}`, 'name each once');
    const [timeoutMs, memoryMb] = [properties.Timeout * 1000, properties.MemorySize];
    lambda.register({ name, arn: attributes.Arn!, file, exportName, environment, timeoutMs, memoryMb });
  }
  const events = new AsyncQueue({ lambda, clock, mishaps, log, pending: journal<PendingEvent>('events') });
  configureEvents(parts, events, sources.queues);
  return { lambda, events };
}

function locate({ logicalId, properties }: Resource<'AWS::Lambda::Function'>, assembly: Assembly) {
  const directory = assembly.assetDirectory(properties.Code.S3Key);
  if (directory === undefined)
    throw new TemplateError(logicalId, `no asset is deployed as ${properties.Code.S3Key}`, 'run `npm run synth` again');
  const [module, exportName = ''] = properties.Handler.split('.');
  const files = ['mjs', 'js', 'cjs'].map((extension) => path.join(directory, `${module}.${extension}`));
  const file = files.find((candidate) => existsSync(candidate));
  if (file !== undefined) return { file, exportName };
  throw new TemplateError(logicalId, `its bundle has no ${module}.mjs`, 'run `npm run synth` again');
}

/** What Lambda itself puts into a function's environment, and the two addresses that make this run local. */
function environmentOf(
  { ref: name, properties }: Resource<'AWS::Lambda::Function'>,
  { stack, endpoint }: Parts,
  { dynamoDbUrl }: FunctionSources,
): Record<string, string> {
  return {
    AWS_REGION: stack.region,
    AWS_DEFAULT_REGION: stack.region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
    AWS_ACCESS_KEY_ID: name, // By which its calls are known for its own: wiring/permissions.ts.
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDbUrl,
    // Nothing of the machine's own AWS configuration may reach a bundle, and no bundle the real AWS.
    AWS_CONFIG_FILE: path.join(import.meta.dirname, 'no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(import.meta.dirname, 'no-aws-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

function configureEvents({ stack }: Parts, events: AsyncQueue, queues: Queues): void {
  const functions = stack.resourcesOf('AWS::Lambda::Function');
  for (const { logicalId, properties } of stack.resourcesOf('AWS::Lambda::EventInvokeConfig')) {
    const { FunctionName, MaximumEventAgeInSeconds, MaximumRetryAttempts, DestinationConfig } = properties;
    const called = functions.find(({ ref, attributes }) => ref === FunctionName || attributes.Arn === FunctionName);
    if (!called) throw new TemplateError(logicalId, `there is no function ${FunctionName}`, 'look at the template');
    const destination = DestinationConfig?.OnFailure?.Destination;
    if (destination !== undefined) {
      requireQueue(stack.resourcesOf('AWS::SQS::Queue'), destination, logicalId);
      requireRight(stack, called.properties.Role, logicalId, { action: 'sqs:SendMessage', resource: destination });
    }
    events.configure(called.attributes.Arn!, {
      maximumEventAgeMs: MaximumEventAgeInSeconds === undefined ? undefined : MaximumEventAgeInSeconds * 1000,
      maximumRetryAttempts: MaximumRetryAttempts,
      onFailure: destination === undefined ? undefined : (record) => void queues.send(destination, record),
    });
  }
}

/** Destinations and sources must be queues of this stack: nothing else takes failed events here, or calls functions. */
export function requireQueue(queues: readonly Resource<'AWS::SQS::Queue'>[], address: string, askedBy: string): void {
  if (queues.some(({ ref, attributes }) => ref === address || attributes.Arn === address)) return;
  throw new TemplateError(askedBy, `${address} is no queue of this stack`, 'name an SQS queue of the stack');
}

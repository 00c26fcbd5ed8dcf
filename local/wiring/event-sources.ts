import { EventSources } from '../stand-ins/event-sources.js';
import { TemplateError } from '../template.js';
import { requireQueue } from './functions.js';
import type { PartsWithFunctions } from './parts.js';
import { requireRight } from './permissions.js';

/** What Lambda does in a function's name to take from a queue: without them AWS makes no mapping. */
const takes = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** Queues that call functions. They begin when they are started. */
export function buildEventSources({ stack, clock, log, lambda, queues }: PartsWithFunctions): EventSources {
  const sources = new EventSources({ lambda, queues, clock, region: stack.region, log });
  const functions = stack.resourcesOf('AWS::Lambda::Function');
  for (const { logicalId, properties } of stack.resourcesOf('AWS::Lambda::EventSourceMapping')) {
    const { EventSourceArn, FunctionName, BatchSize, FunctionResponseTypes = [] } = properties;
    requireQueue(stack.resourcesOf('AWS::SQS::Queue'), EventSourceArn, logicalId);
    const queue = queues.find(EventSourceArn);
    const called = functions.find(({ ref, attributes }) => ref === FunctionName || attributes.Arn === FunctionName);
    if (!called) throw new TemplateError(logicalId, `there is no function ${FunctionName}`, 'look at the template');
    for (const action of takes) requireRight(stack, called.properties.Role, logicalId, { action, resource: queue.arn });
    if (queue.visibilityTimeoutMs < called.properties.Timeout * 1000)
      throw new TemplateError(
        logicalId,
        `${queue.name} shows a message again before ${called.ref} must have ended`,
        'let its visibility timeout be at least the time limit of the function: AWS refuses less',
      );
    sources.add({
      queue,
      functionArn: called.attributes.Arn!,
      batchSize: BatchSize,
      reportsFailures: FunctionResponseTypes.length > 0,
    });
  }
  return sources;
}

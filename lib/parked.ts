import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.js';
import { BundledFunction } from './bundled-function.js';
import type { Effects } from './effects.js';
import { acknowledgeParkedSource } from './nag/acknowledgements.js';
import type { ParkedQueue } from './parked-queue.js';
import { parkedTimeout } from './parked-queue.js';
import type { Stage } from './stages.js';

export interface ParkedProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly effects: Effects;
  readonly queues: readonly ParkedQueue[];
}

/** What calls could not finish goes the same path again: the queues that it is parked in call one function. */
export class Parked extends Construct {
  public readonly onParked: BundledFunction;

  public constructor(scope: Construct, id: string, { stage, alarms, effects, queues }: ParkedProps) {
    super(scope, id);
    const onParked = new BundledFunction(this, 'on-parked', {
      stage,
      entry: 'on-parked',
      description: 'Takes up what a call could not finish.',
      timeout: parkedTimeout,
    });
    effects.grantTo(onParked);
    this.takesFrom(queues, onParked);
    alarms.whenFailing('on-parked-failing', onParked);
    alarms.whenCounted('parked-stuck', { counter: 'parked-failed', by: [onParked], threshold: 10 });
    alarms.whenCounted('parked-unreadable', { counter: 'parked-unreadable', by: [onParked], threshold: 1 });
    this.onParked = onParked;
  }

  /** Lambda reads the queues as the function, and removes of a batch what the function does not name as left. */
  private takesFrom(queues: readonly ParkedQueue[], onParked: BundledFunction) {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    const resources = queues.map((queue) => queue.queueArn);
    onParked.addToRolePolicy(new PolicyStatement({ actions, resources }));
    for (const queue of queues) {
      const mapping = new EventSourceMapping(this, `from-${queue.node.scope!.node.id}-${queue.node.id}`, {
        target: onParked,
        eventSourceArn: queue.queueArn,
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: 2, // The least: what had to be parked is in no hurry, and what it waits for is to recover.
      });
      acknowledgeParkedSource(mapping);
    }
  }
}

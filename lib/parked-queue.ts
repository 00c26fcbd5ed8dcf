import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { QueueEnd } from './nag/acknowledgements.js';
import { acknowledgeParkedQueue } from './nag/acknowledgements.js';

export interface ParkedQueueProps {
  readonly retentionPeriod: Duration;
  /** What becomes of what is in it: on-parked takes it up, or it is left there until it expires. */
  readonly end: QueueEnd;
}

/** What a call could not finish, until on-parked takes it up. Encrypted: a parked request may hold a pickup code. */
export class ParkedQueue extends Queue {
  public constructor(scope: Construct, id: string, { retentionPeriod, end }: ParkedQueueProps) {
    super(scope, id, {
      retentionPeriod,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the time limit of what it calls, as AWS asks (Lambda, "Using Lambda with Amazon SQS"): a batch that waits
      // for a free instance must not be seen by another meanwhile. So what failed comes again three minutes later.
      visibilityTimeout: Duration.seconds(6 * parkedTimeout.toSeconds()),
    });
    acknowledgeParkedQueue(this, end);
  }
}

/** How long one batch of parked messages may take. */
export const parkedTimeout = Duration.seconds(30);

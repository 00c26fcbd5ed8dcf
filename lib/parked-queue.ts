import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { QueueEnd } from './nag/acknowledgements.js';
import { acknowledgeParkedQueue } from './nag/acknowledgements.js';

export interface ParkedQueueProps {
  readonly retentionPeriod: Duration;
  /** What becomes of what is in it: on-sweep takes it up, or it is left there until it expires. */
  readonly end: QueueEnd;
}

/** What a call could not finish, until on-sweep takes it up. Encrypted: a parked request may hold a pickup code. */
export class ParkedQueue extends Queue {
  public constructor(scope: Construct, id: string, { retentionPeriod, end }: ParkedQueueProps) {
    super(scope, id, {
      retentionPeriod,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Twice the sweep's own time limit: not seen again while a sweep still works on it, but by the next one or the one after.
      visibilityTimeout: Duration.seconds(2 * sweepTimeout.toSeconds()),
    });
    acknowledgeParkedQueue(this, end);
  }
}

/** How long one sweep may take: under its minute, so that sweeps do not pile up. */
export const sweepTimeout = Duration.seconds(30);

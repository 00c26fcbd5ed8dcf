import type { SNSClient } from '@aws-sdk/client-sns';
import type { Channel } from '../../app/ports.js';

export type Message = Parameters<Channel['send']>[0];

/** What channels are made with. The SDK is loaded on the first message, and not at all by who only reads the list. */
export interface ChannelContext {
  /** Looks things up: tries again like any other client. */
  lookUp: () => Promise<SNSClient>;
  /** Sends: one attempt. A second one after a lost answer tells a person twice, and nothing behind it deduplicates. */
  sendOnce: () => Promise<SNSClient>;
  smsMaxPriceUsd: string;
}

/** One way to reach people: what it may call, beside the code that calls it. */
export interface ChannelKind {
  /** IAM actions. */
  needs: readonly string[];
  create: (context: ChannelContext) => Channel;
}

/** Said with each message, so that the local outbox can tell a double from a second message. */
export const attributesOf = ({ eventId, kind }: Message) => ({
  eventId: { DataType: 'String', StringValue: eventId },
  kind: { DataType: 'String', StringValue: kind },
});

/** What SNS will refuse however often it is asked: another attempt is no use, and another channel may be. */
export const refusals: readonly string[] = [
  'InvalidParameterException',
  'InvalidParameterValueException',
  'EndpointDisabledException',
];

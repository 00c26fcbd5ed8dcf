import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ParkedQueue } from '../../app/ports.js';

/** A parked queue. Its visibility timeout is the queue's own. No long polling: the next minute's sweep looks again. */
export function sqsParkedQueue(client: () => Promise<SQSClient>, queueUrl: string): ParkedQueue {
  const sdk = () => import('../sdk/sqs.js');
  return {
    name: queueUrl.split('/').at(-1) ?? queueUrl,
    async receive() {
      const { ReceiveMessageCommand } = await sdk();
      const { Messages = [] } = await (
        await client()
      ).send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 0,
          MessageSystemAttributeNames: ['SentTimestamp'],
        }),
      );
      return Messages.flatMap(({ ReceiptHandle: receipt, Body: body, Attributes }) =>
        receipt === undefined ? [] : [{ receipt, body: body ?? '', sentAtMs: Number(Attributes?.SentTimestamp ?? 0) }],
      );
    },
    async remove(receipt) {
      const { DeleteMessageCommand } = await sdk();
      await (await client()).send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receipt }));
    },
  };
}

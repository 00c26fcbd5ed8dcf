import type { SNSClient } from '@aws-sdk/client-sns';
import type { EmailTopics } from '../../app/registry-ports.js';
import { sha256Digest } from '../crypto/digest.js';

export interface EmailTopicsOptions {
  client: () => Promise<SNSClient>;
  /** The functions may use topics whose names begin so. */
  prefix: string;
}

/**
 * A topic for each resident or site's manager, and address: the name follows from both, so that asking twice is once, and
 * who has a new address has a new topic, which the old address never hears of.
 */
export function snsEmailTopics({ client, prefix }: EmailTopicsOptions): EmailTopics {
  return {
    async subscribe(of, email) {
      const { CreateTopicCommand, SubscribeCommand } = await import('../sdk/sns.js');
      const Name = `${prefix}${of}-${sha256Digest.id(`${of}|${email}`)}`;
      const sns = await client();
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name }));
      if (!TopicArn) throw new Error('SNS answered without a topic');
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: email }));
      return TopicArn;
    },
    async remove(TopicArn) {
      const { DeleteTopicCommand } = await import('../sdk/sns.js');
      await (await client()).send(new DeleteTopicCommand({ TopicArn })); // SNS answers the same for one that is gone.
    },
  };
}

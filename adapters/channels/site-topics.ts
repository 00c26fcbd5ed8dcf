import type { SNSClient } from '@aws-sdk/client-sns';
import type { Alert, Alerts } from '../../app/ports.js';

export interface SiteTopicsOptions {
  /** Makes topics: tries again like any other client. */
  lookUp: () => Promise<SNSClient>;
  /** Publishes: one attempt, because a second one after a lost answer tells twice. */
  sendOnce: () => Promise<SNSClient>;
  /** What the ARN of every site's topic begins with: the functions may use topics whose names begin so. */
  arnPrefix: string;
}

/** One topic a site, made when something is first published to it. Whoever reads it subscribes, with a filter of their own. */
export function snsSiteTopics(options: SiteTopicsOptions): Alerts {
  return {
    async publish(alert) {
      const { SNSServiceException } = await import('../sdk/sns.js');
      const topicArn = `${options.arnPrefix}${alert.siteId}`;
      try {
        await publish(options, topicArn, alert);
      } catch (error) {
        const isThere = !(error instanceof SNSServiceException && /^NotFound/.test(error.name));
        if (isThere) throw error;
        await create(options, topicArn);
        await publish(options, topicArn, alert);
      }
    },
  };
}

/** The name follows from the site: creating twice is once. */
async function create({ lookUp }: SiteTopicsOptions, topicArn: string): Promise<void> {
  const { CreateTopicCommand } = await import('../sdk/sns.js');
  await (await lookUp()).send(new CreateTopicCommand({ Name: topicArn.split(':').at(-1) }));
}

async function publish(
  { sendOnce }: SiteTopicsOptions,
  TopicArn: string,
  { text, severity, audience, incidentId, eventId }: Alert,
): Promise<void> {
  const { PublishCommand } = await import('../sdk/sns.js');
  const said = { severity, audience, incidentId, eventId, kind: 'incident' };
  const MessageAttributes = Object.fromEntries(
    Object.entries(said).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
  const { subject: Subject, body: Message } = text;
  await (await sendOnce()).send(new PublishCommand({ TopicArn, Subject, Message, MessageAttributes }));
}

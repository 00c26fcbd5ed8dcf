import type { Channel, ChannelOutcome } from '../../app/ports.js';
import { attributesOf, refusals, type ChannelContext, type ChannelKind, type Message } from './channel.js';

/** Email by SNS: a topic for each address of a resident or manager, whose one subscription they have confirmed. */
export const email: ChannelKind = {
  needs: ['sns:ListSubscriptionsByTopic', 'sns:Publish'],
  create: (context): Channel => ({ name: 'email', send: (message) => send(context, message) }),
};

/** SNS takes subjects of up to 99 characters (API Reference, Publish: "less than 100 characters"), of one line. */
const subjectMax = 99;

async function send(context: ChannelContext, message: Message): Promise<ChannelOutcome> {
  const topicArn = 'emailTopic' in message.to ? message.to.emailTopic : undefined;
  if (!topicArn) return 'no-address';
  const { SNSServiceException } = await import('../sdk/sns.js');
  const before = 'emailState' in message.to ? message.to.emailState : undefined;
  const notConfirmed = before === 'confirmed' || before === 'lost' ? 'lost' : 'unconfirmed';
  try {
    const subscription = await subscriptionOf(context, topicArn);
    if (subscription !== 'confirmed') return subscription === 'deleted' ? 'lost' : notConfirmed;
    await publish(context, topicArn, message);
    return 'sent';
  } catch (error) {
    if (!(error instanceof SNSServiceException)) throw error;
    if (error.name === 'NotFoundException' || error.name === 'NotFound')
      return notConfirmed === 'lost' ? 'lost' : 'no-address';
    if (refusals.includes(error.name)) return 'refused';
    throw error;
  }
}

/**
 * Publishing to a topic that nobody confirmed succeeds and delivers nothing: so look first. One that is not there was
 * never confirmed in time, or has gone since: which of the two is known from what was seen before, unless SNS still says
 * that it was deleted.
 */
async function subscriptionOf({ lookUp }: ChannelContext, TopicArn: string) {
  const { ListSubscriptionsByTopicCommand } = await import('../sdk/sns.js');
  const { Subscriptions = [] } = await (await lookUp()).send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const arns = Subscriptions.map(({ SubscriptionArn }) => SubscriptionArn);
  if (arns.some((arn) => arn?.startsWith('arn:'))) return 'confirmed';
  return arns.includes('Deleted') ? 'deleted' : 'not-confirmed';
}

async function publish({ sendOnce }: ChannelContext, TopicArn: string, message: Message): Promise<void> {
  const { PublishCommand } = await import('../sdk/sns.js');
  const { subject, body } = message.text;
  const Subject = subject.replace(/[\r\n]+/g, ' ').slice(0, subjectMax);
  const MessageAttributes = attributesOf(message);
  await (await sendOnce()).send(new PublishCommand({ TopicArn, Subject, Message: body, MessageAttributes }));
}

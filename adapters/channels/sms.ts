import type { Channel, ChannelOutcome } from '../../app/ports.js';
import { attributesOf, refusals, type ChannelContext, type ChannelKind, type Message } from './channel.js';

/** Text messages by SNS, straight to the number. */
export const sms: ChannelKind = {
  needs: ['sns:CheckIfPhoneNumberIsOptedOut', 'sns:Publish'],
  create: (context): Channel => ({ name: 'sms', send: (message) => send(context, message) }),
};

async function send(context: ChannelContext, message: Message): Promise<ChannelOutcome> {
  const { phone } = message.to;
  if (!phone) return 'no-address';
  const { SNSServiceException } = await import('../sdk/sns.js');
  try {
    // SNS answers a message to a number that has opted out with success, and sends nothing.
    if (await hasOptedOut(context, phone)) return 'opted-out';
    await publish(context, phone, message);
    return 'sent';
  } catch (error) {
    if (!(error instanceof SNSServiceException)) throw error;
    if (error.name === 'OptedOutException' || error.name === 'OptedOut') return 'opted-out';
    if (refusals.includes(error.name)) return 'refused';
    throw error;
  }
}

async function hasOptedOut({ lookUp }: ChannelContext, phoneNumber: string): Promise<boolean> {
  const { CheckIfPhoneNumberIsOptedOutCommand } = await import('../sdk/sns.js');
  const { isOptedOut } = await (await lookUp()).send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
  return isOptedOut === true;
}

async function publish({ sendOnce, smsMaxPriceUsd }: ChannelContext, PhoneNumber: string, message: Message) {
  const { PublishCommand } = await import('../sdk/sns.js');
  const MessageAttributes = {
    ...attributesOf(message),
    'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
    'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: smsMaxPriceUsd },
  };
  await (await sendOnce()).send(new PublishCommand({ PhoneNumber, Message: message.text.body, MessageAttributes }));
}

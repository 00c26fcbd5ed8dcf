import { errorTypeRegistries, type SNSClient } from '@aws-sdk/client-sns';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { serviceClient, type ClientSettings } from './client.js';

/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export {
  CheckIfPhoneNumberIsOptedOutCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSServiceException,
  SubscribeCommand,
} from '@aws-sdk/client-sns';

export const snsClient = (settings: ClientSettings): SNSClient =>
  serviceClient(
    {
      serviceId: 'SNS',
      host: 'sns',
      signingName: 'sns',
      protocol: new AwsQueryProtocol({
        defaultNamespace: 'com.amazonaws.sns',
        xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
        version: '2010-03-31',
        errorTypeRegistries,
      }),
    },
    settings,
  );

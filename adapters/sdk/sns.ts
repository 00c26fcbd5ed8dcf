/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export {
  CheckIfPhoneNumberIsOptedOutCommand,
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SNSServiceException,
  SubscribeCommand,
} from '@aws-sdk/client-sns';

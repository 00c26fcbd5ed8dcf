import { errorTypeRegistries, type SQSClient } from '@aws-sdk/client-sqs';
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { serviceClient, type ClientSettings } from './client.js';

/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';

export const sqsClient = (settings: ClientSettings): SQSClient =>
  serviceClient(
    {
      serviceId: 'SQS',
      host: 'sqs',
      signingName: 'sqs',
      protocol: new AwsJson1_0Protocol({
        defaultNamespace: 'com.amazonaws.sqs',
        serviceTarget: 'AmazonSQS',
        awsQueryCompatible: true,
        errorTypeRegistries,
      }),
    },
    settings,
  );

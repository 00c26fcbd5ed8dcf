import { errorTypeRegistries, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { DynamoDBJsonCodec2 } from '@aws-sdk/dynamodb-codec';
import { serviceClient, type ClientSettings } from './client.js';

export const dynamodbClient = (settings: ClientSettings): DynamoDBClient =>
  serviceClient(
    {
      serviceId: 'DynamoDB',
      host: 'dynamodb',
      signingName: 'dynamodb',
      protocol: new AwsJson1_0Protocol({
        defaultNamespace: 'com.amazonaws.dynamodb',
        serviceTarget: 'DynamoDB_20120810',
        errorTypeRegistries,
        jsonCodec: new DynamoDBJsonCodec2(),
      }),
    },
    settings,
  );

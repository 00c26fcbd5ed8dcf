import { errorTypeRegistries, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { serviceClient, type ClientSettings } from './client.js';

/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';

export const secretsManagerClient = (settings: ClientSettings): SecretsManagerClient =>
  serviceClient(
    {
      serviceId: 'Secrets Manager',
      host: 'secretsmanager',
      signingName: 'secretsmanager',
      protocol: new AwsJson1_1Protocol({
        defaultNamespace: 'com.amazonaws.secretsmanager',
        serviceTarget: 'secretsmanager',
        errorTypeRegistries,
      }),
    },
    settings,
  );

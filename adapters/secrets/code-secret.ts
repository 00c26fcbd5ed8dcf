import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Reads the one secret that codes are derived from. Loaded on first use: most calls tell nobody a code. */
export function readCodeSecret(client: () => Promise<SecretsManagerClient>, secretArn: string): () => Promise<string> {
  return async () => {
    const { GetSecretValueCommand } = await import('../sdk/secrets-manager.js');
    const { SecretString } = await (await client()).send(new GetSecretValueCommand({ SecretId: secretArn }));
    if (!SecretString) throw new Error('the code secret has no text: let the template generate it');
    return SecretString;
  };
}

import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Ports } from '../../app/ports.js';

/** It is rotated once a year (docs/deploy.md), by a person: an alarm reminds them. */
const rotatedWithinMs = 365 * 24 * 3_600_000;

/** Reads the one secret that codes are derived from. Loaded on first use: most calls tell nobody a code. */
export function readCodeSecret(
  client: () => Promise<SecretsManagerClient>,
  secretArn: string,
  { clock, counters }: Pick<Ports, 'clock' | 'counters'>,
): () => Promise<string> {
  return async () => {
    const { GetSecretValueCommand } = await import('../sdk/secrets-manager.js');
    const request = new GetSecretValueCommand({ SecretId: secretArn });
    const { SecretString, CreatedDate } = await (await client()).send(request);
    if (!SecretString) throw new Error('the code secret has no text: let the template generate it');
    const ageMs = clock.nowMs() - (CreatedDate?.getTime() ?? clock.nowMs());
    if (ageMs > rotatedWithinMs) counters.count('code-secret-old');
    return SecretString;
  };
}

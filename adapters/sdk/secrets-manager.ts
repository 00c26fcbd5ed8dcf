/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

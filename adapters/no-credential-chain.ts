/**
 * Stands in for the SDK's `@aws-sdk/credential-provider-node` in our bundles (lib/bundled-function.ts aliases it). Lambda gives
 * a function its credentials in the environment, so the other sources of the chain (SSO, profiles, processes, metadata) are a
 * quarter of a bundle that can never answer. The names are those that the SDK's clients import.
 *
 * These three variables are Lambda's own, not settings of ours: our settings are read in adapters/aws.ts only.
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new Error('no credentials in the environment: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
  };
};

/** Lambda replaces the whole environment before its credentials expire, so nothing here ever needs renewing. */
export const credentialsWillNeedRefresh = () => false;
export const credentialsTreatedAsExpired = () => false;

import type { EndpointV2, MetadataBearer, Pluggable, SerializeMiddleware } from '@smithy/types';

/**
 * Stands in for `@smithy/core/endpoints` in our bundles (`bundled-function.ts` aliases it). The SDK works out for each command what
 * to ask a service's rules, of what the command names, the client was given, the environment says and profile files in somebody's
 * home. A function has no home, and our clients ask for two of these alone (`adapters/sdk/client.ts`): the region, and another
 * endpoint that the environment names. The rest is 9 KB of every bundle; it is there under a name that is aliased as well.
 */
// @ts-expect-error -- a name that the bundler alone knows: nobody here uses what comes from there.
export * from '@smithy/core/whole-endpoints';

interface Config {
  serviceId: string;
  region: () => Promise<string>;
  endpointProvider: (asked: { Region: string; Endpoint: string | undefined }) => EndpointV2;
}

/** What each command brings along. Where it stands, and what it leaves for what writes the request, are the SDK's. */
export const getEndpointPlugin = (config: Config): Pluggable<object, MetadataBearer> => ({
  applyToStack: (stack) => {
    const place = { relation: 'before', toMiddleware: 'serializerMiddleware' } as const;
    // A command that is sent once more brings it again.
    stack.addRelativeTo(sayingWhere(config), { name: 'endpointV2Middleware', override: true, ...place });
  },
});

const sayingWhere =
  ({ serviceId, region, endpointProvider }: Config): SerializeMiddleware<object, MetadataBearer> =>
  (next, context) =>
  async (args) => {
    context.endpointV2 = endpointProvider({ Region: await region(), Endpoint: endpointNamed(serviceId, process.env) });
    return next(args);
  };

/** For the one service, or else for all. */
function endpointNamed(serviceId: string, environment: NodeJS.ProcessEnv): string | undefined {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  const own = `AWS_ENDPOINT_URL_${serviceId.toUpperCase().replaceAll(' ', '_')}`;
  return environment[own] || environment['AWS_ENDPOINT_URL'] || undefined;
}

import { Client, NoOpLogger } from '@smithy/core/client';
import { getContentLengthPlugin, HttpRequest, parseUrl } from '@smithy/core/protocols';
import { getRetryPlugin, StandardRetryStrategy } from '@smithy/core/retry';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import { calculateBodyLength, fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { streamCollector, type NodeHttpHandler } from '@smithy/node-http-handler';
import type {
  AwsCredentialIdentity,
  FinalizeRequestMiddleware,
  HttpHandlerOptions,
  MetadataBearer,
  Pluggable,
} from '@smithy/types';
import { Signer } from './signer.js';

/** What the SDK's own client of a service knows of it. */
export interface Service {
  /** By which the environment may name another endpoint: AWS_ENDPOINT_URL_<this, in capitals>. */
  serviceId: string;
  /** Before the region, in the name of its endpoint. */
  host: string;
  /** Where it is another one in the partition `aws-cn`. */
  hostInChina?: string;
  /** In what is signed. */
  signingName: string;
  /** How its requests and answers are written, and which errors there may be. */
  protocol: Parameters<typeof getSchemaSerdePlugin>[0]['protocol'];
}

export interface ClientSettings {
  region: string;
  credentials: AwsCredentialIdentity;
  requestHandler: NodeHttpHandler;
  maxAttempts: number;
}

/**
 * A client of one service, put together of the SDK's own parts: what writes and reads, tries again, and signs. The client
 * that the service's package exports has twice their size, for it brings what finds out region, credentials, defaults,
 * discovered endpoints and who asks; here these are given. The package's commands are sent by either.
 */
export function serviceClient<SdkClient>(service: Service, settings: ClientSettings): SdkClient {
  const { region, credentials, requestHandler, maxAttempts } = settings;
  const { serviceId, signingName, protocol } = service;
  const strategy = new StandardRetryStrategy({ maxAttempts });
  const config = {
    ...{ apiVersion: '', runtime: 'node', logger: new NoOpLogger(), disableHostPrefix: false, serviceId, protocol },
    ...{ region: async () => region, endpointProvider: endpointOf(service), isCustomEndpoint: false },
    ...{ urlParser: parseUrl, requestHandler },
    ...{ retryStrategy: async () => strategy, maxAttempts: async () => maxAttempts },
    ...{ base64Decoder: fromBase64, base64Encoder: toBase64, utf8Decoder: fromUtf8, utf8Encoder: toUtf8 },
    ...{ bodyLengthChecker: calculateBodyLength, streamCollector },
  };
  const client = new Client<HttpHandlerOptions, object, MetadataBearer, typeof config>(config);
  const signer = new Signer({ service: signingName, region, credentials });
  const plugins: Pluggable<object, MetadataBearer>[] = [
    getSchemaSerdePlugin(config),
    getContentLengthPlugin(config),
    getRetryPlugin(config),
  ];
  for (const plugin of plugins) client.middlewareStack.use(plugin);
  client.middlewareStack.addRelativeTo(signing(signer), { relation: 'after', toMiddleware: 'retryMiddleware' });
  return client as SdkClient; // It sends the same commands; nobody here asks for what else the SDK's type has.
}

/** Of the partitions `aws`, `aws-cn` and `aws-us-gov`; or what the environment names instead. */
const endpointOf =
  ({ host, hostInChina = host }: Service) =>
  ({ Region = '', Endpoint }: { Region?: string; Endpoint?: string }) => {
    const regional = Region.startsWith('cn-')
      ? `https://${hostInChina}.${Region}.amazonaws.com.cn`
      : `https://${host}.${Region}.amazonaws.com`;
    return { url: new URL(Endpoint ?? regional) };
  };

/** Each attempt is signed anew, because a signature is of an instant. The host is a part of what is signed. */
const signing =
  (signer: Signer): FinalizeRequestMiddleware<object, MetadataBearer> =>
  (next) =>
  async (args) => {
    const { request } = args;
    if (!HttpRequest.isInstance(request)) return next(args);
    request.headers['host'] = request.hostname + (request.port === undefined ? '' : `:${request.port}`);
    return next({ ...args, request: await signer.signRequest(request) });
  };

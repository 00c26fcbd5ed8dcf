import type { PropertiesOf } from '../resources.js';
import { openUserPool, type StoredKey, type UserPool } from '../stand-ins/cognito.js';
import type { JwtAuthorizer, Route, Throttle } from '../stand-ins/http-api-routes.js';
import { TemplateError } from '../template.js';
import type { Parts, PartsWithFunctions } from './parts.js';

/** The account's own limit where a stage names none: API Gateway quotas, 10,000 a second and bursts of 5,000. */
const ACCOUNT_THROTTLE: Throttle = { ratePerSecond: 10_000, burst: 5_000 };

export function buildUserPools({ stack, clock, journal }: Parts): Promise<UserPool[]> {
  const keys = journal<StoredKey>('keys');
  const pools = stack.resourcesOf('AWS::Cognito::UserPool').map(async ({ ref: id, attributes }) => {
    const clients = stack
      .resourcesOf('AWS::Cognito::UserPoolClient')
      .filter(({ properties }) => properties.UserPoolId === id);
    const groups = stack
      .resourcesOf('AWS::Cognito::UserPoolGroup')
      .filter(({ properties }) => properties.UserPoolId === id);
    const clientIds = clients.map(({ ref }) => ref);
    return openUserPool(
      { id, issuer: attributes.ProviderURL!, clientIds, groups: groups.map(({ ref }) => ref) },
      { keys, clock },
    );
  });
  return Promise.all(pools);
}

/** The template's routes, each with its function, authorizer and throttle. */
export function routesOf({ stack, lambda }: PartsWithFunctions, pools: readonly UserPool[]): Route[] {
  const [api, ...others] = stack.resourcesOf('AWS::ApiGatewayV2::Api');
  if (others[0]) throw new TemplateError(others[0].logicalId, 'it is a second HTTP API', 'one API runs here');
  if (!api) return [];
  const stage = stack.resourcesOf('AWS::ApiGatewayV2::Stage')[0];
  if (!stage) throw new TemplateError(api.logicalId, 'the API has no stage', 'give it the stage $default');
  const keys = stack.resourcesOf('AWS::ApiGatewayV2::Route').map(({ properties }) => properties.RouteKey);
  const stray = Object.keys(stage.properties.RouteSettings ?? {}).find((key) => !keys.includes(key));
  if (stray !== undefined)
    throw new TemplateError(
      stage.logicalId,
      `RouteSettings name ${stray}, which is no route`,
      'name one of the routes',
    );
  return stack.resourcesOf('AWS::ApiGatewayV2::Route').map(({ logicalId, properties }) => {
    const target = stack
      .resourcesOf('AWS::ApiGatewayV2::Integration')
      .find(({ ref }) => properties.Target === `integrations/${ref}`);
    if (!target) throw new TemplateError(logicalId, 'it has no integration', 'point Target at one');
    const functionArn = functionOf(target.properties.IntegrationUri);
    if (!lambda.has(functionArn))
      throw new TemplateError(target.logicalId, `${functionArn} is no function of this stack`, 'call one of the stack');
    return {
      routeKey: properties.RouteKey,
      functionArn,
      integrationTimeoutMs: target.properties.TimeoutInMillis,
      authorizer:
        properties.AuthorizationType === 'JWT' ? authorizerOf(stack, pools, properties, logicalId) : undefined,
      scopes: properties.AuthorizationScopes ?? [],
      throttle: throttleOf(stage.properties, properties.RouteKey),
    };
  });
}

function authorizerOf(
  stack: Parts['stack'],
  pools: readonly UserPool[],
  { AuthorizerId }: PropertiesOf<'AWS::ApiGatewayV2::Route'>,
  askedBy: string,
): JwtAuthorizer {
  const found = stack.resourcesOf('AWS::ApiGatewayV2::Authorizer').find(({ ref }) => ref === AuthorizerId);
  if (!found) throw new TemplateError(askedBy, 'its authorizer is not there', 'point AuthorizerId at one');
  const { Issuer: issuer, Audience: audience } = found.properties.JwtConfiguration;
  const pool = pools.find(({ config }) => config.issuer === issuer);
  if (!pool)
    throw new TemplateError(found.logicalId, `the issuer ${issuer} has no keys here`, 'use a user pool of the stack');
  return { issuer, audience, verify: (token) => pool.verify(token) };
}

function throttleOf(stage: PropertiesOf<'AWS::ApiGatewayV2::Stage'>, routeKey: string): Throttle {
  const own = stage.RouteSettings?.[routeKey];
  const shared = stage.DefaultRouteSettings;
  return {
    ratePerSecond: own?.ThrottlingRateLimit ?? shared?.ThrottlingRateLimit ?? ACCOUNT_THROTTLE.ratePerSecond,
    burst: own?.ThrottlingBurstLimit ?? shared?.ThrottlingBurstLimit ?? ACCOUNT_THROTTLE.burst,
  };
}

/** The function's ARN, or API Gateway's longer form of it. */
function functionOf(integrationUri: string): string {
  return /\/functions\/(arn:[^/]+)\/invocations$/.exec(integrationUri)?.[1] ?? integrationUri;
}

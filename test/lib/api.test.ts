import { describe, expect, it } from 'vitest';
import type { RouteRow } from '../../functions/api/routes.js';
import { routes } from '../../functions/api/routes.js';
import { flat, resourcesOf, templateOf } from './synthesised.js';

describe('the API', () => {
  const template = templateOf('prod');
  const short = (value: unknown) => flat(value).replace(/[0-9A-F]{8}/g, '');
  const made = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);
  const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration');

  const targets = {
    'on-request': '<apionrequest.Arn>',
    'on-enroll': '<enrolmentonenroll.Arn>',
    'on-document': '<apiondocument.Arn>',
    'on-reader': '<apionreader.Arn>',
    'on-report': '<apionreport.Arn>',
  };

  it('has one route for each row of the route table, with its authorization and its function', () => {
    const asMade = made.map(({ RouteKey, AuthorizationType, Target }) => {
      const id = /<(\w+)>/.exec(flat(Target))?.[1] ?? '';
      return `${String(RouteKey)} ${String(AuthorizationType)} ${short(integrations[id]?.Properties['IntegrationUri'])}`;
    });
    const asTold = (routes as readonly RouteRow[]).map(({ method, path, auth, function: served }) => {
      const target = targets[served];
      return `${method} ${path} ${auth === 'jwt' ? 'JWT' : 'NONE'} ${target}`;
    });
    expect(asMade.sort()).toEqual(asTold.sort());
  });

  it('leaves open only what tells nothing of a site', () => {
    const open = made.filter(({ AuthorizationType }) => AuthorizationType === 'NONE').map(({ RouteKey }) => RouteKey);
    expect(open.sort()).toEqual(['GET /docs', 'GET /docs/{part}', 'GET /v1/health', 'GET /v1/openapi.json']);
  });

  it('takes tokens of its own user pool, made for people or for integrations', () => {
    const [authorizer, ...more] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Authorizer'));
    expect(more).toEqual([]);
    const jwt = authorizer?.Properties['JwtConfiguration'] as { Issuer: unknown; Audience: unknown[] };
    expect(short(jwt.Issuer)).toBe('https://cognito-idp.<Region>.amazonaws.com/<peoplepool>');
    expect(jwt.Audience.map(short)).toEqual(['<peoplepoolpeople>', '<peoplepoolintegration>']);
  });

  it('hands requests over in payload format 2.0, by one permission for each function', () => {
    for (const { Properties } of Object.values(integrations)) expect(Properties['PayloadFormatVersion']).toBe('2.0');
    const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission'));
    const byApi = permissions.filter(({ Properties }) => Properties['Principal'] === 'apigateway.amazonaws.com');
    expect(byApi.map(({ Properties }) => short(Properties['FunctionName'])).sort()).toEqual([
      '<apiondocument.Arn>',
      '<apionreader.Arn>',
      '<apionreport.Arn>',
      '<apionrequest.Arn>',
      '<enrolmentonenroll.Arn>',
    ]);
  });

  it('throttles every route and logs every call, but nothing that is personal', () => {
    const [stage] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Stage'));
    expect(stage?.Properties['DefaultRouteSettings']).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
    const { Format } = stage?.Properties['AccessLogSettings'] as { Format: string };
    expect(Object.keys(JSON.parse(Format) as object)).toContain('requestId');
    expect(Format).not.toMatch(/sourceIp|context\.path\b|rawPath|querystring|userAgent/i);
  });

  it('answers no browser of another origin', () => {
    const [api] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Api'));
    expect(api?.Properties['CorsConfiguration']).toBeUndefined();
  });

  it('has a group of operators, and nobody can sign up alone', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'operator' });
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
  });

  it('makes a client for each integration that is named, with one scope, and takes its tokens', () => {
    const named = templateOf('prod', { integrations: 'swift,building-desk:read' });
    const clients = Object.values(resourcesOf(named, 'AWS::Cognito::UserPoolClient'));
    const scopes = clients.map(({ Properties }) => Properties['AllowedOAuthScopes'] as unknown[] | undefined);
    expect(scopes.map((one) => one?.map((scope) => short(scope)))).toEqual([
      undefined,
      ...['call', 'call', 'read'].map((scope) => [expect.stringMatching(new RegExp(`/${scope}$`)) as unknown]),
    ]);
    const [authorizer] = Object.values(resourcesOf(named, 'AWS::ApiGatewayV2::Authorizer'));
    const { Audience } = authorizer?.Properties['JwtConfiguration'] as { Audience: unknown[] };
    expect(Audience).toHaveLength(4);
    const outputs = Object.keys(named.toJSON()['Outputs'] as object);
    expect(outputs).toEqual(
      expect.arrayContaining(['IntegrationClientIdSwift', 'IntegrationClientIdBuildingDesk']) as unknown,
    );
    expect(() => templateOf('prod', { integrations: 'No Word' })).toThrow("'No Word'");
  });

  it('gives people a client without a secret and integrations one that has nothing but a secret', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: false,
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
    });
  });

  it('lets no person sign in as an integration: what is left out here, Cognito allows', () => {
    const clients = Object.values(resourcesOf(template, 'AWS::Cognito::UserPoolClient'));
    const integration = clients.filter(({ Properties }) => Properties['GenerateSecret'] === true);
    // CreateUserPoolClient without ExplicitAuthFlows allows sign-in by SRP and by custom challenges too.
    expect(integration.map(({ Properties }) => Properties['ExplicitAuthFlows'])).toEqual([
      ['ALLOW_REFRESH_TOKEN_AUTH'],
    ]);
  });

  it('takes an email address for the same however it is written: that is fixed when the pool is made', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', { UsernameConfiguration: { CaseSensitive: false } });
  });
});

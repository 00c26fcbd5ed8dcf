import { Aws, Duration } from 'aws-cdk-lib';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import {
  AccountRecovery,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { apiScopes } from '../functions/api/routes.js';
import { acknowledgeUserPool } from './nag/acknowledgements.js';
import type { Stage } from './stages.js';

export interface PeopleProps {
  readonly stage: Stage;
  readonly integrations: readonly Integration[];
}

/** Another system that calls the API, with an app client of its own. */
export interface Integration {
  /** Ours, in a word. */
  readonly name: string;
  readonly mayOnlyRead: boolean;
}

/** `swift,building:read`: one word each, and whether it may only read. */
export function integrationsOf(text: string): Integration[] {
  const words = text.split(',').filter((word) => word !== '');
  return words.map((word) => {
    const [, name, read] = /^([a-z][a-z0-9-]{0,30})(:read)?$/.exec(word) ?? [];
    if (name === undefined)
      throw new RangeError(`an integration is called by a word, with :read behind it or not: '${word}'`);
    return { name, mayOnlyRead: read !== undefined };
  });
}

/** Who may call the API: people with a name and a second factor, and integrations with a secret. Nobody signs up alone. */
export class People extends Construct {
  public readonly userPool: UserPool;
  public readonly people: UserPoolClient;
  /** The example that every stack has. */
  public readonly integration: UserPoolClient;
  /** By name, each as it was asked for. */
  public readonly integrations: ReadonlyMap<string, UserPoolClient>;
  /** Where an integration asks for its token. */
  public readonly tokenUrl: string;

  public constructor(scope: Construct, id: string, { stage, integrations }: PeopleProps) {
    super(scope, id);
    const { removalPolicy, deletionProtection, mfa, featurePlan } = stage;
    this.userPool = new UserPool(this, 'pool', {
      userPoolName: `pigeonhole-${stage.name}`,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false, // An address is one however it is written; it cannot be changed once the pool is made.
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      mfa,
      mfaSecondFactor: { otp: true, sms: false }, // A second factor by SMS would spend the residents' SMS limit.
      featurePlan,
      ...(featurePlan === FeaturePlan.PLUS && {
        standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      }),
      removalPolicy,
      deletionProtection,
    });
    acknowledgeUserPool(this.userPool, stage);
    // Of all sites. Every other role is a membership row of one site, kept by the product.
    new UserPoolGroup(this, 'operator', { userPool: this.userPool, groupName: 'operator' });
    this.people = this.userPool.addClient('people', {
      generateSecret: false,
      authFlows: { userSrp: true, adminUserPassword: true }, // The latter only with AWS credentials: for the first operator.
      disableOAuth: true,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    });
    const makeClient = this.integrationClients();
    this.integration = makeClient('integration', apiScopes.call);
    this.integrations = new Map(
      integrations.map(({ name, mayOnlyRead }) => {
        return [name, makeClient(`integration-${name}`, mayOnlyRead ? apiScopes.read : apiScopes.call)] as const;
      }),
    );
    this.tokenUrl = `${this.domain(stage).baseUrl()}/oauth2/token`;
  }

  /** As outputs: `IntegrationClientIdSwift`. */
  public get clientIds(): Record<string, string> {
    const words = (name: string) => name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    const rows = [...this.integrations].map(([name, { userPoolClientId }]) => {
      return [`IntegrationClientId${words(name).join('')}`, userPoolClientId];
    });
    return Object.fromEntries(rows) as Record<string, string>;
  }

  /** One for each other system (a courier's, a building's), with a secret and the client credentials flow, and one scope. */
  private integrationClients() {
    const scopes = {
      read: new ResourceServerScope({ scopeName: apiScopes.read, scopeDescription: 'Read as this client.' }),
      call: new ResourceServerScope({ scopeName: apiScopes.call, scopeDescription: 'Call the API as this client.' }),
    };
    const server = this.userPool.addResourceServer('api', {
      identifier: apiScopes.server,
      scopes: [scopes.call, scopes.read],
    });
    return (id: string, scope: keyof typeof scopes) =>
      this.userPool.addClient(id, {
        generateSecret: true,
        authFlows: { userSrp: false }, // None named would be all of Cognito's own: nobody signs in as another system.
        oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, scopes[scope])] },
        accessTokenValidity: Duration.hours(1),
      });
  }

  /** The name is shared by everybody in a region, hence the account in it. */
  private domain(stage: Stage) {
    const domainPrefix = `pigeonhole-${stage.name}-${Aws.ACCOUNT_ID}`;
    return this.userPool.addDomain('domain', { cognitoDomain: { domainPrefix } });
  }
}

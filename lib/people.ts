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
import { acknowledgeUserPool } from './nag/acknowledgements.js';
import type { Stage } from './stages.js';

export interface PeopleProps {
  readonly stage: Stage;
}

/** Who may call the API: people with a name and a second factor, and integrations with a secret. Nobody signs up alone. */
export class People extends Construct {
  public readonly userPool: UserPool;
  public readonly people: UserPoolClient;
  public readonly integration: UserPoolClient;
  /** Where an integration asks for its token. */
  public readonly tokenUrl: string;

  public constructor(scope: Construct, id: string, { stage }: PeopleProps) {
    super(scope, id);
    const { removalPolicy, deletionProtection, mfa, featurePlan } = stage;
    this.userPool = new UserPool(this, 'pool', {
      userPoolName: `pigeonhole-${stage.name}`,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
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
    this.integration = this.integrationClient();
    this.tokenUrl = `${this.domain(stage).baseUrl()}/oauth2/token`;
  }

  /** One for each other system (a courier's, a building's): this is the example, with a secret and the client credentials flow. */
  private integrationClient() {
    const scope = new ResourceServerScope({ scopeName: 'call', scopeDescription: 'Call the API as this client.' });
    const server = this.userPool.addResourceServer('api', { identifier: 'pigeonhole', scopes: [scope] });
    return this.userPool.addClient('integration', {
      generateSecret: true,
      authFlows: {},
      oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, scope)] },
      accessTokenValidity: Duration.hours(1),
    });
  }

  /** The name is shared by everybody in a region, hence the account in it. */
  private domain(stage: Stage) {
    const domainPrefix = `pigeonhole-${stage.name}-${Aws.ACCOUNT_ID}`;
    return this.userPool.addDomain('domain', { cognitoDomain: { domainPrefix } });
  }
}

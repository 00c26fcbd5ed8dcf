import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RouteRow } from '../functions/api/routes.js';
import { routes } from '../functions/api/routes.js';
import type { Alarms } from './alarms.js';
import { BundledFunction } from './bundled-function.js';
import type { Effects } from './effects.js';
import { acknowledgeOpenRoute } from './nag/acknowledgements.js';
import type { People } from './people.js';
import type { Stage } from './stages.js';

/** Of a package, as it was published. */
const viewer = 'node_modules/swagger-ui-dist';

export interface ApiProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly effects: Effects;
  readonly people: People;
  readonly onEnroll: BundledFunction;
}

/** The admin API: one route for each row of the table, a token for each but the open ones. No CORS: no browser calls it yet. */
export class Api extends Construct {
  public readonly httpApi: HttpApi;
  public readonly onRequest: BundledFunction;
  public readonly onDocument: BundledFunction;
  public readonly onReader: BundledFunction;
  public readonly onReport: BundledFunction;

  public constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { stage, alarms } = props;
    this.httpApi = new HttpApi(this, 'http', { apiName: `pigeonhole-${stage.name}`, createDefaultStage: false });
    this.deploy(stage);
    this.onRequest = this.serveBy(props);
    this.onDocument = this.serveDocumentsBy(props);
    this.onReader = this.serveReaderBy(props);
    this.onReport = this.serveReportsBy(props);
    this.route(props);
    // The functions answer a failure of ours with 500 and end well: to Lambda that is no error, only this counter is.
    alarms.whenCounted('requests-failing', {
      counter: 'api-failed',
      by: [this.onRequest, props.onEnroll, this.onDocument, this.onReader, this.onReport],
      threshold: 3,
    });
    alarms.raise('api-failing', {
      metric: this.httpApi.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 3,
      periods: 3,
      datapoints: 2,
    });
  }

  private deploy(stage: Stage) {
    const log = new LogGroup(this, 'access-log', {
      // Under this prefix API Gateway needs no resource policy of its own for each log group; the account has ten.
      logGroupName: `/aws/vendedlogs/pigeonhole-${stage.name}-api`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY, // Its name is fixed: one left behind would stop the next deployment.
    });
    new HttpStage(this, 'default', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.apiRequestsPerSecond, burstLimit: stage.apiBurst },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    });
  }

  private serveBy({ stage, alarms, effects }: ApiProps) {
    const onRequest = new BundledFunction(this, 'on-request', {
      stage,
      entry: 'on-request',
      description: 'Serves every row of the route table but enrolment, documents and reports.',
      timeout: Duration.seconds(15),
    });
    effects.grantTo(onRequest);
    effects.grantConsent(onRequest);
    alarms.whenFailing('on-request-failing', onRequest);
    return onRequest;
  }

  /** What is the same for everybody: read from nothing but its own bundle, so it has no right but to write its log. */
  private serveDocumentsBy({ stage, alarms }: ApiProps) {
    const onDocument = new BundledFunction(this, 'on-document', {
      stage,
      entry: 'on-document',
      description: 'Serves the catalogue of what goes wrong.',
      timeout: Duration.seconds(15),
    });
    alarms.whenFailing('on-document-failing', onDocument);
    return onDocument;
  }

  /** The API's document and the page that draws it. Its viewer comes from here and not from somebody else's servers. */
  private serveReaderBy({ stage, alarms }: ApiProps) {
    const onReader = new BundledFunction(this, 'on-reader', {
      stage,
      entry: 'on-reader',
      description: 'Serves the API’s document, and the page that draws it.',
      timeout: Duration.seconds(15),
      besides: ['docs/openapi.json', `${viewer}/swagger-ui-bundle.js`, `${viewer}/swagger-ui.css`],
    });
    alarms.whenFailing('on-reader-failing', onReader);
    return onReader;
  }

  /** What is read at length and changes nothing: it may read the table and the secret that seals cursors. */
  private serveReportsBy({ stage, alarms, effects }: ApiProps) {
    const onReport = new BundledFunction(this, 'on-report', {
      stage,
      entry: 'on-report',
      description:
        'Serves what only reads: reports, custody logs, evidence, and the lists and things that people look at.',
      timeout: Duration.seconds(20),
    });
    effects.grantReading(onReport);
    alarms.whenFailing('on-report-failing', onReport);
    return onReport;
  }

  private route({ people, onEnroll }: ApiProps) {
    const integrations = {
      'on-request': integrationOf(this.onRequest),
      'on-enroll': integrationOf(onEnroll),
      'on-document': integrationOf(this.onDocument),
      'on-reader': integrationOf(this.onReader),
      'on-report': integrationOf(this.onReport),
    };
    const authorizers = { jwt: authorizerOf(people), none: new HttpNoneAuthorizer() };
    for (const row of routes) {
      const added = this.httpApi.addRoutes({
        path: row.path,
        methods: [HttpMethod[row.method]],
        integration: integrations[row.function],
        authorizer: authorizers[row.auth],
      });
      if (isOpen(row)) added.forEach((route) => acknowledgeOpenRoute(route));
    }
  }
}

/** One permission for the whole API: one for each route would outgrow the 20 KB that a function's policy may have. */
function integrationOf(onCall: BundledFunction) {
  return new HttpLambdaIntegration(onCall.node.id, onCall, { scopePermissionToRoute: false });
}

/** Access tokens name their client in `client_id`, which API Gateway checks as the audience. */
function authorizerOf({ userPool, people, integration, integrations }: People) {
  const userPoolClients = [people, integration, ...integrations.values()];
  return new HttpUserPoolAuthorizer('jwt', userPool, { userPoolClients });
}

function isOpen({ auth }: RouteRow) {
  return auth === 'none';
}

/** Who (the token's subject or client), which route, how it went. No path, query or address: they are personal, or name parcels. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    requestedAtMs: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    sub: '$context.authorizer.claims.sub',
    clientId: '$context.authorizer.claims.client_id',
    latencyMs: '$context.responseLatency',
    integrationLatencyMs: '$context.integrationLatency',
    responseBytes: '$context.responseLength',
    error: '$context.error.message',
    authorizerError: '$context.authorizer.error',
  }),
);

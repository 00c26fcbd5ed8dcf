import { z } from 'zod';

/** A property that is read by nobody here: the reason stands beside it, and any value will do. */
export const inert = (_reason: string) => z.unknown().optional();
export const text = z.string();
const whole = z.coerce.number().int();

export const untold = 'nobody reads tags or descriptions here';
const noEncryption = 'nothing is encrypted at rest on this machine';
export const common = { Tags: inert(untold), Description: inert(untold) };

const keySchema = z.array(z.strictObject({ AttributeName: text, KeyType: z.enum(['HASH', 'RANGE']) }));

export const table = z.strictObject({
  ...common,
  TableName: text.optional(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: text, AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: text,
        KeySchema: keySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(text).optional(),
        }),
        OnDemandThroughput: inert('no capacity is limited here'),
      }),
    )
    .optional(),
  BillingMode: z.literal('PAY_PER_REQUEST', 'only on-demand tables: set BillingMode to PAY_PER_REQUEST'),
  TimeToLiveSpecification: inert('nothing may wait for a deletion by TTL, so none happens'),
  PointInTimeRecoverySpecification: inert('there are no backups here'),
  SSESpecification: inert(noEncryption),
  DeletionProtectionEnabled: inert('nothing deletes tables here'),
  ContributorInsightsSpecification: inert('there are no metrics here'),
  TableClass: inert('it is a price'),
  OnDemandThroughput: inert('no capacity is limited here'),
});

/** Lambda quotas: all variables of a function, names and values, are 4 KB at most. */
const environment = z
  .record(text, z.coerce.string())
  .refine((variables) => Buffer.byteLength(Object.entries(variables).flat().join('')) <= 4_096, {
    error: 'a function may have at most 4096 bytes of names and values',
  });

export const lambdaFunction = z.strictObject({
  ...common,
  FunctionName: text.optional(),
  Code: z.strictObject({ S3Bucket: inert('assets are read from cdk.out'), S3Key: text }),
  Handler: z.string().regex(/^[\w-]+\.\w+$/, 'the handler must be file.export of the bundle'),
  Runtime: z.string().regex(/^nodejs\d+\.x$/, 'only Node.js functions run here'),
  Timeout: whole.min(1).max(900).default(3),
  MemorySize: whole.min(128).max(10_240).default(128),
  Environment: z.strictObject({ Variables: environment.default({}) }).optional(),
  Architectures: inert('the machine has its own'),
  Role: text,
  LoggingConfig: inert('what functions print is kept in memory'),
  TracingConfig: inert('there is no X-Ray here'),
  // At most 2 × cores run at once here, whatever is reserved; but none reserved is a function that is switched off.
  ReservedConcurrentExecutions: whole.min(1, 'a function with a reservation of 0 never runs').optional(),
  RecursiveLoop: inert('there is no loop detection here'),
  RuntimeManagementConfig: inert('the machine has its own Node.js'),
  KmsKeyArn: inert(noEncryption),
});

export const eventInvokeConfig = z.strictObject({
  FunctionName: text,
  Qualifier: z.literal('$LATEST', 'only the latest version runs here'),
  MaximumEventAgeInSeconds: whole.min(60).max(21_600).optional(),
  MaximumRetryAttempts: whole.min(0).max(2).optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: text }).optional() }).optional(),
});

export const eventSourceMapping = z.strictObject({
  Tags: inert(untold),
  EventSourceArn: text,
  FunctionName: text,
  BatchSize: whole.min(1).max(10, 'batches of at most 10 messages run here').default(10),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).optional(),
  Enabled: z.literal(true, 'a mapping that is switched off does not run here').optional(),
  MaximumBatchingWindowInSeconds: z.literal(0, 'a batch that waits for more does not run here').optional(),
  ScalingConfig: inert('one batch of a queue at a time runs here'),
});

export const queue = z.strictObject({
  ...common,
  QueueName: text.optional(),
  VisibilityTimeout: whole.min(0).max(43_200).default(30),
  MessageRetentionPeriod: whole.min(60).max(1_209_600).default(345_600),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: text, maxReceiveCount: whole.min(1) }).optional(),
  DelaySeconds: z.literal(0, 'queues with a delay do not run here').optional(),
  ReceiveMessageWaitTimeSeconds: inert('a wait for messages answers at once: the clock may jump'),
  SqsManagedSseEnabled: inert(noEncryption),
  KmsMasterKeyId: inert(noEncryption),
  KmsDataKeyReusePeriodSeconds: inert(noEncryption),
});

export const secret = z.strictObject({
  ...common,
  Name: text.optional(),
  SecretString: text.optional(),
  GenerateSecretString: z
    .strictObject({
      PasswordLength: whole.min(1).max(4_096),
      ExcludeCharacters: text,
      ExcludePunctuation: z.boolean(),
      ExcludeNumbers: z.boolean(),
      ExcludeLowercase: z.boolean(),
      ExcludeUppercase: z.boolean(),
      IncludeSpace: z.boolean(),
      RequireEachIncludedType: z.boolean(),
      SecretStringTemplate: text,
      GenerateStringKey: text,
    })
    .partial()
    .optional(),
  KmsKeyId: inert(noEncryption),
});

export const topic = z.strictObject({
  ...common,
  TopicName: text.optional(),
  DisplayName: inert('mails here have no sender name'),
  KmsMasterKeyId: inert(noEncryption),
  TracingConfig: inert('there is no X-Ray here'),
});

export const subscription = z.strictObject({
  TopicArn: text,
  Protocol: z.literal('email', 'only email subscriptions run here'),
  Endpoint: text,
});

export const scheduleGroup = z.strictObject({ ...common, Name: text.optional() });

export const schedule = z.strictObject({
  ...common,
  Name: text.optional(),
  GroupName: text.optional(),
  ScheduleExpression: text,
  ScheduleExpressionTimezone: z.literal('UTC', 'schedules here keep UTC only').optional(),
  FlexibleTimeWindow: z.strictObject({ Mode: text, MaximumWindowInMinutes: whole.optional() }),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  Target: z.strictObject({
    Arn: text,
    RoleArn: text,
    Input: text.optional(),
    RetryPolicy: inert('a target on this machine always takes the event'),
    DeadLetterConfig: inert('a target on this machine always takes the event'),
  }),
});

export const httpApi = z.strictObject({
  ...common,
  Name: text,
  ProtocolType: z.literal('HTTP', 'only HTTP APIs run here'),
  DisableExecuteApiEndpoint: inert('the API has one address here'),
  IpAddressType: inert('the API is on loopback'),
});

export const apiIntegration = z.strictObject({
  ...common,
  ApiId: text,
  IntegrationType: z.literal('AWS_PROXY', 'only Lambda integrations run here'),
  IntegrationUri: text,
  IntegrationMethod: inert('a function is called, by whatever method'),
  PayloadFormatVersion: z.literal('2.0', 'only payload format 2.0 runs here'),
  TimeoutInMillis: whole.min(50).max(30_000).default(30_000),
});

export const apiAuthorizer = z.strictObject({
  ApiId: text,
  Name: text,
  AuthorizerType: z.literal('JWT', 'only JWT authorizers run here'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.strictObject({ Issuer: text, Audience: z.array(text) }),
});

export const apiRoute = z.strictObject({
  ApiId: text,
  RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/\S*)$/, 'the route key must be METHOD /path or $default'),
  Target: text.optional(),
  AuthorizationType: z.enum(['JWT', 'NONE']).default('NONE'),
  AuthorizerId: text.optional(),
  AuthorizationScopes: z.array(text).optional(),
  OperationName: inert(untold),
});

const routeSettings = z.strictObject({
  ThrottlingBurstLimit: whole.min(0).optional(),
  ThrottlingRateLimit: z.coerce.number().min(0).optional(),
  DetailedMetricsEnabled: inert('there are no metrics here'),
});

export const apiStage = z.strictObject({
  ...common,
  ApiId: text,
  StageName: z.literal('$default', 'only the stage $default runs here'),
  AutoDeploy: z.literal(true, 'the stage must deploy by itself'),
  DefaultRouteSettings: routeSettings.optional(),
  RouteSettings: z.record(text, routeSettings).optional(),
  AccessLogSettings: inert('no access log is written here'),
});

export const iotPolicy = z.strictObject({
  Tags: inert(untold),
  PolicyName: text.optional(),
  // What is in its statements is checked by the reader of policies, beside what it makes of them.
  PolicyDocument: z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.unknown() }),
});

export const topicRule = z.strictObject({
  Tags: inert(untold),
  RuleName: text.optional(),
  TopicRulePayload: z.strictObject({
    Sql: text,
    AwsIotSqlVersion: z.literal('2016-03-23', 'only version 2016-03-23 of IoT SQL runs here'),
    Actions: z.tuple([z.strictObject({ Lambda: z.strictObject({ FunctionArn: text }) })], {
      error: 'a rule must have exactly one action, a Lambda function',
    }),
    ErrorAction: z
      .strictObject({
        Sqs: z.strictObject({
          QueueUrl: text,
          RoleArn: text,
          UseBase64: z.literal(false, 'error records go to the queue as they are').optional(),
        }),
      })
      .optional(),
    RuleDisabled: z.boolean().optional(),
    Description: inert(untold),
  }),
});

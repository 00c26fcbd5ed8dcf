import { describe, expect, it } from 'vitest';
import type { Statement } from './synthesised.js';
import { flat, listOf, resourcesOf, statementsOfFunction, templateOf } from './synthesised.js';

const performers = [
  'on-telemetry-access',
  'on-telemetry-rest',
  'on-health',
  'on-request',
  'on-schedule',
  'on-parked',
  'on-sweep',
];

describe.each(performers)('the rights of %s, which performs effects', (id) => {
  const template = templateOf('dev');
  const statements = statementsOfFunction(template, `pigeonhole-dev-${id}`);
  const of = (action: string) => statements.filter(({ Action }) => listOf(Action).includes(action));
  const resources = (action: string) => of(action).flatMap(({ Resource }) => listOf(Resource ?? []).map(flat));

  it('sends to the command topics of banks and to no other topic', () => {
    expect(resources('iot:Publish')).toEqual(['arn:<Partition>:iot:<Region>:<AccountId>:topic/lockers/v1/*/commands']);
  });

  it('makes and deletes timers in their own group only, where the sweep is not', () => {
    for (const action of ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule']) {
      expect(resources(action)).toEqual([
        'arn:<Partition>:scheduler:<Region>:<AccountId>:schedule/pigeonhole-dev-timers/*',
      ]);
    }
  });

  it('passes one role, and to the scheduler only', () => {
    const [passRole] = of('iam:PassRole');
    expect(flat(passRole?.Resource)).toMatch(/^<schedulecaller[0-9A-F]{8}\.Arn>$/);
    expect(passRole?.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
  });

  it('sends text messages to what is no topic, and email to topics of residents of its own stage', () => {
    const [toPhones, toTopics, toSites] = of('sns:Publish');
    expect(toPhones).toEqual({ Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:*:sns:*:*:*' });
    expect(flat(toTopics?.Resource)).toBe('arn:<Partition>:sns:<Region>:<AccountId>:pigeonhole-dev-resident-*');
    expect(toSites?.Action).toEqual(['sns:CreateTopic', 'sns:Publish']);
    expect(flat(toSites?.Resource)).toBe('arn:<Partition>:sns:<Region>:<AccountId>:pigeonhole-dev-site-*');
  });

  it('reads one secret, and one table by its three indexes', () => {
    expect(resources('secretsmanager:GetSecretValue').join()).toMatch(/^<codessecret[0-9A-F]{8}>$/);
    expect(resources('dynamodb:Query').map((each) => each.replace(/[0-9A-F]{8}/, ''))).toEqual([
      '<storagetable.Arn>',
      '<storagetable.Arn>/index/free-doors',
      '<storagetable.Arn>/index/due',
      '<storagetable.Arn>/index/by-site',
    ]);
  });

  it('needs * as a resource only where IAM knows no other', () => {
    expect(actionsOnEverything(statements)).toEqual(['sns:CheckIfPhoneNumberIsOptedOut']);
  });

  it('has no action with a * in it', () => {
    expect(statements.flatMap(({ Action }) => listOf(Action)).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('knows by its environment what it works on', () => {
    const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(({ Properties }) => Properties);
    const { Environment } = functions.find(({ FunctionName }) => FunctionName === `pigeonhole-dev-${id}`) ?? {};
    const { Variables } = Environment as { Variables: Record<string, unknown> };
    expect(Variables).toMatchObject({
      STAGE: 'dev',
      SCHEDULE_GROUP: 'pigeonhole-dev-timers',
      SMS_MAX_PRICE_USD: '0.1',
    });
    expect(flat(Variables['ON_SCHEDULE_ARN'])).toBe(
      'arn:<Partition>:lambda:<Region>:<AccountId>:function:pigeonhole-dev-on-schedule',
    );
    expect(flat(Variables['SITE_TOPIC_ARN_PREFIX'])).toBe(
      'arn:<Partition>:sns:<Region>:<AccountId>:pigeonhole-dev-site-',
    );
    expect(flat(Variables['TABLE_NAME'])).toMatch(/^<storagetable/);
    expect(flat(Variables['CODE_SECRET_ARN'])).toMatch(/^<codessecret/);
    expect(flat(Variables['SCHEDULE_ROLE_ARN'])).toMatch(/^<schedulecaller.*\.Arn>$/);
  });
});

describe('the consent to email', () => {
  const template = templateOf('dev');

  it('is asked for by on-request alone, on topics of residents of its own stage', () => {
    for (const id of performers) {
      const statements = statementsOfFunction(template, `pigeonhole-dev-${id}`);
      const asking = statements.filter(({ Action }) => listOf(Action).includes('sns:Subscribe'));
      const topics = 'arn:<Partition>:sns:<Region>:<AccountId>:pigeonhole-dev-resident-*';
      expect(asking.map(({ Action, Resource }) => [Action, flat(Resource)])).toEqual(
        id === 'on-request' ? [[['sns:CreateTopic', 'sns:Subscribe', 'sns:DeleteTopic'], topics]] : [],
      );
    }
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'pigeonhole-dev-on-request',
      Environment: { Variables: { RESIDENT_TOPIC_PREFIX: 'pigeonhole-dev-resident-' } },
    });
  });
});

describe('the rights of on-enroll', () => {
  const template = templateOf('prod');
  const statements = statementsOfFunction(template, 'pigeonhole-prod-on-enroll');
  const actions = statements.flatMap(({ Action }) => listOf(Action));

  it('alone reach the IoT control plane', () => {
    const controlPlane = [
      'iot:CreateThing',
      'iot:CreateCertificateFromCsr',
      'iot:AttachPolicy',
      'iot:AttachThingPrincipal',
    ];
    expect(actions).toEqual(expect.arrayContaining(controlPlane));
    for (const id of performers) {
      const others = statementsOfFunction(template, `pigeonhole-prod-${id}`).flatMap(({ Action }) => listOf(Action));
      expect(others.filter((action) => controlPlane.includes(action))).toEqual([]);
    }
  });

  it('open no door and tell nobody', () => {
    expect(actions.filter((action) => /^(sns|scheduler|iam):|^iot:Publish$/.test(action))).toEqual([]);
  });

  it('need * as a resource only where IAM knows no other', () => {
    expect(actionsOnEverything(statements)).toEqual(['iot:CreateCertificateFromCsr', 'iot:DescribeEndpoint']);
  });
});

function actionsOnEverything(statements: Statement[]) {
  return statements
    .filter(({ Resource }) => Resource !== undefined && listOf(Resource).includes('*'))
    .flatMap(({ Action }) => listOf(Action));
}

describe('the rights of on-report', () => {
  const statements = statementsOfFunction(templateOf('prod'), 'pigeonhole-prod-on-report');
  const rights = statements.map(({ Action, Resource }) => [
    listOf(Action).join(),
    listOf(Resource ?? []).map((resource) => flat(resource).replace(/[0-9A-F]{8}/, '')),
  ]);

  it('are to read the table, the lists that people read and the secret that seals cursors, and to write its log', () => {
    expect(rights.filter(([action]) => !String(action).startsWith('logs:'))).toEqual([
      ['dynamodb:GetItem', ['<storagetable.Arn>']],
      ['dynamodb:Query', ['<storagetable.Arn>', '<storagetable.Arn>/index/by-site']],
      ['secretsmanager:GetSecretValue', ['<codessecret>']],
    ]);
  });
});

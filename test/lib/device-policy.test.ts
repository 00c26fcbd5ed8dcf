import { describe, expect, it } from 'vitest';
import { isAllowed, parsePolicy, type ConnectionVariables } from '../../local/stand-ins/iot-policy.js';
import type { Statement } from './synthesised.js';
import { flat, listOf, resourcesOf, templateOf } from './synthesised.js';

describe('the device policy', () => {
  const [policy] = Object.values(resourcesOf(templateOf('prod'), 'AWS::IoT::Policy'));
  const statements = (policy?.Properties['PolicyDocument'] as { Statement: Statement[] }).Statement;
  const resources = (action: string) =>
    statements
      .filter(({ Action }) => listOf(Action).includes(action))
      .flatMap(({ Resource }) => listOf(Resource).map(flat));
  const arn = (rest: string) => `arn:<Partition>:iot:<Region>:<AccountId>:${rest}`;
  const own = 'lockers/v1/${iot:Connection.Thing.ThingName}';

  it('lets a bank be nobody but the thing that its certificate is attached to', () => {
    expect(resources('iot:Connect')).toEqual([arn('client/${iot:Connection.Thing.ThingName}')]);
    const connect = statements.find(({ Action }) => Action === 'iot:Connect');
    expect(connect?.Condition).toEqual({ Bool: { 'iot:Connection.Thing.IsAttached': ['true'] } });
  });

  it('lets a bank speak on its own four topics, through the broker or straight to their rules', () => {
    expect(resources('iot:Publish')).toEqual([
      arn(`topic/${own}/access`),
      arn(`topic/$aws/rules/lockers_v1_access/${own}/access`),
      arn(`topic/${own}/door`),
      arn(`topic/$aws/rules/lockers_v1_door/${own}/door`),
      arn(`topic/${own}/health`),
      arn(`topic/$aws/rules/lockers_v1_health/${own}/health`),
      arn(`topic/${own}/result`),
      arn(`topic/$aws/rules/lockers_v1_result/${own}/result`),
    ]);
  });

  it('lets a bank hear its own commands and nothing else', () => {
    expect(resources('iot:Subscribe')).toEqual([arn(`topicfilter/${own}/commands`)]);
    expect(resources('iot:Receive')).toEqual([arn(`topic/${own}/commands`)]);
  });

  it('allows nothing further: no retained message, no shadow, no job', () => {
    expect(statements.flatMap(({ Action }) => listOf(Action))).toEqual([
      'iot:Connect',
      'iot:Publish',
      'iot:Subscribe',
      'iot:Receive',
    ]);
  });

  it('has no * anywhere, for there it crosses /', () => {
    expect(JSON.stringify(policy)).not.toContain('*');
  });

  describe('asked as the broker asks it', () => {
    const filled = {
      ...(policy?.Properties['PolicyDocument'] as object),
      Statement: statements.map((statement) => ({ ...statement, Resource: listOf(statement.Resource).map(flat) })),
    };
    const policies = [parsePolicy('bank', filled)];
    const bank7 = { clientId: 'bank-7', thingName: 'bank-7' };
    const may = (action: string, resource: string, connection: ConnectionVariables = bank7) =>
      isAllowed(policies, { action: `iot:${action}`, resource: arn(resource), connection });
    const kinds = ['access', 'door', 'health', 'result'];

    it.each([
      ['Connect', 'client/bank-7'],
      ...kinds.map((kind) => ['Publish', `topic/lockers/v1/bank-7/${kind}`]),
      ...kinds.map((kind) => ['Publish', `topic/$aws/rules/lockers_v1_${kind}/lockers/v1/bank-7/${kind}`]),
      ['Subscribe', 'topicfilter/lockers/v1/bank-7/commands'],
      ['Receive', 'topic/lockers/v1/bank-7/commands'],
    ] as [string, string][])('grants a bank to %s %s', (action, resource) => {
      expect(may(action, resource)).toBe(true);
    });

    it.each([
      // Another's.
      ['Connect', 'client/bank-8'],
      ['Connect', 'client/bank-77'],
      ['Connect', 'client/BANK-7'],
      ...kinds.map((kind) => ['Publish', `topic/lockers/v1/bank-8/${kind}`]),
      ['Publish', 'topic/lockers/v1/bank-77/door'],
      ['Publish', 'topic/$aws/rules/lockers_v1_door/lockers/v1/bank-8/door'],
      ['Subscribe', 'topicfilter/lockers/v1/bank-8/commands'],
      ['Receive', 'topic/lockers/v1/bank-8/commands'],
      // Commands are the cloud's to give, and what a bank says is not for banks to hear.
      ['Publish', 'topic/lockers/v1/bank-7/commands'],
      ['Subscribe', 'topicfilter/lockers/v1/bank-7/door'],
      ['Receive', 'topic/lockers/v1/bank-7/access'],
      // One kind by another's rule, a rule of somebody else, and none.
      ['Publish', 'topic/$aws/rules/lockers_v1_access/lockers/v1/bank-7/door'],
      ['Publish', 'topic/$aws/rules/lockers_v1_presence/lockers/v1/bank-7/door'],
      ['Publish', 'topic/$aws/rules/another/lockers/v1/bank-7/door'],
      ['Publish', 'topic/$aws/rules/lockers_v1_door/lockers/v1/bank-7/door/more'],
      // Presence is the broker's word, and shadows, jobs and retained messages are nobody's.
      ['Publish', 'topic/$aws/events/presence/disconnected/bank-8'],
      ['Publish', 'topic/$aws/things/bank-7/shadow/update'],
      ['Subscribe', 'topicfilter/$aws/things/bank-7/shadow/update/delta'],
      ['Publish', 'topic/$aws/things/bank-7/jobs/start-next'],
      ['Subscribe', 'topicfilter/$aws/events/presence/+/+'],
      ['RetainPublish', 'topic/lockers/v1/bank-7/door'],
      ['GetThingShadow', 'thing/bank-7'],
      ['UpdateThingShadow', 'thing/bank-7'],
      ['AssumeRoleWithCertificate', 'rolealias/any'],
      // Wildcards.
      ['Subscribe', 'topicfilter/#'],
      ['Subscribe', 'topicfilter/lockers/#'],
      ['Subscribe', 'topicfilter/lockers/v1/+/commands'],
      ['Subscribe', 'topicfilter/lockers/v1/bank-7/#'],
      ['Subscribe', 'topicfilter/$share/g/lockers/v1/bank-7/commands'],
      ['Publish', 'topic/lockers/v1/+/door'],
      ['Publish', 'topic/lockers/v1//door'],
    ] as [string, string][])('does not grant a bank to %s %s', (action, resource) => {
      expect(may(action, resource)).toBe(false);
    });

    it.each(['Connect', 'Publish', 'Subscribe', 'Receive'])(
      'grants %s to nobody whose certificate is of no thing',
      (action) => {
        const nobody = { clientId: 'bank-7' };
        const resources = [
          'client/bank-7',
          'topic/lockers/v1/bank-7/door',
          'topic/lockers/v1/bank-7/commands',
          'topicfilter/lockers/v1/bank-7/commands',
          'topic/lockers/v1//door',
        ];
        expect(resources.filter((resource) => may(action, resource, nobody))).toEqual([]);
      },
    );

    it('grants a thing that is called like a wildcard nothing of another', () => {
      const star = { clientId: '*', thingName: '*' };
      expect(may('Publish', 'topic/lockers/v1/bank-8/door', star)).toBe(false);
      expect(may('Subscribe', 'topicfilter/lockers/v1/+/commands', { clientId: '+', thingName: '#' })).toBe(false);
    });
  });
});

import { describe, expect, it } from 'vitest';
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
});

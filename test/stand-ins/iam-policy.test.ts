import { describe, expect, it } from 'vitest';
import { isPermitted, type IamStatement } from '../../local/stand-ins/iam-policy.js';

const topic = (name: string) => `arn:aws:sns:us-east-1:000000000000:${name}`;
const publish = (resource: string) => ({ action: 'sns:Publish', resource });

describe('what a role may do', () => {
  it('is what a statement allows on that resource, and nothing else', () => {
    const own: IamStatement[] = [
      { Action: ['sns:Publish', 'sns:CreateTopic'], Resource: [topic('site-*'), topic('a')] },
    ];
    expect(isPermitted(own, publish(topic('site-7')))).toBe(true);
    expect(isPermitted(own, publish(topic('a')))).toBe(true);
    expect(isPermitted(own, publish(topic('ab')))).toBe(false);
    expect(isPermitted(own, publish(topic('resident-7')))).toBe(false);
    expect(isPermitted(own, { action: 'sns:DeleteTopic', resource: topic('site-7') })).toBe(false);
    expect(isPermitted([], publish(topic('a')))).toBe(false);
  });

  it('takes every character of an ARN but * and ? for itself', () => {
    const own: IamStatement[] = [{ Action: 'iot:Publish', Resource: 'arn:aws:iot:us-east-1:1:topic/a.b/?/c' }];
    const asked = (resource: string) => isPermitted(own, { action: 'iot:Publish', resource });
    expect(asked('arn:aws:iot:us-east-1:1:topic/a.b/1/c')).toBe(true);
    expect(asked('arn:aws:iot:us-east-1:1:topic/axb/1/c')).toBe(false);
    expect(asked('arn:aws:iot:us-east-1:1:topic/a.b/12/c')).toBe(false);
  });

  it('has * cross / and :, as IAM does', () => {
    const own: IamStatement[] = [
      { Action: 'iot:Publish', Resource: 'arn:aws:iot:us-east-1:1:topic/lockers/*/commands' },
    ];
    expect(
      isPermitted(own, { action: 'iot:Publish', resource: 'arn:aws:iot:us-east-1:1:topic/lockers/a/b/commands' }),
    ).toBe(true);
  });

  it('is with NotResource everything else: a phone number is no topic', () => {
    const own: IamStatement[] = [{ Action: 'sns:Publish', NotResource: 'arn:*:sns:*:*:*' }];
    expect(isPermitted(own, publish('+12025550112'))).toBe(true);
    expect(isPermitted(own, publish(topic('a')))).toBe(false);
  });

  it('hangs on every condition, of which a missing value is none', () => {
    const Condition = {
      StringEquals: { 'iam:PassedToService': ['scheduler.amazonaws.com'], 'aws:SourceAccount': '1' },
    };
    const own: IamStatement[] = [{ Action: 'iam:PassRole', Resource: '*', Condition }];
    const passed = (context?: Record<string, string>) =>
      isPermitted(own, { action: 'iam:PassRole', resource: 'r', ...(context && { context }) });
    expect(passed({ 'iam:PassedToService': 'scheduler.amazonaws.com', 'aws:SourceAccount': '1' })).toBe(true);
    expect(passed({ 'iam:PassedToService': 'lambda.amazonaws.com', 'aws:SourceAccount': '1' })).toBe(false);
    expect(passed({ 'iam:PassedToService': 'scheduler.amazonaws.com' })).toBe(false);
    expect(passed()).toBe(false);
  });

  it('takes * in a condition for any text only where ARNs are compared', () => {
    const rule = 'arn:aws:iot:us-east-1:1:rule/a';
    const under = (operator: string) => {
      const Condition = { [operator]: { 'aws:SourceArn': 'arn:aws:iot:us-east-1:1:rule/*' } };
      const own: IamStatement[] = [{ Action: 'sts:AssumeRole', Resource: 'iot.amazonaws.com', Condition }];
      return isPermitted(own, {
        action: 'sts:AssumeRole',
        resource: 'iot.amazonaws.com',
        context: { 'aws:SourceArn': rule },
      });
    };
    expect(['ArnLike', 'ArnEquals', 'StringEquals'].map(under)).toEqual([true, true, false]);
  });
});

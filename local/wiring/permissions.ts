import type { ResolvedStack } from '../resolved-stack.js';
import { isPermitted, type IamRequest, type IamStatement } from '../stand-ins/iam-policy.js';
import { needsOf } from '../stand-ins/iam-requests.js';
import { TemplateError } from '../template.js';
import type { Guard } from '../stand-ins/endpoint.js';

/**
 * Holds each function to its role, as AWS would: what it asks of a service must be allowed on just that topic, schedule,
 * certificate or secret. A function signs with its name; whoever signs with another is the operator and may do anything. Not
 * looked at: the table's engine, which functions reach past the endpoint.
 */
export function guardOf(stack: ResolvedStack): Guard {
  const functions = stack.resourcesOf('AWS::Lambda::Function');
  const roles = new Map(functions.map(({ ref, properties }) => [ref, properties.Role]));
  return (caller, service, request) => {
    const role = roles.get(caller);
    if (role === undefined) return undefined;
    const denied = needsOf(service, request, stack).find((asked) => !isPermitted(statementsOf(stack, role), asked));
    if (denied === undefined) return undefined;
    return `${caller} is not authorized to perform: ${denied.action} on resource: ${denied.resource} (no statement of ${role} allows it)`;
  };
}

/** Why the start stops when a role lacks what AWS itself would do by it: it looks when the resource is made, or never does it. */
export function requireRight(stack: ResolvedStack, roleArn: string, askedBy: string, asked: IamRequest): void {
  if (isPermitted(statementsOf(stack, roleArn), asked)) return;
  const problem = `${roleArn} may not ${asked.action} on ${asked.resource}`;
  throw new TemplateError(askedBy, problem, 'grant it where the resource is made');
}

/** Will a role let that service act as it, for what has the ARN? */
export function isTrusting(stack: ResolvedStack, roleArn: string, service: string, sourceArn: string): boolean {
  const statements = roleOf(stack, roleArn)?.properties.AssumeRolePolicyDocument.Statement ?? [];
  const trust = statements.map(({ Principal, ...rest }) => ({ ...rest, Resource: Principal.Service }));
  const context = { 'aws:SourceAccount': stack.accountId, 'aws:SourceArn': sourceArn };
  return isPermitted(trust, { action: 'sts:AssumeRole', resource: service, context });
}

/** What is attached to a role. */
function statementsOf(stack: ResolvedStack, roleArn: string): IamStatement[] {
  const name = roleOf(stack, roleArn)?.ref;
  const policies = stack.resourcesOf('AWS::IAM::Policy').map(({ properties }) => properties);
  const own = policies.filter(({ Roles }) => name !== undefined && Roles.includes(name));
  return own.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

const roleOf = (stack: ResolvedStack, roleArn: string) =>
  stack.resourcesOf('AWS::IAM::Role').find(({ attributes }) => attributes.Arn === roleArn);

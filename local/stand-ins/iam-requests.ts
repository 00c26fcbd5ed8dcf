import type { IamRequest } from './iam-policy.js';
import { parseJsonObject, type ServiceRequest } from './service.js';

/** Account and region that ARNs are made of. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

type Reader = (request: ServiceRequest, arn: (service: string, resource: string) => string) => IamRequest[];

/**
 * What a call needs of IAM, by AWS's Service Authorization Reference. A call that is not known here, and every call of a service
 * that is not, needs what nobody is allowed, so that it is added where it is first made.
 */
export function needsOf(service: string, request: ServiceRequest, { region, accountId }: Place): IamRequest[] {
  const read = Object.hasOwn(readers, service) ? readers[service] : undefined;
  if (read === undefined) return [{ action: `${service}:${callOf(request)}`, resource: request.path }];
  return read(request, (of, resource) => `arn:aws:${of}:${region}:${accountId}:${resource}`);
}

const callOf = ({ headers, method }: ServiceRequest) => headers['x-amz-target']?.split('.').at(-1) ?? method;

/** It has no ARN; and what is refused is logged, where nobody's number belongs. */
const phoneNumber = 'a-phone-number';

const readers: Readonly<Record<string, Reader>> = {
  secretsmanager: (request) => [
    { action: `secretsmanager:${callOf(request)}`, resource: String(parseJsonObject(request.body)['SecretId']) },
  ],
  sns: ({ body }, arn) => {
    const form = new URLSearchParams(body.toString('utf8'));
    const action = `sns:${form.get('Action')}`;
    const named = form.get('Name');
    const topic = form.get('TopicArn') ?? form.get('TargetArn') ?? (named === null ? null : arn('sns', named));
    return [{ action, resource: topic ?? (form.has('PhoneNumber') ? phoneNumber : '*') }];
  },
  iotdata: ({ path, query }, arn) => {
    const resource = arn('iot', `topic/${decodeURIComponent(path.replace(/^\/topics\//, ''))}`);
    const actions = query.get('retain') === 'true' ? ['iot:Publish', 'iot:RetainPublish'] : ['iot:Publish'];
    return actions.map((action) => ({ action, resource }));
  },
  iot: (request, arn) => {
    const [, collection = '', name = '', part = ''] = request.path.split('/').map(decodeURIComponent);
    const call = [request.method, collection, part].filter((each) => each !== '').join(' ');
    const principal = request.headers['x-amzn-principal'] ?? '';
    const target = () => String(parseJsonObject(request.body)['target']);
    const known: Readonly<Record<string, () => IamRequest>> = {
      'POST things': () => ({ action: 'iot:CreateThing', resource: arn('iot', `thing/${name}`) }),
      'PUT things principals': () => ({ action: 'iot:AttachThingPrincipal', resource: principal }),
      'DELETE things principals': () => ({ action: 'iot:DetachThingPrincipal', resource: principal }),
      'POST certificates': () => ({ action: 'iot:CreateCertificateFromCsr', resource: '*' }),
      'PUT certificates': () => ({ action: 'iot:UpdateCertificate', resource: arn('iot', `cert/${name}`) }),
      'PUT target-policies': () => ({ action: 'iot:AttachPolicy', resource: target() }),
      'POST target-policies': () => ({ action: 'iot:DetachPolicy', resource: target() }),
      'GET endpoint': () => ({ action: 'iot:DescribeEndpoint', resource: '*' }),
    };
    return [known[call]?.() ?? { action: `iot:${call}`, resource: request.path }];
  },
  scheduler: ({ method, path, query, body }, arn) => {
    const [, collection, rawName = ''] = path.split('/');
    const verb = collection === 'schedules' && rawName !== '' ? verbs[method] : undefined;
    if (verb === undefined) return [{ action: `scheduler:${method}`, resource: path }];
    const input = parseJsonObject(body) as { GroupName?: string; Target?: { RoleArn?: string } };
    const group = input.GroupName ?? query.get('groupName') ?? 'default';
    const call = {
      action: `scheduler:${verb}Schedule`,
      resource: arn('scheduler', `schedule/${group}/${decodeURIComponent(rawName)}`),
    };
    const { Target: target } = input;
    if (target === undefined) return [call];
    const context = { 'iam:PassedToService': 'scheduler.amazonaws.com' };
    return [call, { action: 'iam:PassRole', resource: target.RoleArn ?? '', context }];
  },
};

const verbs: Readonly<Record<string, string>> = { POST: 'Create', PUT: 'Update', GET: 'Get', DELETE: 'Delete' };

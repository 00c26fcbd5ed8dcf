import type { IamRequest } from './iam-policy.js';
import { parseJsonObject, type ServiceRequest } from './service.js';

/** Account and region that ARNs are made of. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

type Reader = (request: ServiceRequest, arn: (service: string, resource: string) => string) => IamRequest[];

/**
 * What a call needs of IAM, by AWS's Service Authorization Reference; undefined for a service that is not looked at. A call that
 * is not known here needs what nobody is allowed, so that it is added where it is first made.
 */
export function needsOf(service: string, request: ServiceRequest, { region, accountId }: Place) {
  const read = Object.hasOwn(readers, service) ? readers[service] : undefined;
  return read?.(request, (of, resource) => `arn:aws:${of}:${region}:${accountId}:${resource}`);
}

const readers: Readonly<Record<string, Reader>> = {
  secretsmanager: ({ headers, body }) => {
    const operation = headers['x-amz-target']?.split('.').at(-1) ?? '';
    return [{ action: `secretsmanager:${operation}`, resource: String(parseJsonObject(body)['SecretId']) }];
  },
  sns: ({ body }, arn) => {
    const form = new URLSearchParams(body.toString('utf8'));
    const action = `sns:${form.get('Action')}`;
    const named = form.get('Name');
    const topic = form.get('TopicArn') ?? (named === null ? null : arn('sns', named));
    return [{ action, resource: topic ?? form.get('PhoneNumber') ?? '*' }];
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
    const name = decodeURIComponent(path.replace(/^\/schedules\//, ''));
    const input = (method === 'POST' ? parseJsonObject(body) : {}) as {
      GroupName?: string;
      Target?: { RoleArn?: string };
    };
    const group = input.GroupName ?? query.get('groupName') ?? 'default';
    const resource = arn('scheduler', `schedule/${group}/${name}`);
    if (method !== 'POST') return [{ action: `scheduler:${method === 'DELETE' ? 'Delete' : 'Get'}Schedule`, resource }];
    const context = { 'iam:PassedToService': 'scheduler.amazonaws.com' };
    return [
      { action: 'scheduler:CreateSchedule', resource },
      { action: 'iam:PassRole', resource: input.Target?.RoleArn ?? '', context },
    ];
  },
};

import path from 'node:path';
import type { Resource } from '../resolved-stack.js';
import { explainTaken } from '../stand-ins/http-server.js';
import { openAuthority, type CertificateAuthority } from '../stand-ins/certificates.js';
import { startIotBroker, type IotBroker, type IotRule } from '../stand-ins/iot-broker.js';
import { iotControlPlane } from '../stand-ins/iot-control-plane.js';
import { iotDataPlane } from '../stand-ins/iot-data-plane.js';
import type { KeptLife } from '../stand-ins/iot-presence.js';
import { IotRegistry } from '../stand-ins/iot-registry.js';
import type { KeptMessage, KeptSubscription } from '../stand-ins/iot-sessions.js';
import { TemplateError } from '../template.js';
import { requireQueue } from './functions.js';
import type { PartsWithFunctions } from './parts.js';
import { isTrusting, requireRight } from './permissions.js';

export interface Devices {
  readonly broker: IotBroker;
  readonly registry: IotRegistry;
  readonly authority: CertificateAuthority;
}

const MQTT_PORT = 8883;

/** The broker with the template's policies and topic rules, and both planes of AWS IoT. */
export async function buildDevices(
  parts: PartsWithFunctions,
  { port, directory }: { port: number; directory?: string },
): Promise<Devices> {
  const { stack, clock, endpoint, log, journal } = parts;
  const { accountId, region } = stack;
  const file = directory === undefined ? undefined : path.join(directory, 'things.json');
  const registry = new IotRegistry({ accountId, region, file });
  for (const { ref, properties } of stack.resourcesOf('AWS::IoT::Policy'))
    registry.putPolicy(ref, properties.PolicyDocument);
  const rules = stack.resourcesOf('AWS::IoT::TopicRule').map((rule) => ruleOf(rule, parts));
  const authority = await openAuthority(directory);
  const kept = {
    subscriptions: journal<KeptSubscription>('mqtt-subscriptions'),
    queued: journal<KeptMessage>('mqtt-queued'),
    lives: journal<KeptLife>('mqtt-lives'),
  };
  const starting = startIotBroker({ port, authority, registry, rules, nowMs: () => clock.nowMs(), log, kept });
  const broker = await starting.catch((error: unknown) => {
    throw explainTaken(error, port, '--mqtt-port');
  });
  // AWS answers a host alone, and devices know the port; here the port is said where it is not the usual one.
  const endpointAddress = broker.port === MQTT_PORT ? '127.0.0.1' : `127.0.0.1:${broker.port}`;
  endpoint.register('iotdata', iotDataPlane(broker));
  endpoint.register('iot', iotControlPlane({ registry, authority, endpointAddress }));
  return { broker, registry, authority };
}

function ruleOf(
  resource: Resource<'AWS::IoT::TopicRule'>,
  { stack, lambda, events, queues }: PartsWithFunctions,
): IotRule {
  const { logicalId, ref: name, attributes, properties } = resource;
  const { Sql: sql, Actions, ErrorAction, RuleDisabled: disabled } = properties.TopicRulePayload;
  const functionArn = Actions[0].Lambda.FunctionArn;
  if (!lambda.has(functionArn))
    throw new TemplateError(logicalId, `${functionArn} is no function of this stack`, 'call one of the stack');
  const { QueueUrl: queueUrl, RoleArn: parker = '' } = ErrorAction?.Sqs ?? {};
  if (queueUrl !== undefined) {
    requireQueue(stack.resourcesOf('AWS::SQS::Queue'), queueUrl, logicalId);
    if (!isTrusting(stack, parker, 'iot.amazonaws.com', attributes.Arn!))
      throw new TemplateError(logicalId, `${parker} does not let the rule act as it`, 'look at what it is assumed by');
    requireRight(stack, parker, logicalId, { action: 'sqs:SendMessage', resource: queues.find(queueUrl).arn });
  }
  return {
    name,
    sql,
    disabled,
    resource: functionArn,
    invoke: async (event) => void events.accept(functionArn, JSON.stringify(event)),
    ...(queueUrl === undefined
      ? {}
      : { errorAction: async (record: unknown) => void queues.send(queueUrl, JSON.stringify(record)) }),
  };
}

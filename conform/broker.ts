import { startIotBroker, type IotBroker } from '../local/stand-ins/iot-broker.js';
import { IotRegistry } from '../local/stand-ins/iot-registry.js';
import type { BankJson } from '../simulator/bank-json.js';
import { certificateIdOf, type Prepared } from './directory.js';
import type { Observed, Wire } from './wire.js';

const account = { accountId: '000000000000', region: 'us-east-1' };
const policyName = 'bank';
const thing = '${iot:Connection.Thing.ThingName}';

export interface WireOverMqtt extends Wire {
  readonly port: number;
  close(): Promise<void>;
}

/** The local run's own broker, with one bank enrolled, which may do what the device policy of the stack allows. */
export async function startWire({ config, authority, certificatePem }: Prepared, port: number): Promise<WireOverMqtt> {
  const registry = new IotRegistry(account);
  const certificateId = certificateIdOf(certificatePem);
  registry.putPolicy(policyName, policyFor(config));
  registry.putThing({ thingName: config.bankId, attributes: {} });
  registry.putCertificate({ certificateId, certificatePem, status: 'ACTIVE' });
  const certificate = registry.certificate(certificateId);
  registry.change(() => {
    registry.thing(config.bankId)?.principals.push(certificateId);
    certificate?.policies.push(policyName);
  });
  const listeners: ((seen: Observed) => void)[] = [];
  const nowMs = () => Date.now();
  const observe = (seen: Observed) => listeners.forEach((listen) => listen(seen));
  const broker = await startIotBroker({ port, authority, registry, rules: rulesFor(config), nowMs, observe });
  const setStatus = (status: 'ACTIVE' | 'INACTIVE') =>
    registry.putCertificate({ certificateId, certificatePem, status });
  return {
    port: broker.port,
    send: (payload) => sendDown(broker, config.bankId, payload),
    shut: () => setStatus('INACTIVE'),
    admit: () => setStatus('ACTIVE'),
    observe: (listener) => void listeners.push(listener),
    close: () => broker.close(),
  };
}

const sendDown = (broker: IotBroker, bankId: string, payload: string): void =>
  broker.publish(`lockers/v1/${bankId}/commands`, Buffer.from(payload), { qos: 1 });

/** Nothing is done by a rule here: the broker's observer has seen the message already. */
const rulesFor = ({ rules }: BankJson) =>
  Object.entries(rules).map(([kind, name]) => ({
    name,
    sql: `SELECT encode(*, 'base64') AS body FROM 'lockers/v1/+/${kind}'`,
    invoke: async () => undefined,
  }));

/** The statements of the stack's device policy. */
function policyFor({ rules }: BankJson): unknown {
  const arn = (kind: string, name: string) => `arn:aws:iot:${account.region}:${account.accountId}:${kind}/${name}`;
  const own = `lockers/v1/${thing}`;
  const topics = Object.entries(rules).flatMap(([kind, rule]) => [
    `${own}/${kind}`,
    `$aws/rules/${rule}/${own}/${kind}`,
  ]);
  const allow = (action: string, kind: string, names: string[]) => ({
    Effect: 'Allow',
    Action: `iot:${action}`,
    Resource: names.map((name) => arn(kind, name)),
  });
  return {
    Version: '2012-10-17',
    Statement: [
      { ...allow('Connect', 'client', [thing]), Condition: { Bool: { 'iot:Connection.Thing.IsAttached': ['true'] } } },
      allow('Publish', 'topic', topics),
      allow('Subscribe', 'topicfilter', [`${own}/commands`]),
      allow('Receive', 'topic', [`${own}/commands`]),
    ],
  };
}

import path from 'node:path';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { openJournal } from '../../local/journal.js';
import { createDeviceKeyAndCsr, openAuthority, type CertificateAuthority } from '../../local/stand-ins/certificates.js';
import { startIotBroker, type IotBroker, type IotRule } from '../../local/stand-ins/iot-broker.js';
import type { KeptLife } from '../../local/stand-ins/iot-presence.js';
import { IotRegistry } from '../../local/stand-ins/iot-registry.js';
import type { KeptMessage, KeptSubscription } from '../../local/stand-ins/iot-sessions.js';

export const ACCOUNT = { accountId: '111122223333', region: 'us-east-1' } as const;

const ARN = 'arn:aws:iot:us-east-1:111122223333';
const THING = '${iot:Connection.Thing.ThingName}';

/** What a bank may do, in the form of the template's device policy. */
export const BANK_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'iot:Connect',
      Resource: `${ARN}:client/${THING}`,
      Condition: { Bool: { 'iot:Connection.Thing.IsAttached': ['true'] } },
    },
    {
      Effect: 'Allow',
      Action: 'iot:Publish',
      Resource: [
        `${ARN}:topic/lockers/v1/${THING}/door`,
        `${ARN}:topic/$aws/rules/lockers_v1_door/lockers/v1/${THING}/door`,
        `${ARN}:topic/$aws/rules/lockers_v1_health/lockers/v1/${THING}/door`,
        `${ARN}:topic/$aws/rules/not_there/lockers/v1/${THING}/door`,
      ],
    },
    { Effect: 'Allow', Action: 'iot:Subscribe', Resource: `${ARN}:topicfilter/lockers/v1/${THING}/commands` },
    { Effect: 'Allow', Action: 'iot:Receive', Resource: `${ARN}:topic/lockers/v1/${THING}/commands` },
  ],
};

/** A listener that may hear everything, and publish and retain anywhere. */
export const LISTENER_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }],
};

export interface Device {
  readonly thingName: string;
  readonly certificateId: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export interface Site {
  readonly authority: CertificateAuthority;
  readonly registry: IotRegistry;
  readonly broker: IotBroker;
  /** Milliseconds that the site's clock stands at; tests move it. */
  clock: { nowMs: number };
  enrol(thingName: string, policyName?: 'bank' | 'listener'): Promise<Device>;
  /** Resolves with CONNACK; rejects with 'closed' when the broker hangs up first, or with the error. */
  connect(device: Device, options?: IClientOptions): Promise<MqttClient>;
  close(): Promise<void>;
}

export const NOW_MS = 1_795_000_000_000;

/** With a directory, everything that a site keeps is there again in the next one that is started in it. */
export async function startSite(
  rules: readonly IotRule[] = [],
  log?: (line: string) => void,
  directory?: string,
): Promise<Site> {
  const authority = await openAuthority(directory);
  const file = directory === undefined ? {} : { file: path.join(directory, 'things.json') };
  const registry = new IotRegistry({ ...ACCOUNT, ...file });
  registry.putPolicy('bank', BANK_POLICY);
  registry.putPolicy('listener', LISTENER_POLICY);
  const clock = { nowMs: NOW_MS };
  const kept = {
    subscriptions: openJournal<KeptSubscription>(directory, 'subscriptions'),
    queued: openJournal<KeptMessage>(directory, 'queued'),
    lives: openJournal<KeptLife>(directory, 'lives'),
  };
  const options = { port: 0, authority, registry, rules, nowMs: () => clock.nowMs, kept };
  const broker = await startIotBroker(log ? { ...options, log } : options);
  const clients: MqttClient[] = [];
  return {
    authority,
    registry,
    broker,
    clock,
    enrol: async (thingName, policyName = 'bank') => {
      const device = await certified(authority, thingName);
      registry.putThing({ thingName, attributes: {} });
      registry.putCertificate({ ...device, status: 'ACTIVE' });
      registry.change(() => {
        registry.thing(thingName)?.principals.push(device.certificateId);
        registry.certificate(device.certificateId)?.policies.push(policyName);
      });
      return device;
    },
    connect: (device, more = {}) => {
      const client = mqtt.connect({ ...connection(broker.port, authority, device), ...more });
      clients.push(client);
      return connected(client);
    },
    close: async () => {
      for (const client of clients) client.end(true);
      await broker.close();
    },
  };
}

/** A key and a certificate signed by the authority, of which the registry knows nothing. */
export async function certified(authority: CertificateAuthority, thingName: string): Promise<Device> {
  const { privateKeyPem, csrPem } = await createDeviceKeyAndCsr(thingName);
  return { thingName, privateKeyPem, ...(await authority.sign(csrPem)) };
}

export function connection(port: number, authority: CertificateAuthority, device: Device): IClientOptions {
  return {
    host: '127.0.0.1',
    port,
    protocol: 'mqtts',
    ca: authority.certificatePem,
    cert: device.certificatePem,
    key: device.privateKeyPem,
    clientId: device.thingName,
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: 5000,
  };
}

const withSession = new WeakSet<MqttClient>();

/** Did the CONNACK say that the broker had kept a session? */
export function hadSession(client: MqttClient): boolean {
  return withSession.has(client);
}

/** mqtt.js reports a refusal after the TLS 1.3 handshake by `close`, sometimes after an `error`, and by nothing else. */
export function connected(client: MqttClient): Promise<MqttClient> {
  return new Promise((resolve, reject) => {
    client.once('connect', ({ sessionPresent }) => {
      if (sessionPresent) withSession.add(client);
      resolve(client);
    });
    client.on('error', reject);
    client.once('close', () => reject(new Error('closed')));
  });
}

export function closed(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    if (client.disconnected) resolve();
    else client.once('close', () => resolve());
  });
}

/** Collects what a client hears, and lets a test wait for it. */
export function heardBy(client: MqttClient): { readonly messages: string[]; next(count?: number): Promise<string[]> } {
  const messages: string[] = [];
  let wake = (): void => undefined;
  client.on('message', (topic, payload) => {
    messages.push(`${topic} ${payload.toString()}`);
    wake();
  });
  return {
    messages,
    next: async (count = 1) => {
      while (messages.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return messages;
    },
  };
}

/** A rule whose events a test can wait for. */
export function recordedRule(rule: Pick<IotRule, 'name' | 'sql'> & Partial<IotRule>): IotRule & { events: unknown[] } {
  const events: unknown[] = [];
  return { invoke: async (event) => void events.push(event), ...rule, events };
}

/** Looks until something has come, each time after the loop's other work; the test's own time limit ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** How often each reason was counted while the work was done. */
export async function countedWhile({ broker }: Site, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = { ...broker.counters };
  await work();
  const entries = Object.entries(broker.counters).map(
    ([name, count]) => [name, count - before[name as never]] as const,
  );
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

import type { Ports, Secrets } from '../app/ports.js';
import type { EmailTopics, Registry } from '../app/registry-ports.js';
import { awsClients, type AwsClients } from './aws-clients.js';
import { snsEmailTopics } from './channels/email-topics.js';
import { channels } from './channels/index.js';
import { snsSiteTopics } from './channels/site-topics.js';
import { systemClock } from './clock.js';
import { logCounters } from './counters.js';
import { derivedSecrets } from './crypto/codes.js';
import { sha256Digest } from './crypto/digest.js';
import { TableAccess } from './dynamodb/access.js';
import { dynamoBankStore } from './dynamodb/bank-store.js';
import { dynamoCodeStore } from './dynamodb/code-store.js';
import { dynamoCommandStore } from './dynamodb/command-store.js';
import { dynamoCustodyStore } from './dynamodb/custody-store.js';
import { dynamoDirectory } from './dynamodb/directory.js';
import { dynamoDoorStore } from './dynamodb/door-store.js';
import { dynamoDueItems } from './dynamodb/due-items.js';
import { dynamoEvidenceStore } from './dynamodb/evidence-store.js';
import { dynamoGuardStore } from './dynamodb/guard-store.js';
import { dynamoIncidentStore } from './dynamodb/incident-store.js';
import { dynamoMessageCounts } from './dynamodb/message-counts.js';
import { dynamoOpensStore } from './dynamodb/opens-store.js';
import { dynamoParcelStore } from './dynamodb/parcel-store.js';
import { dynamoRegistry } from './dynamodb/registry.js';
import { dynamoSensorStore } from './dynamodb/sensor-store.js';
import { dynamoTellingStore } from './dynamodb/telling-store.js';
import { iotBankLink } from './iot/bank-link.js';
import { jitteredPause } from './pause.js';
import { schedulerTimers } from './scheduler/timers.js';
import { readCodeSecret } from './secrets/code-secret.js';

/*
 * The one reader of process.env. Each function asks for what it needs when it starts, once: a name that is missing stops
 * the start, and is named.
 */

/** Every port, for the functions that decide and perform. */
export function awsPorts(): Ports {
  const names = readEnvironment([
    'CODE_SECRET_ARN',
    'SCHEDULE_GROUP',
    'SCHEDULE_ROLE_ARN',
    'ON_SCHEDULE_ARN',
    'SMS_MAX_PRICE_USD',
    'SITE_TOPIC_ARN_PREFIX',
  ]);
  const clients = shared();
  const sns = { lookUp: clients.sns, sendOnce: clients.snsOnce, smsMaxPriceUsd: names.SMS_MAX_PRICE_USD };
  return {
    ...awsStores(),
    bankLink: iotBankLink(clients.iotData, systemClock),
    timers: schedulerTimers({
      client: clients.scheduler,
      clock: systemClock,
      group: names.SCHEDULE_GROUP,
      roleArn: names.SCHEDULE_ROLE_ARN,
      targetArn: names.ON_SCHEDULE_ARN,
    }),
    channels: Object.values(channels).map(({ create }) => create(sns)),
    alerts: snsSiteTopics({ lookUp: clients.sns, sendOnce: clients.snsOnce, arnPrefix: names.SITE_TOPIC_ARN_PREFIX }),
    secrets: codeSecrets(names.CODE_SECRET_ARN),
  };
}

/** Read when it is first needed. */
export function codeSecrets(secretArn: string): Secrets {
  const counting = { clock: systemClock, counters: logCounters() };
  return derivedSecrets(readCodeSecret(shared().secrets, secretArn, counting), systemClock, counting.counters);
}

/** The ports that need the table alone: what enrolment has, which performs nothing. */
export function awsStores() {
  const table = awsTable();
  const clock = systemClock;
  return {
    doors: dynamoDoorStore(table),
    parcels: dynamoParcelStore(table),
    codes: dynamoCodeStore(table, clock),
    evidence: dynamoEvidenceStore(table),
    custody: dynamoCustodyStore(table),
    directory: dynamoDirectory(table, clock),
    guards: dynamoGuardStore(table),
    opens: dynamoOpensStore(table),
    messageCounts: dynamoMessageCounts(table),
    tellings: dynamoTellingStore(table),
    banks: dynamoBankStore(table),
    sensors: dynamoSensorStore(table),
    incidents: dynamoIncidentStore(table),
    due: dynamoDueItems(table),
    commands: dynamoCommandStore(table),
    digest: sha256Digest,
    counters: logCounters(),
    clock,
    pause: jitteredPause,
  } satisfies Partial<Ports>;
}

/** Who and what there is, for the functions of the API. */
export const awsRegistry = (): Registry => dynamoRegistry(awsTable(), systemClock);

export function awsEmailTopics(): EmailTopics {
  const { RESIDENT_TOPIC_PREFIX: prefix } = readEnvironment(['RESIDENT_TOPIC_PREFIX']);
  return snsEmailTopics({ client: shared().sns, prefix });
}

/** Which stage this is: dev, prod. */
export const awsStage = (): string => readEnvironment(['STAGE']).STAGE;

function awsTable(): TableAccess {
  const { TABLE_NAME: tableName } = readEnvironment(['TABLE_NAME']);
  return new TableAccess({ client: shared().dynamodb, tableName });
}

let clients: AwsClients | undefined;

/** One set of clients for a whole function, whatever asks for them. */
export function shared(): AwsClients {
  const { AWS_SESSION_TOKEN: sessionToken } = process.env; // Lambda's roles have one; the local run has none.
  return (clients ??= credentialed(sessionToken));
}

function credentialed(sessionToken: string | undefined): AwsClients {
  const names = readEnvironment(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = names;
  return awsClients({ region: names.AWS_REGION, credentials: { accessKeyId, secretAccessKey, sessionToken } });
}

/** Throws where a name is missing, and says which. For what one function alone needs, and so stands in a file of its own. */
export function readEnvironment<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`the environment lacks ${missing.join(', ')}: the stack sets them`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<Name, string>;
}

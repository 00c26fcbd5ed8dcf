import type { Ports } from '../app/ports.js';
import type { Registry } from '../app/registry-ports.js';
import { codeSecrets, readEnvironment, shared } from './aws.js';
import { systemClock } from './clock.js';
import { logCounters } from './counters.js';
import { sha256Digest } from './crypto/digest.js';
import { dynamoBankStore } from './dynamodb/bank-store.js';
import { dynamoCommandStore } from './dynamodb/command-store.js';
import { dynamoCustodyStore } from './dynamodb/custody-store.js';
import { dynamoDoorStore } from './dynamodb/door-store.js';
import { dynamoEvidenceStore } from './dynamodb/evidence-store.js';
import { dynamoGuardStore } from './dynamodb/guard-store.js';
import { dynamoIncidentStore } from './dynamodb/incident-store.js';
import { dynamoParcelStore } from './dynamodb/parcel-store.js';
import { ReadOnlyTable } from './dynamodb/read-only-table.js';
import { dynamoRegistry } from './dynamodb/registry.js';
import { dynamoSensorStore } from './dynamodb/sensor-store.js';
import { dynamoTellingStore } from './dynamodb/telling-store.js';

/** For on-report alone: the same stores over a table that is only read. The secret seals cursors. */
export function awsReports() {
  const { TABLE_NAME: tableName, CODE_SECRET_ARN } = readEnvironment(['TABLE_NAME', 'CODE_SECRET_ARN']);
  const clients = shared();
  const table = new ReadOnlyTable({ client: clients.dynamodb, tableName });
  return {
    registry: dynamoRegistry(table, systemClock),
    banks: dynamoBankStore(table),
    guards: dynamoGuardStore(table),
    doors: dynamoDoorStore(table),
    parcels: dynamoParcelStore(table),
    incidents: dynamoIncidentStore(table),
    sensors: dynamoSensorStore(table),
    custody: dynamoCustodyStore(table),
    evidence: dynamoEvidenceStore(table),
    commands: dynamoCommandStore(table),
    tellings: dynamoTellingStore(table),
    digest: sha256Digest,
    secrets: codeSecrets(CODE_SECRET_ARN),
    counters: logCounters(),
    clock: systemClock,
  } satisfies Partial<Ports> & { registry: Registry };
}

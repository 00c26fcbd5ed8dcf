import type { Clock, Ports } from '../../app/ports.js';
import type { Registry } from '../../app/registry-ports.js';
import { derivedSecrets } from '../crypto/codes.js';
import { sha256Digest } from '../crypto/digest.js';
import { memoryAlerts, type MemoryAlerts } from './alerts.js';
import { memoryBankStore } from './bank-store.js';
import { memoryBankLink, type MemoryBankLink } from './bank-link.js';
import { memoryChannels, type MemoryChannels } from './channels.js';
import { memoryCodeStore, type MemoryCodeStore } from './code-store.js';
import { memoryCommandStore } from './command-store.js';
import { memoryCounters, type MemoryCounters } from './counters.js';
import { memoryCustodyStore, type MemoryCustodyStore } from './custody-store.js';
import { memoryDoorStore, type MemoryDoorStore } from './door-store.js';
import { memoryDueItems, type MemoryDueItems } from './due-items.js';
import { memoryEvidenceStore } from './evidence-store.js';
import { memoryGuardStore } from './guard-store.js';
import { memoryIncidentStore, type MemoryIncidentStore } from './incident-store.js';
import { memoryMessageCounts } from './message-counts.js';
import { memoryOpensStore } from './opens-store.js';
import { memoryParcelStore, type MemoryParcelStore } from './parcel-store.js';
import { memoryPeople } from './people.js';
import { memorySensorStore } from './sensor-store.js';
import type { IsStale } from './shelf.js';
import { memoryTellingStore } from './telling-store.js';
import { memoryTimers, type MemoryTimers } from './timers.js';

export type { SentCommand } from './bank-link.js';
export type { Delivery } from './channels.js';
export type { PendingTimer } from './timers.js';

export interface MemoryOptions {
  clock: Clock;
  /** Codes follow from it. */
  seed?: string | undefined;
  /** May this eventually consistent read answer with what was so before the last write? Never, unless given. */
  isStale?: IsStale | undefined;
}

/** Every port, with what a test or the simulator looks at. */
export interface MemoryPorts extends Ports {
  doors: MemoryDoorStore;
  parcels: MemoryParcelStore;
  codes: MemoryCodeStore;
  custody: MemoryCustodyStore;
  incidents: MemoryIncidentStore;
  due: MemoryDueItems;
  alerts: MemoryAlerts;
  bankLink: MemoryBankLink;
  timers: MemoryTimers;
  counters: MemoryCounters;
  registry: Registry;
  people: MemoryChannels;
}

/** Every port in memory. It conflicts as the real ones do, keeps by value, and never deduplicates a message to a person. */
export function memoryPorts({ clock, seed = '0', isStale }: MemoryOptions): MemoryPorts {
  const people = memoryChannels();
  const due = memoryDueItems();
  return {
    doors: memoryDoorStore(due, isStale),
    incidents: memoryIncidentStore(due, isStale),
    due,
    alerts: memoryAlerts(),
    parcels: memoryParcelStore(isStale),
    codes: memoryCodeStore(clock, isStale),
    evidence: memoryEvidenceStore(isStale),
    custody: memoryCustodyStore(isStale),
    ...memoryPeople(clock, isStale),
    guards: memoryGuardStore(),
    opens: memoryOpensStore(),
    messageCounts: memoryMessageCounts(),
    tellings: memoryTellingStore(),
    banks: memoryBankStore(isStale),
    sensors: memorySensorStore(isStale),
    commands: memoryCommandStore(isStale),
    bankLink: memoryBankLink(),
    timers: memoryTimers(),
    channels: people.channels,
    people,
    secrets: derivedSecrets(async () => `memory-secret-of-seed-${seed}`, clock),
    digest: sha256Digest,
    counters: memoryCounters(),
    clock,
    pause: async () => undefined,
  };
}

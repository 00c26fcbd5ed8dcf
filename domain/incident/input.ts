import type { Situation } from '../exceptions/situation.js';
import type { BankId, IncidentId, SiteId } from '../ids.js';
import type { CommandResult } from '../inputs.js';
import type { RemoteCommandType } from '../remote-command.js';
import type { IncidentEvent } from './events.js';
import type { Finding } from './finding.js';
import type { QuietUntilMs } from './waking.js';

interface Heard {
  /** When it is decided on. Unix milliseconds. */
  nowMs: number;
}

export interface FindingHeard extends Heard {
  type: 'finding';
  finding: Finding;
}

/** The pending timer fired: it only asks. */
export interface IncidentTimerFired extends Heard {
  type: 'timer';
  n: number;
}

export interface IncidentResult extends Heard {
  type: 'command-result';
  /** Who answers: another bank than the incident's has nothing to say. */
  bankId: BankId;
  commandId: string;
  outcome: CommandResult['outcome'];
  reason?: string | undefined;
  /** Its windows are kept as evidence, under the command's id. */
  hasWindows: boolean;
}

interface ByPerson extends Heard {
  /** The token's subject. */
  actor: string;
}
export interface Dispatch extends ByPerson {
  type: 'dispatch';
  note?: string | undefined;
}
export interface Resolve extends ByPerson {
  type: 'resolve';
  how: 'remotely' | 'on-site';
  note: string;
}
/** A person has given a command for this case, as the next step. */
export interface Acted extends ByPerson {
  type: 'act';
  commandId: string;
  command: RemoteCommandType;
}

/** The same cause was seen at the same place again. */
export interface Repeated extends Heard {
  type: 'repeated';
  by: IncidentId;
}

export type IncidentInput = FindingHeard | IncidentTimerFired | IncidentResult | Dispatch | Resolve | Acted | Repeated;

export interface IncidentContext {
  slot: string;
  siteId: SiteId;
  /** The catalogue's row of its cause. */
  situation: Situation;
  /** Its bank is not connected, or runs on its battery, and the case is of one of its doors: it is muted. */
  isAway: boolean;
  /** Its door is not certainly empty; asked where the step that runs is one of an empty door. */
  isDoorInUse?: boolean | undefined;
  /** Asked where its playbook asks people. */
  quietUntilMs?: QuietUntilMs | undefined;
}

export type IncidentRefusal = 'incident-not-now';

export interface IncidentDecision {
  events: IncidentEvent[];
  refusal?: IncidentRefusal | undefined;
}

export const nothingNew: IncidentDecision = { events: [] };
export const decided = (...events: IncidentEvent[]): IncidentDecision => ({ events });

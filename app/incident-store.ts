import type { IncidentKey, SiteId } from '../domain/ids.js';
import type { IncidentEffect } from '../domain/incident/effects.js';
import type { Incident } from '../domain/incident/incident.js';
import type { DueIncident } from './due.js';
import type { Page, PageOf } from './ports.js';

/** Incidents, one item each: the state, and every effect that it owes under a name of its own until it is done. */
export interface IncidentStore {
  /** The latest case at this place. Consistent. */
  latest(slot: string): Promise<LoadedIncident | undefined>;
  /** Consistent. */
  load(key: IncidentKey): Promise<LoadedIncident | undefined>;
  /** One conditional write of one item. `false`: its version is no longer the one that was read. */
  commit(commit: IncidentCommit): Promise<boolean>;
  /** What was performed is owed no longer; with `rest`, also what failed, and when the sweep shall look again. */
  settle(key: IncidentKey, settled: Settled): Promise<void>;
  /** Puts a due item off, if it is still due as it was read; `false`: another sweep has it. */
  claimDue(due: DueIncident, untilMs: number): Promise<boolean>;
  /** A person's report, by its id: true, if it is this request's, also if it was before. Remembered until then at least. */
  claimReport(reportId: string, madeFrom: string, untilMs: number): Promise<boolean>;
  /** Of a site: open ones first, of either the newest first. Eventually consistent. */
  list(siteId: SiteId, page: PageOf & { isOpen?: boolean | undefined }): Promise<Page<Incident>>;
}

export interface LoadedIncident {
  incident: Incident;
  version: number;
  owed: Readonly<Record<string, Owed>>;
}

/** One effect. Each is performed by itself, and is tried again by itself. */
export interface Owed {
  effect: IncidentEffect;
  /** When it was committed. */
  atMs: number;
  /** Times that it failed. */
  tries: number;
  /** No sweep takes it up before. */
  notBeforeMs: number;
}

export interface IncidentCommit {
  incident: Incident;
  /** The version that was read, 0 for a new item. */
  version: number;
  /** What this commit adds to what is owed. */
  owed: Readonly<Record<string, Owed>>;
  /** Set where something is owed. */
  dueAtMs?: number | undefined;
}

export interface Settled {
  done: readonly string[];
  /**
   * Said once at the end of a performance. It counts only while the item is at this version and owes what is tried again:
   * otherwise what came between keeps its own due instant, and the sweep looks then.
   */
  rest?: { version: number; again: Readonly<Record<string, Owed>>; dueAtMs: number | undefined } | undefined;
}

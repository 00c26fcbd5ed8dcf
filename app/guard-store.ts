import type { Guard, ScopeStop } from '../domain/guard/guard.js';
import type { NotedOpen } from '../domain/guard/mass-open.js';
import type { BankId } from '../domain/ids.js';

/** A guard as it was read; nothing was kept of one at version 0. */
export interface KeptGuard extends Guard {
  version: number;
}

export interface GuardStore {
  /** Consistent: whoever guesses fast, or opens many, must not find an old one. */
  read(bankId: BankId): Promise<KeptGuard>;
  /** Writes it whole, as version + 1, if its version is the one that was read. `false`: it is not. */
  write(bankId: BankId, guard: KeptGuard): Promise<boolean>;
}

/** A scope of opens that persons give: one person's, one site's, the fleet's. */
export interface OpensScope {
  stop?: ScopeStop | undefined;
  /** Opens before this are counted no more: whoever cleared it has looked at them. */
  clearedAtMs: number;
}

/** Opens that persons gave, counted by scope, over shards, so that what the whole fleet shares is no hot key. */
export interface OpensStore {
  /** Consistent. */
  read(scope: string): Promise<OpensScope>;
  /** Counts an open, once by its command's id, and answers all those of the scope that came after `sinceMs`. */
  note(scope: string, open: NotedOpen, sinceMs: number): Promise<NotedOpen[]>;
  stop(scope: string, stop: ScopeStop): Promise<void>;
  clear(scope: string, atMs: number): Promise<void>;
}

import type { QuarantineReason } from '../door.js';
import type { TimerEffect } from '../effects.js';
import type { Audience } from '../exceptions/playbook.js';
import type { IncidentKey } from '../ids.js';
import type { RemoteCommandType } from '../remote-command.js';
import type { Sleeper } from './waking.js';

/** Who reads a site's topic. */
export type SiteAudience = Extract<Audience, 'technician' | 'manager'>;

/** What a site's people are told of an incident: that a step concerns them, that a visit is needed, that it is over. */
export type AlertKind = 'step' | 'visit' | 'over';

/**
 * What follows from a committed event, as data. All but the last two may be performed twice: a name or id follows from what
 * is asked, and a door decides the same hold once.
 */
export type IncidentEffect =
  | TimerEffect
  | {
      kind: 'command';
      commandId: string;
      command: RemoteCommandType;
      fields: Readonly<Record<string, string | number>>;
      dropAfterMs: number;
    }
  /** What became of this command? */
  | { kind: 'ask'; commandId: string; dropAfterMs: number }
  | { kind: 'hold-door'; reason: QuarantineReason }
  | { kind: 'release-door' }
  | { kind: 'accept-noise'; dropAfterMs: number }
  /** Later, and only if its door is still on the trial that began then. */
  | { kind: 'release-door'; notBeforeMs: number; trialSinceMs: number }
  /** The case before was not mended. */
  | { kind: 'mark-repeated'; before: IncidentKey }
  /** A bank that is still away is a case of its own, now that no failure of the mains explains it. */
  | { kind: 'raise-offline'; sinceMs: number }
  | { kind: 'alert'; audience: SiteAudience; alert: AlertKind; bring?: readonly string[] }
  /** Who has a parcel in the door, or brought it, at night not before the morning; or who was there just now. */
  | { kind: 'tell'; whom: Sleeper | 'visitor'; notBeforeMs?: number | undefined };

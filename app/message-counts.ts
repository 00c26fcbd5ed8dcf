import type { SiteId } from '../domain/ids.js';
import type { TellingsMost } from '../domain/messages/cap.js';

/** Whom a message is for, and on which day by the site's clocks. */
export interface Counted {
  siteId: SiteId;
  day: number;
  /** Whom it is for; of the site's own. */
  person: string;
}

/** Messages to people, counted by site and person and day. No count is a hot key: each is by person, or spread. */
export interface MessageCounts {
  /** Counts one more, if with it no more than `most` were counted. `false`: it was not counted. */
  take(counted: Counted, most: TellingsMost): Promise<boolean>;
  /** One that was counted reached nobody: it is counted no longer. */
  giveBack(counted: Counted): Promise<void>;
}

import type { IncidentId, SiteId } from '../domain/ids.js';
import type { Severity } from '../domain/exceptions/situation.js';
import type { SiteAudience } from '../domain/incident/effects.js';
import type { MessageText } from '../domain/messages/index.js';

/** Something that a site's technicians or managers are told. Who reads it has subscribed to the site's topic. */
export interface Alert {
  siteId: SiteId;
  incidentId: IncidentId;
  /** Subscriptions filter by these two. */
  severity: Severity;
  audience: SiteAudience;
  text: MessageText;
  /** So that a double can be told from a second message. */
  eventId: string;
}

/** One topic a site. Publishing twice tells twice: nothing behind it deduplicates. Throws where it did not go out. */
export interface Alerts {
  publish(alert: Alert): Promise<void>;
}

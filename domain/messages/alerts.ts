import { incidentIdOf } from '../ids.js';
import type { AlertKind } from '../incident/effects.js';
import type { Incident } from '../incident/incident.js';
import { toAscii, toShortName } from './gsm7.js';
import type { MessageText, Texts } from './texts.js';

/** As in messages to people: what fits beside everything else. */
const siteNameMax = 40;
/** Amazon SNS takes an email subject of fewer than 100 ASCII characters. */
const subjectLengthMax = 99;

/** In the site's language: its texts, and what the cause is called. */
interface Words {
  texts: Texts;
  title: string;
}

interface About {
  siteName: string;
  alert: AlertKind;
  bring?: readonly string[] | undefined;
}

/** The words of an alert to the people of a site, in the site's language: what is wrong, where, and which incident it is. */
export function alertText(
  { texts, title }: Words,
  incident: Incident,
  { siteName, alert, bring = [] }: About,
): MessageText {
  const { severity, place } = incident;
  const body = texts.alerts[alert]({
    severity,
    title,
    where: texts.where(place.compartmentId, place.bankId),
    site: toShortName(siteName, siteNameMax) || texts.someSite,
    incidentId: incidentIdOf(incident),
    bring: bring.join(', '),
  });
  return { subject: toAscii(`${severity}: ${title}`).slice(0, subjectLengthMax), body };
}

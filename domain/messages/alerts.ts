import type { Doubt } from '../audit/doubt.js';
import { titleOf } from '../exceptions/titles/index.js';
import { incidentIdOf } from '../ids.js';
import type { AlertKind } from '../incident/effects.js';
import type { Incident } from '../incident/incident.js';
import { lastSeen } from '../incident/timeline.js';
import { toAscii, toShortName } from './gsm7.js';
import type { Language } from './language.js';
import type { MessageText, Texts } from './texts.js';

/** As in messages to people: what fits beside everything else. */
const siteNameMax = 40;
/** Amazon SNS takes an email subject of fewer than 100 ASCII characters. */
const subjectLengthMax = 99;

interface About {
  /** The site's, and its texts. */
  language: Language;
  texts: Texts;
  siteName: string;
  alert: AlertKind;
  bring?: readonly string[] | undefined;
}

/** Of what was last seen of it. Whose parcel it is has looked for themselves: then it does not hang on a sensor any more. */
function doubtOf({ timeline }: Incident): Doubt | 'looked-into' | undefined {
  const { doubt, lookedInto } = lastSeen(timeline) ?? {};
  return lookedInto === undefined ? (doubt as Doubt | undefined) : 'looked-into';
}

/** The words of an alert to the people of a site, in the site's language: what is wrong and how sure that is, where, and which incident it is. */
export function alertText(incident: Incident, { language, texts, siteName, alert, bring = [] }: About): MessageText {
  const { cause, severity, place } = incident;
  const title = titleOf(cause, language);
  const doubt = doubtOf(incident);
  const body = texts.alerts[alert]({
    severity,
    title,
    doubt: doubt ? ` ${texts.doubts[doubt]}` : '',
    where: texts.where(place.compartmentId, place.bankId),
    site: toShortName(siteName, siteNameMax) || texts.someSite,
    incidentId: incidentIdOf(incident),
    bring: bring.join(', '),
  });
  return { subject: toAscii(`${severity}: ${title}`).slice(0, subjectLengthMax), body };
}

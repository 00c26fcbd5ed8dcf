import { textsOf } from '../../../app/texts.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import { smsPartsOf, septets } from '../../../domain/messages/gsm7.js';
import { languageTags, messages, render, type Language, type MessageName } from '../../../domain/messages/index.js';
import { answer, reading } from '../operation.js';
import { channels, messageNames, previewQuery, previews, type Preview, type PreviewQuery } from './schemas.js';

/** Nobody's: what a message is shown with. */
const sample = { code: '12345678', resident: { name: 'Ada Lovelace', unit: '12B' } } as const;
const sampleCompartment = 'A07';

export const previewMessages = reading({
  summary:
    'The exact texts that people of a site are sent, of every message in every language, with how many parts an SMS has. Code and names are samples, and nobody’s.',
  query: previewQuery,
  answers: { 200: previews },
  async handle(_ports, { site, query }) {
    const languages = query.language ? [query.language] : languageTags;
    const rows = await Promise.all(languages.map((language) => previewsIn(language, site, query)));
    return answer(200, { siteId: site.id, items: rows.flat() });
  },
});

async function previewsIn(language: Language, site: SiteRow, query: PreviewQuery): Promise<Preview[]> {
  const { message, compartmentId = sampleCompartment, step = 1, evidence = 'present' } = query;
  const texts = await textsOf(language);
  return (message ? [message] : messageNames).flatMap((name) => {
    const said = render(name, texts, { siteName: site.name, compartmentId, step, evidence, ...sample });
    return carriersOf(name, query).map((channel) => previewOf(name, language, channel, said));
  });
}

const carriersOf = (name: MessageName, { channel }: PreviewQuery) => {
  const may: readonly string[] = messages[name].channels;
  return channels.filter((one) => may.includes(one) && (channel ?? one) === one);
};

function previewOf(
  message: MessageName,
  language: Language,
  channel: Preview['channel'],
  { subject, body: text }: { subject: string; body: string },
): Preview {
  const about = { message, to: messages[message].to, language, channel } as const;
  const characters = [...text].length;
  if (channel === 'email') return { ...about, subject, text, characters };
  return { ...about, text, characters, septets: septets(text), parts: smsPartsOf(text) };
}

import { languageOf, languageTags, type Language } from '../domain/messages/language.js';
import type { Texts } from '../domain/messages/texts.js';

/** Each in a file of its own, which a function loads when it first speaks the language: most calls speak one, or none. */
const languages: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('../domain/messages/en.js')).en,
  fr: async () => (await import('../domain/messages/fr.js')).fr,
  es: async () => (await import('../domain/messages/es.js')).es,
};

const loading = new Map<Language, Promise<Texts>>();

/** The texts of a language tag such as "fr" or "fr-CA"; of one that is not there, English. */
export function textsOf(tag: string | undefined): Promise<Texts> {
  const language = languageOf(tag);
  const texts = loading.get(language) ?? languages[language]();
  loading.set(language, texts);
  return texts;
}

/** All of them now: a file that is loaded in the middle of a simulated story would disturb its order. */
export async function loadTexts(): Promise<void> {
  await Promise.all(languageTags.map(textsOf));
}

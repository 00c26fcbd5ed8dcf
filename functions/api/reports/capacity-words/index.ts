import type { Language } from '../../../../domain/messages/language.js';
import type { CapacityWords } from './words.js';

/** Each language is loaded when a page is first asked for in it. */
export const capacityWords: Record<Language, () => Promise<CapacityWords>> = {
  en: async () => (await import('./en.js')).en,
  fr: async () => (await import('./fr.js')).fr,
  es: async () => (await import('./es.js')).es,
};

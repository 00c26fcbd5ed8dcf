import type { Language } from '../../../../domain/messages/index.js';
import type { EvidenceWords } from './words.js';

/** Each language is loaded when a page is first asked for in it. */
export const evidenceWords: Record<Language, () => Promise<EvidenceWords>> = {
  en: async () => (await import('./en.js')).en,
  fr: async () => (await import('./fr.js')).fr,
  es: async () => (await import('./es.js')).es,
};

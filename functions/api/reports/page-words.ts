import type { Language } from '../../../domain/messages/language.js';
import type { Numbers } from './numbers.js';

/** What every page of a report says, in one language. */
export interface PageWords {
  language: Language;
  /** How instants are written. */
  locale: string;
  numbers: Numbers;
  title(site: string): string;
  made(of: { from: string; to: string; at: string; timeZone: string }): string;
  cutShort: string;
}

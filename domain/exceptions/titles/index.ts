import { languageOf, type Language } from '../../messages/language.js';
import type { Cause } from '../cause.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import type { Titles } from './titles.js';

const titles: Record<Language, Titles> = { en, fr, es };

/**
 * A cause in a few words, for alerts: at most 40 septets of the GSM 7-bit alphabet, so that with a door, a site and its
 * severity it is one SMS part. `tag`: "fr" or "fr-CA"; of a language that is not there, English.
 */
export const titleOf = (cause: Cause, tag: string): string => titles[languageOf(tag)][cause];

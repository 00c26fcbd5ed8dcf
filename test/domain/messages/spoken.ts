import { en } from '../../../domain/messages/en.js';
import { es } from '../../../domain/messages/es.js';
import { fr } from '../../../domain/messages/fr.js';
import { languageOf, type Language } from '../../../domain/messages/language.js';
import type { Texts } from '../../../domain/messages/texts.js';

const texts: Record<Language, Texts> = { en, es, fr };

/** The texts of a tag, without waiting for a file to be loaded. */
export const spoken = (tag: string | undefined): Texts => texts[languageOf(tag)];

/** The languages there are, ISO 639-1: what people and sites may be given. One more is its name here, its file beside this one, and a line in app/texts.ts. */
export const languageTags = ['en', 'fr', 'es'] as const;
export type Language = (typeof languageTags)[number];

/** The language of a tag such as "en" or "en-GB"; of one that is not there, English. */
export function languageOf(tag: string | undefined): Language {
  const language = tag?.toLowerCase().split('-')[0];
  return languageTags.find((known) => known === language) ?? 'en';
}

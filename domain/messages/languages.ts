/** What people and sites may be spoken to in: ISO 639-1. One more is its file beside this, and a line in app/texts.ts. */
export const languageTags = ['en', 'fr', 'es'] as const;

export type Language = (typeof languageTags)[number];

/** The language of a tag such as "en" or "en-GB"; of one that is not there, English. */
export function languageOf(tag: string | undefined): Language {
  const language = tag?.toLowerCase().split('-')[0];
  return languageTags.find((one) => one === language) ?? 'en';
}

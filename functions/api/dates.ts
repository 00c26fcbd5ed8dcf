/** How instants are written in a language. French counts the first of a month as the first and all others as they come: 1er nov., 2 nov. */
export function datesIn(locale: string, options: Intl.DateTimeFormatOptions): (instantMs: number) => string {
  const format = new Intl.DateTimeFormat(locale, options);
  if (!locale.startsWith('fr')) return (ms) => format.format(ms);
  return (ms) =>
    format
      .formatToParts(ms)
      .map(({ type, value }) => (type === 'day' && value === '1' ? '1er' : value))
      .join('');
}

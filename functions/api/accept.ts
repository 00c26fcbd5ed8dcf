/**
 * Does whoever asks want a page rather than JSON? By the Accept header (RFC 9110, section 12.5.1): a browser names text/html before all
 * else; who names nothing, or takes anything, gets JSON. A query parameter that says which goes before it.
 */
export const prefersHtml = (accept = ''): boolean =>
  qualityOf('text/html', accept) > qualityOf('application/json', accept);

/** From 0 to 1; of the most exact range that takes it. What cannot be read takes nothing. */
function qualityOf(type: string, accept: string): number {
  const ranges = accept
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((part) => part.trim()));
  const names = [type, `${type.split('/')[0]}/*`, '*/*'];
  for (const name of names) {
    const found = ranges.find(([range]) => range === name);
    if (!found) continue;
    const quality = Number(found.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
    return quality >= 0 && quality <= 1 ? quality : 0;
  }
  return 0;
}

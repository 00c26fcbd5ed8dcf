import { describe, expect, it } from 'vitest';
import { causes } from '../../../../domain/exceptions/cause.js';
import { titleOf } from '../../../../domain/exceptions/titles/index.js';
import { septets } from '../../../../domain/messages/gsm7.js';
import { languageTags } from '../../../../domain/messages/language.js';

describe('a title', () => {
  const all = languageTags.flatMap((language) => causes.map((cause) => [titleOf(cause, language), language] as const));

  it.each(all)('%j (%s) leaves room in one SMS for the longest door and site', (title) => {
    expect(septets(title)).toBeLessThanOrEqual(40);
    expect(title).toMatch(/^\p{Lu}.*[^.\s]$/u);
    expect(septets(`P1 ${title}. A1234567, ${'x'.repeat(40)}.`)).toBeLessThanOrEqual(160);
  });

  it('is another one for each cause, in each language', () => {
    expect(new Set(all.map(([title]) => title)).size).toBe(76 * 3);
  });

  it.each([
    ['phantom', 'en-GB', 'Something inside without a record'],
    ['sensor-silent', 'FR', 'Capteur muet'],
    ['wont-open', 'es', 'La puerta no se abre'],
    ['wont-open', 'de', 'Door will not open'],
  ] as const)('of %s in %s is %j', (cause, tag, title) => {
    expect(titleOf(cause, tag)).toBe(title);
  });
});

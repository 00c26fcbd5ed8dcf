import { expect, test } from 'vitest';
import { languageOf } from '../../../domain/messages/language.js';

test.each([
  ['fr', 'fr'],
  ['fr-CA', 'fr'],
  ['ES', 'es'],
  ['en-GB', 'en'],
  ['de', 'en'],
  ['', 'en'],
  ['__proto__', 'en'],
  [undefined, 'en'],
])('a tag of %j is spoken to in %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

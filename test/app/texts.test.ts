import { expect, test } from 'vitest';
import { textsOf } from '../../app/texts.js';
import { languageTags } from '../../domain/messages/language.js';
import { spoken } from '../domain/messages/spoken.js';

test.each([...languageTags, 'fr-CA', 'xx', undefined])('the texts of %j are those of its own file', async (tag) => {
  expect(await textsOf(tag)).toBe(spoken(tag));
  expect(await textsOf(tag)).toBe(spoken(tag)); // Loaded once, and there from then on.
});

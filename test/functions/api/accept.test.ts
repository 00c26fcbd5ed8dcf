import { expect, it } from 'vitest';
import { prefersHtml } from '../../../functions/api/accept.js';

it.each([
  ['', false],
  ['*/*', false], // curl
  ['application/json', false],
  ['text/html', true],
  ['Text/HTML; q=0.5', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8', true], // A browser.
  ['application/json, text/html', false],
  ['application/json;q=0.9, text/html', true],
  ['text/*, application/json;q=0.1', true],
  ['text/*;q=0.1, */*', false],
  ['text/html;q=0', false],
  ['text/html;q=much', false],
  [',;q=1,;', false],
])('of %j a page is wanted: %s', (accept, isWanted) => {
  expect(prefersHtml(accept)).toBe(isWanted);
});

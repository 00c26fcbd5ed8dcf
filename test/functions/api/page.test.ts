import { describe, expect, it } from 'vitest';
import { html, page } from '../../../functions/api/page.js';

describe('a page in French', () => {
  const said = 'Établi « hier » ; est-ce assez ? Oui ! Fuseau horaire : UTC';

  it('never begins a line with a mark that a space stands before', () => {
    const text = page('Bilan : mai', [html`<p>${said}</p>`], 'fr');
    expect(text).toContain('Établi «\u00a0hier\u00a0»\u202f; est-ce assez\u202f? Oui\u202f! Fuseau horaire\u00a0: UTC');
    expect(text).toContain('<title>Bilan\u00a0: mai</title>');
  });

  it('has its style as it was', () => {
    const styleOf = (language: 'en' | 'fr') => /<style>.*<\/style>/s.exec(page('', [], language))?.[0];
    expect(styleOf('fr')).toBe(styleOf('en'));
  });

  it('alone has such spaces', () => {
    expect(page('', [html`<p>${said}</p>`], 'es')).toContain(said);
  });
});

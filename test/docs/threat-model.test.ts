import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/threat-model.md', 'utf8');
const threats = page
  .slice(page.indexOf('\n## Threats'))
  .split('\n### ')
  .slice(1)
  .map((text) => ({ name: text.slice(0, text.indexOf('\n')), text }));

/** A test as a threat names it: its file, and its title as it stands there. */
const testsOf = (text: string) =>
  [...text.matchAll(/^- `(test\/[^`]+)`: (.+)$/gm)].map(([, file = '', title = '']) => ({ file, title }));

/** Files of ours, between backticks. */
const filesIn = (text: string) => [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+|\.npmrc)`/g)].map(([, file = '']) => file);

/** The title of a test, a group of tests or a row of a table of them, as it is written in the file. */
const titleIn = (source: string, title: string) => ["'", '`', '"'].some((quote) => source.includes(`${quote}${title}`));

describe('the threat model', () => {
  it.each([
    'A stolen bank certificate',
    'A cloned bank',
    'Replay',
    'Brute force at the keypad',
    'A leaked courier code',
    'Mass open by a compromised admin',
    'SMS pumping',
    'IDOR: another’s id in the request',
    'Mass assignment',
    'Hostile names in messages and HTML',
    'Log leaks',
    'Forged and foreign cursors',
    'A compromised dependency',
    'A tampered custody log',
    'A lost code secret',
  ])('has %s', (name) => {
    expect(threats.map((threat) => threat.name.replace("'", '’'))).toContain(name);
  });

  it.each(threats)('says of $name what holds it, by file, and what is left', ({ text }) => {
    const [, control = '', tests = '', left = ''] = text.split(/^\*\*(?:Control|Tests|What is left)\.\*\*/m);
    expect(filesIn(control).length).toBeGreaterThan(0);
    expect(testsOf(tests).length).toBeGreaterThan(0);
    expect(left.trim().length).toBeGreaterThan(20);
  });

  it('names no file that is gone', () => {
    expect([...new Set(filesIn(page))].filter((file) => !existsSync(file))).toEqual([]);
  });

  it('names no test that is gone', () => {
    const named = testsOf(page).filter(({ file }) => existsSync(file));
    const gone = named.filter(({ file, title }) => !titleIn(readFileSync(file, 'utf8'), title));
    expect(gone).toEqual([]);
    expect(named.length).toBeGreaterThan(60);
  });
});

import { describe, expect, it } from 'vitest';
import { causes } from '../../domain/exceptions/cause.js';
import { situationOf } from '../../domain/exceptions/index.js';
import { exceptionsPage } from './exceptions-page.js';

const page = exceptionsPage();
const rows = page.split(/^### /m).slice(1);
const rowOf = (number: number): string => rows.find((row) => row.startsWith(`${number}. `)) ?? '';

describe('the page of what goes wrong', () => {
  it('is the one in docs: after a change of the catalogue, run this test with -u and look at what it says', async () => {
    await expect(page).toMatchFileSnapshot('../../docs/exceptions.md');
  });

  it('has every row once, and says of each what detects it or why nothing does', () => {
    expect(rows).toHaveLength(causes.length);
    const reasons =
      /detected by (the software|people only|nobody: (settled in the flow|hardware not fitted|not in version 1))/;
    expect(rows.filter((row) => !reasons.test(row) || !row.includes('- **Seen:** '))).toEqual([]);
  });

  it('tells a playbook with its times, and what to bring', () => {
    expect(rowOf(16)).toContain(
      '  1. `pulse-lock`: commands `pulse-lock`, up to 2 times; 2 min each, until the bank says that it is done, and the door is then on trial, for 7 days at most.\n' +
        '  2. `restart-lock-rail`: commands `restart lock-rail`; 2 min.\n',
    );
    expect(rowOf(51)).toContain('commands `restart sensor`, up to 2 times; 1 h 5 min each.');
    expect(rowOf(46)).toContain('  1. `back-off`: waits; 15 min.\n  2. `tell-manager`: tells the manager; 1 h.');
    expect(rowOf(71)).toContain('- **Bring:** a new backup battery of the same type; screwdrivers and pliers.');
  });

  it('links to headings and files that are there', () => {
    const headings = new Set(
      [...page.matchAll(/^###? (.+)$/gm)].map(([, title = '']) =>
        title.toLowerCase().replace(/['.,]/g, '').replaceAll(' ', '-'),
      ),
    );
    const linked = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(linked.length).toBeGreaterThan(causes.length);
    expect(linked.filter((anchor) => !headings.has(anchor))).toEqual([]);
  });

  it('counts a row for each cause', () => {
    const counts = [...page.matchAll(/^\| .+ \| `.+` \| (\d+) \|/gm)].map(([, n]) => Number(n));
    expect(counts).toHaveLength(5);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(causes.length);
    const bySoftware = causes.filter((cause) => situationOf(cause).detectableBy === 'software');
    expect(page).toContain(`| the software | \`software\` | ${bySoftware.length} |`);
  });
});

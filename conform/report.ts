import type { Conformance } from './conformance.js';
import type { Outcome } from './verdicts.js';

/** The table for people: every check, and of a failure what was expected and what was seen. */
export function tableOf({ outcomes, heard }: Conformance): string {
  const lines: string[] = [];
  let scene = '';
  for (const outcome of outcomes) {
    if (outcome.scene !== scene) lines.push('', outcome.scene);
    scene = outcome.scene;
    lines.push(...rowsOf(outcome));
  }
  const counts = Object.entries(heard).map(([type, count]) => `${type} ${count}`);
  return [...lines, '', `Heard: ${counts.join(', ') || 'nothing'}`, summaryOf(outcomes)].join('\n');
}

function rowsOf({ id, outcome, expected, seen }: Outcome): string[] {
  const row = `  ${outcome.padEnd(10)}${id.padEnd(28)}`;
  if (outcome === 'pass') return [`${row}${expected}`];
  if (outcome === 'not tried') return [`${row}${seen ?? ''}`];
  return [`${row}expected: the bank ${expected}`, `${''.padEnd(40)}seen: ${seen ?? ''}`];
}

function summaryOf(outcomes: readonly Outcome[]): string {
  const count = (wanted: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return `${count('pass')} pass, ${count('FAIL')} FAIL, ${count('not tried')} not tried`;
}

/** For machines, on one line. */
export const jsonOf = (bankId: string, { outcomes, heard }: Conformance): string =>
  JSON.stringify({
    bankId,
    failed: outcomes.filter(({ outcome }) => outcome === 'FAIL').length,
    checks: outcomes,
    heard,
  });

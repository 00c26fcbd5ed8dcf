import { situationOf } from '../../domain/exceptions/index.js';
import { en } from '../../domain/exceptions/texts/en/index.js';
import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { isGoneTo, talliesOf } from '../../domain/reports/operations.js';
import { mustGo } from '../../simulator/fleet/must-go.js';
import type { Case } from '../../simulator/fleet/play.js';
import type { Table } from '../part.js';
import { isRepeatOfAnother } from './by-cause.js';

/**
 * Each case without an inherent visit that was not closed from afar for good: what the product had tried last, what it says that a person must do,
 * and what had brought it about, the largest group first. Whatever the rate counts as not mended stands in one of the rows.
 */
export function inTheWayTable(cases: readonly Case[], aim: number): Table {
  const others = cases.filter((one) => !hasInherentVisit(one));
  const { decided } = talliesOf(others).all;
  const inTheWay = others.filter(isInTheWay);
  const groups = new Map<string, { row: string[]; of: Case[] }>();
  for (const one of inTheWay) {
    const row = rowOf(one);
    const group = groups.get(row.join('|')) ?? { row, of: [] };
    groups.set(row.join('|'), group);
    group.of.push(one);
  }
  const rows = [...groups.values()].sort((a, b) => b.of.length - a.of.length);
  return {
    title:
      `What stands in the way: ${inTheWay.length} of ${decided} decided incidents without an inherent visit, ` +
      `${inTheWay.filter((one) => !isRepeatOfAnother(one)).length} without repeats by another case; ` +
      `for ${aim * 100} % at most ${mayRemain(decided, aim)} may remain`,
    head: [
      'cases',
      'cause',
      'what became of it',
      'brought about by',
      'a person, says the catalogue',
      'always a human, says the list',
    ],
    rows: rows.map(({ row: [cause, how, person, listed], of }) => [
      String(of.length),
      cause!,
      how!,
      originsOf(of),
      person!,
      listed!,
    ]),
  };
}

/** So many of these may be in the way at the most. */
export const mayRemain = (decided: number, aim: number): number => Math.floor(decided * (1 - aim) + 1e-9);

/** Decided, and not mended from afar: `talliesOf` counts one that is alone. */
function isInTheWay(one: Case): boolean {
  const { remoteResolutionRate } = talliesOf([one]).all;
  return remoteResolutionRate === 0;
}

function rowOf(one: Case): string[] {
  const { cause } = one;
  const listed = one.mustGo === undefined ? '' : mustGo[one.mustGo].says;
  const person = one.visit === undefined ? '' : en.situations[cause].person;
  return [cause, endOf(one), person, listed];
}

/** Where nobody was asked to go, how it ended all the same. */
function endOf(one: Case): string {
  const { visit, resolution } = one;
  if (visit)
    return visit.actor === undefined
      ? `a visit was asked for, after ${lastStep(one)}`
      : 'no visit is asked for: gone to after a day';
  if (resolution?.how === 'on-site') return 'whoever came for another case serviced its door';
  if (isGoneTo(one)) return 'put down to another case, and that was gone to';
  if (isRepeatOfAnother(one)) return 'closed from afar, and another case came within 7 days';
  return 'closed from afar, and the same case, or an unknown one, within 7 days';
}

function lastStep({ cause, position: { step, tries } }: Case): string {
  const name = situationOf(cause).playbook?.steps[step]?.name ?? 'nothing';
  return tries > 1 ? `${name}, ${tries} times` : name;
}

/** The largest first. */
function originsOf(cases: readonly Case[]): string {
  const counts = new Map<string, number>();
  for (const { origin = 'nothing at fault' } of cases) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => (sorted.length > 1 ? `${name} ${count}` : name)).join(', ');
}

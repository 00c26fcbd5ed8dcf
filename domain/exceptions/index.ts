import { causes, type Cause } from './cause.js';
import { contents } from './contents.js';
import { deposit } from './deposit.js';
import { doorsAndLocks } from './doors-and-locks.js';
import { sensors } from './sensors.js';
import type { Row, Section, Situation } from './situation.js';
import { system } from './system.js';
import { timeAndPeople } from './time-and-people.js';

/** The catalogue: every cause has its row, in the file of its section, or this does not compile. */
export const situations: Readonly<Record<Cause, Situation>> = {
  ...inSection('deposit', deposit),
  ...inSection('doors-and-locks', doorsAndLocks),
  ...inSection('contents', contents),
  ...inSection('time-and-people', timeAndPeople),
  ...inSection('sensors', sensors),
  ...inSection('system', system),
};

export const situationOf = (cause: Cause): Situation => situations[cause];

/** Says of each row what its place says already. */
function inSection<C extends Cause>(section: Section, rows: Readonly<Record<C, Row>>): Record<C, Situation> {
  const entries = Object.entries<Row>(rows).map(([cause, row]) => {
    const number = causes.indexOf(cause as Cause) + 1;
    return [cause, { cause, section, number, detectableBy: 'software', ...row }];
  });
  return Object.fromEntries(entries) as Record<C, Situation>;
}

import { es as titles } from '../../titles/es.js';
import type { CatalogueTexts } from '../texts.js';
import { contents } from './contents.js';
import { deposit } from './deposit.js';
import { doorsAndLocks } from './doors-and-locks.js';
import { items } from './items.js';
import { sensors } from './sensors.js';
import { system } from './system.js';
import { timeAndPeople } from './time-and-people.js';

/** Spanish, whole. */
export const es: CatalogueTexts = {
  titles,
  situations: { ...deposit, ...doorsAndLocks, ...contents, ...timeAndPeople, ...sensors, ...system },
  items,
};

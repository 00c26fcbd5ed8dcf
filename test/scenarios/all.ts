/* Every section of the catalogue: who loads this has every scenario. */
import './contents.js';
import './deposit.js';
import './doors-and-locks.js';
import './sensors.js';
import './system.js';
import './time-and-people.js';
export { scenarios } from './scenario.js';

import { playAll } from './play-all.js';

playAll('once');

import { playAll } from './play-all.js';

playAll('and again ten minutes late');

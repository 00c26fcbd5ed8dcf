export { unitKey } from '../app/unit-key.js';

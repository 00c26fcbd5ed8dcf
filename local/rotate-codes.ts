import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rotated } from '../adapters/crypto/key-ring.js';
import { exitWith, readOptions, wholeNumber } from './options.js';

const options = {
  'in-minutes': { type: 'string', default: '15', hint: 'N', about: 'when codes are issued by the new key' },
  drop: { type: 'boolean', about: 'at once, and no code that is out there opens anything: after the secret leaked' },
} as const;

const values = readOptions(
  `… get-secret-value … | npm run --silent rotate-codes | … put-secret-value …
Reads what the code secret holds, and writes what it shall hold: one more key. Codes that are out there go on opening. docs/deploy.md has the whole line.`,
  options,
);

/** A quarter of an hour is three times what a function believes an old ring; less would refuse good codes for minutes. */
const minutes = wholeNumber(values['in-minutes'], 'in-minutes', [10, 24 * 60]);
const secret = randomBytes(48).toString('base64url');
const text = readFileSync(0, 'utf8').trim();
try {
  const next = { secret, fromMs: values.drop ? Date.now() : Date.now() + minutes * 60_000 };
  process.stdout.write(values.drop ? JSON.stringify({ keys: [next] }) : rotated(text, next));
} catch (error) {
  exitWith(1, error instanceof Error ? error.message : String(error));
}

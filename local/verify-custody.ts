import { readFileSync } from 'node:fs';
import { sha256Digest } from '../adapters/crypto/digest.js';
import { brokenLink, type Head, type SealedRow } from '../app/api/custody.js';
import { addressesOf, adminOf, tokenFor } from './admin.js';
import { exitWith, portOptions, readOptions, wholeNumber } from './options.js';

const { port, 'control-port': controlPort } = portOptions;
const options = {
  file: {
    type: 'string',
    hint: 'FILE',
    about: "the answer of GET …/parcels/{parcelId}/custody; '-' reads it from the input",
  },
  parcel: { type: 'string', hint: 'ID', about: 'instead: this parcel of the running system' },
  site: { type: 'string', default: 'demo', hint: 'ID', about: 'the site that it is of' },
  port,
  'control-port': controlPort,
} as const;

const values = readOptions(
  `npm run verify-custody -- --file FILE | --parcel ID [options]
Looks whether a custody log holds. Ends with 0 if it does, with 1 and the first broken link if not, with 2 for a question it cannot read.`,
  options,
);

interface Log {
  rows: SealedRow[];
  head?: Head | undefined;
  nextAfterN?: number | undefined;
}

async function read(): Promise<unknown> {
  const { file, parcel, site = 'demo' } = values;
  if ((file === undefined) === (parcel === undefined)) exitWith(2, 'give either --file or --parcel');
  if (file !== undefined) return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as unknown;
  const ports = [1, 65_535] as const;
  const [api, control] = [
    wholeNumber(values.port, 'port', ports),
    wholeNumber(values['control-port'], 'control-port', ports),
  ];
  const addresses = addressesOf(api, control);
  const admin = adminOf(addresses, await tokenFor(addresses, 'viewer', site));
  const path = `/v1/sites/${encodeURIComponent(site)}/parcels/${encodeURIComponent(parcel ?? '')}/custody`;
  return wholeOf(await admin.call<Log>('GET', path), (afterN) => admin.call<Log>('GET', `${path}?afterN=${afterN}`));
}

/** A long log comes in parts; the last one says what its door knows. */
async function wholeOf(first: Log, read: (afterN: number) => Promise<Log>): Promise<Log> {
  let log = first;
  while (log.nextAfterN !== undefined) {
    const more = await read(log.nextAfterN);
    log = { ...more, rows: [...log.rows, ...more.rows] };
  }
  return log;
}

/** Rows that are no rows would break no link and prove nothing. */
function isLog(value: unknown): value is Log {
  const { rows } = (value ?? {}) as { rows?: unknown };
  return (
    Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null && 'n' in row && 'hash' in row)
  );
}

const log = await read().catch((error: unknown) => exitWith(2, error instanceof Error ? error.message : String(error)));
if (!isLog(log)) exitWith(2, 'this is no custody log: it has no rows');
if (log.rows.length === 0) exitWith(2, 'this custody log has no rows yet: there is nothing to verify');
const broken = brokenLink(sha256Digest, log.rows, log.head);
if (broken) exitWith(1, `the log does not hold: entry ${broken.n}, ${broken.why}`);
const of = log.head ? '' : ' (whether entries are missing at its end cannot be said: the door has gone on since)';
console.log(`the log holds: ${log.rows.length} entries${of}`);

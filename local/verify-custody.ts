import { readFileSync } from 'node:fs';
import { sha256Digest } from '../adapters/crypto/digest.js';
import { brokenLink } from '../app/api/custody.js';
import { addressesOf, adminOf, tokenFor } from './admin.js';
import { isLog, joined, partsOf, type LogPart } from './custody-parts.js';
import { exitWith, portOptions, readOptions, wholeNumber } from './options.js';

const { port, 'control-port': controlPort } = portOptions;
const options = {
  file: {
    type: 'string',
    hint: 'FILE',
    about:
      "the answer of GET …/parcels/{parcelId}/custody, or of a long log a list of its parts; '-' reads it from the input",
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

async function read(): Promise<unknown> {
  const { file, parcel, site = 'demo' } = values;
  if ((file === undefined) === (parcel === undefined)) exitWith(2, 'give either --file or --parcel');
  if (file !== undefined) return joined(JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as unknown);
  const ports = [1, 65_535] as const;
  const [api, control] = [
    wholeNumber(values.port, 'port', ports),
    wholeNumber(values['control-port'], 'control-port', ports),
  ];
  const addresses = addressesOf(api, control);
  const admin = adminOf(addresses, await tokenFor(addresses, 'viewer', site));
  const path = `/v1/sites/${encodeURIComponent(site)}/parcels/${encodeURIComponent(parcel ?? '')}/custody`;
  return joined(await partsOf((query) => admin.call<LogPart>('GET', `${path}${query}`)));
}

const log = await read().catch((error: unknown) => exitWith(2, error instanceof Error ? error.message : String(error)));
if (!isLog(log)) exitWith(2, 'this is no custody log: it has no rows');
if (log.rows.length === 0) exitWith(2, 'this custody log has no rows yet: there is nothing to verify');
if (log.nextAfterN !== undefined)
  exitWith(2, `this log goes on after entry ${log.nextAfterN}: give a list of all its parts`);
const broken = brokenLink(sha256Digest, log.rows, log.head);
if (broken) exitWith(1, `the log does not hold: entry ${broken.n}, ${broken.why}`);
const of = log.head ? '' : ' (whether entries are missing at its end cannot be said: the door has gone on since)';
console.log(`the log holds: ${log.rows.length} entries${of}`);

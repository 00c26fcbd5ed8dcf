import { addressesOf, roles, tokenFor, type Role } from './admin.js';
import { exitWith, portOptions, readOptions, wholeNumber } from './options.js';

const { port, 'control-port': controlPort } = portOptions;
const options = {
  role: { type: 'string', default: 'manager', hint: roles.join('|'), about: 'what the token may do' },
  site: { type: 'string', default: 'demo', hint: 'ID', about: 'the site it is a member of (an operator is of all)' },
  port,
  'control-port': controlPort,
} as const;

const values = readOptions(
  'npm run token -- [options]\nPrints a token for the API of the local run, on the last line.',
  options,
);
if (!roles.includes(values.role as Role)) exitWith(2, `--role takes one of ${roles.join(', ')}, not '${values.role}'`);
const ports = [1, 65_535] as const;
const addresses = addressesOf(
  wholeNumber(values.port, 'port', ports),
  wholeNumber(values['control-port'], 'control-port', ports),
);

try {
  console.log(await tokenFor(addresses, values.role as Role, values.site ?? 'demo'));
} catch (error) {
  exitWith(1, error instanceof Error ? error.message : String(error));
}

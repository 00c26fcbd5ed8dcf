import path from 'node:path';
import { addressesOf, adminOf, controlText, tokenFor } from './admin.js';
import { doorsFor, enroll, writeEnrolled } from './enrolment.js';
import { exitWith, portOptions, readOptions, wholeNumber } from './options.js';

const { port, 'control-port': controlPort } = portOptions;
const options = {
  bank: { type: 'string', hint: 'ID', about: 'the new bank, the name of its thing and its MQTT client id' },
  site: { type: 'string', default: 'demo', hint: 'ID', about: 'where it stands' },
  doors: { type: 'string', default: '8', hint: 'N', about: 'how many doors, 1 to 99' },
  profile: {
    type: 'string',
    default: 'tof',
    hint: 'KINDS',
    about: 'its sensors, joined by +: tof, load-cell, ultrasonic, curtain',
  },
  out: { type: 'string', hint: 'DIR', about: 'where ca.pem, certificate.pem, private.key and bank.json go' },
  port,
  'control-port': controlPort,
} as const;

const usage =
  'npm run enroll -- --bank ID --out DIR [options]\nRegisters a bank with the running system, through its API.';
const values = readOptions(usage, options);
const { bank, site = 'demo', profile = 'tof', out } = values;
if (!bank || !out) exitWith(2, '--bank and --out are needed; --help tells more');
const ports = [1, 65_535] as const;
const addresses = addressesOf(
  wholeNumber(values.port, 'port', ports),
  wholeNumber(values['control-port'], 'control-port', ports),
);
const doors = doorsFor(wholeNumber(values.doors, 'doors', [1, 99]));

try {
  const admin = adminOf(addresses, await tokenFor(addresses, 'operator', site));
  const enrolled = await enroll(admin, { bankId: bank, siteId: site, profile, doors });
  writeEnrolled(out, enrolled, await controlText(addresses, '/ca.pem'));
  console.log(`${bank} is enrolled at ${site} with ${doors.length} doors (${profile}).`);
  console.log(`Its files are in ${path.resolve(out)}; run it with: npm run bank -- --dir ${out}`);
} catch (error) {
  exitWith(1, error instanceof Error ? error.message : String(error));
}

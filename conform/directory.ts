import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { doorsFor, writeEnrolled } from '../local/enrolment.js';
import { createDeviceKeyAndCsr, openAuthority, type CertificateAuthority } from '../local/stand-ins/certificates.js';
import type { BankJson } from '../simulator/bank-json.js';

/** What the bank is made like, where no bank.json says so already. */
export interface Made {
  readonly bankId: string;
  readonly doors: number;
  readonly profile: string;
}

export interface Prepared {
  /** Where the bank under test finds its files. */
  readonly directory: string;
  /** All of bank.json but the port, which the broker has yet to be given. */
  readonly config: BankJson;
  readonly authority: CertificateAuthority;
  readonly certificatePem: string;
  /** Writes the files, and answers bank.json as it stands in them. */
  write(port: number): BankJson;
}

/** Short, so that a run need not wait an hour for a scan. */
const every = { heartbeatSeconds: 20, scanSeconds: 45 };
/** As enrolment gives it to every bank. */
const opensPerMinuteMax = 10;
const rules = {
  access: 'lockers_v1_access',
  door: 'lockers_v1_door',
  health: 'lockers_v1_health',
  result: 'lockers_v1_result',
};

/**
 * Makes the four files of a bank that connects to this machine's conformance run: bank.json, ca.pem, certificate.pem and
 * private.key, and beside them the authority that signed them, kept for the next run. A directory that holds an enrolled
 * bank is left as it is: its bank, with keys of its own for this run, goes into the folder `conform` in it.
 */
export async function prepareDirectory(given: string, made: Made): Promise<Prepared> {
  const isOurs = existsSync(path.join(given, authorityFolder));
  const enrolled = isOurs ? undefined : readConfig(given);
  const directory = enrolled ? path.join(given, 'conform') : given;
  const authority = await openAuthority(path.join(directory, authorityFolder));
  const before = readConfig(directory);
  const config = { ...(before ?? enrolled ?? madeConfig(made)), ...every, endpoint: '127.0.0.1' };
  const keys = (before && keptKeys(directory)) ?? (await newKeys(authority, config.bankId));
  const write = (port: number): BankJson => {
    const bankJson = { ...config, port };
    writeEnrolled(directory, { ...keys, bankJson }, authority.certificatePem);
    return bankJson;
  };
  return { directory, config, authority, certificatePem: keys.certificatePem, write };
}

/** What a certificate is called by: as `certificates.ts` names the ones that it signs. */
export const certificateIdOf = (certificatePem: string): string =>
  new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '').toLowerCase();

const authorityFolder = 'authority';

function readConfig(directory: string): BankJson | undefined {
  const file = path.join(directory, 'bank.json');
  if (!existsSync(file)) return undefined;
  const config = JSON.parse(readFileSync(file, 'utf8')) as Partial<BankJson>;
  if (!config.bankId || !config.doors?.length || !config.profile || !config.rules)
    throw new Error(`${file} is no bank.json: it needs bankId, doors, profile and rules`);
  return config as BankJson;
}

function madeConfig({ bankId, doors: count, profile }: Made): BankJson {
  const doors = doorsFor(count) as BankJson['doors'];
  const doorCycles = Object.fromEntries(doors.map(({ compartmentId }) => [compartmentId, 0]));
  const ids = { bankId, siteId: 'conform', controllerId: `${bankId}-controller` };
  return { ...ids, endpoint: '127.0.0.1', port: 0, rules, profile, doors, doorCycles, ...every, opensPerMinuteMax };
}

function keptKeys(directory: string): { privateKeyPem: string; certificatePem: string } | undefined {
  const [privateKey, certificate] = ['private.key', 'certificate.pem'].map((name) => path.join(directory, name));
  if (!privateKey || !certificate || !existsSync(privateKey) || !existsSync(certificate)) return undefined;
  return { privateKeyPem: readFileSync(privateKey, 'utf8'), certificatePem: readFileSync(certificate, 'utf8') };
}

async function newKeys(authority: CertificateAuthority, bankId: string) {
  const { privateKeyPem, csrPem } = await createDeviceKeyAndCsr(bankId);
  const { certificatePem } = await authority.sign(csrPem);
  return { privateKeyPem, certificatePem };
}

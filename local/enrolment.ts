import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Admin } from './admin.js';
import { createDeviceKeyAndCsr } from './stand-ins/certificates.js';

/** What is asked of the API: a bank with its doors and the kinds of its sensors. */
export interface NewBank {
  readonly bankId: string;
  readonly siteId: string;
  readonly profile: string;
  readonly doors: readonly { compartmentId: string; size: string; accessible: boolean }[];
}

/** What a bank is given: its own key, its certificate, and where and how to speak. */
export interface Enrolled {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  readonly bankJson: Record<string, unknown>;
}

/** Enrols a bank as an installer would: the key is made here and never leaves, only a signing request does. */
export async function enroll(admin: Admin, { bankId, siteId, profile, doors }: NewBank): Promise<Enrolled> {
  const { privateKeyPem, csrPem } = await createDeviceKeyAndCsr(bankId);
  const body = { bankId, controllerId: `${bankId}-controller`, profile, doors, csr: csrPem };
  const answer = await admin.call<{ certificatePem: string; bank: Record<string, unknown> }>(
    'POST',
    `/v1/sites/${encodeURIComponent(siteId)}/banks`,
    body,
  );
  return { privateKeyPem, certificatePem: answer.certificatePem, bankJson: answer.bank };
}

/** Doors A01, A02 … with a mix of sizes: about half small, a third medium, the rest large; every fourth within reach of all. */
export function doorsFor(count: number): NewBank['doors'] {
  const mix = ['S', 'M', 'S', 'L', 'S', 'M', 'S', 'M', 'S', 'XL'] as const;
  return Array.from({ length: count }, (_, i) => ({
    compartmentId: `A${String(i + 1).padStart(2, '0')}`,
    size: mix[i % mix.length] ?? 'S',
    accessible: i % 4 === 3,
  }));
}

/** Writes the four files that a bank reads, the key for its owner alone. */
export function writeEnrolled(
  directory: string,
  { privateKeyPem, certificatePem, bankJson }: Enrolled,
  caPem: string,
): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, 'ca.pem'), caPem);
  writeFileSync(path.join(directory, 'certificate.pem'), certificatePem);
  writeFileSync(path.join(directory, 'private.key'), privateKeyPem, { mode: 0o600 });
  writeFileSync(path.join(directory, 'bank.json'), `${JSON.stringify(bankJson, null, 2)}\n`);
}

import { adminOf } from '../local/admin.js';
import { doorsFor, enroll } from '../local/enrolment.js';
import type { BankFiles } from '../local/mqtt-bank.js';
import { startSystem, type LocalSystem } from '../local/system.js';
import type { BankJson } from '../simulator/bank-json.js';

/** A running system with one site, one bank of 32 doors with two sensors each, one courier and one resident. */
export interface BenchSite {
  readonly system: LocalSystem;
  readonly bank: BankFiles;
  readonly courierCode: string;
  readonly unit: string;
  /** The code that the resident was sent last. */
  lastCode(): string;
  close(): Promise<void>;
}

const siteId = 'bench';
/** One resident gets every parcel: the caps on a day's messages are as high as they may be. */
const policy = { residentMessagesPerDayMax: 500, siteMessagesPerDayMax: 50_000 };
const bankId = 'bench-bank';
/** Numbers of the ranges kept for fiction: nobody answers them. */
const resident = { name: 'Ada Byron', unit: '12B', phone: '+12025550112', email: 'ada@example.com' } as const;
const courier = { name: 'Chris of Swift Parcels', phone: '+12025550199', validForHours: 720 } as const;

export async function startBenchSite(assembly: string): Promise<BenchSite> {
  const failures: string[] = [];
  const log = (line: string) => void failures.push(line);
  const system = await startSystem({ assembly, ports: { api: 0, mqtt: 0, control: 0 }, log });
  try {
    const admin = adminOf(system, await system.mintToken({ sub: 'bench-operator', groups: ['operator'] }));
    await admin.call('POST', '/v1/sites', { siteId, name: 'Rosewood Court', policy });
    await admin.call('POST', `/v1/sites/${siteId}/residents`, resident);
    const { code } = await admin.call<{ code: string }>('POST', `/v1/sites/${siteId}/couriers`, courier);
    const enrolled = await enroll(admin, { bankId, siteId, profile: 'tof+load-cell', doors: doorsFor(32) });
    await confirmEmail(system);
    system.ownBanks.add(bankId);
    // People who take no time would open more doors a minute than the bank's own guard lets anybody.
    const config = { ...(enrolled.bankJson as unknown as BankJson), opensPerMinuteMax: undefined };
    const { certificatePem, privateKeyPem } = enrolled;
    const bank = { config, certificatePem, privateKeyPem, caPem: system.caPem };
    const lastCode = () => codeIn(system);
    return { system, bank, courierCode: code, unit: resident.unit, lastCode, close: () => system.close() };
  } catch (error) {
    await system.close();
    throw new Error(`the site of the bench did not come to be; the system said: ${failures.join('; ') || 'nothing'}`, {
      cause: error,
    });
  }
}

function codeIn({ outbox }: LocalSystem): string {
  const message = outbox.all().findLast(({ to, body }) => to === resident.phone && /\b\d{8}\b/.test(body));
  const code = /\b\d{8}\b/.exec(message?.body ?? '')?.[0];
  if (code) return code;
  throw new Error('the resident was sent no code');
}

/** Who has an email address is told by email too: a parcel without trouble is told by both channels. */
async function confirmEmail({ outbox }: LocalSystem): Promise<void> {
  const mail = outbox.all().find(({ channel, to }) => channel === 'email' && to === resident.email);
  const link = /http:\/\/\S+/.exec(mail?.body ?? '')?.[0];
  if (!link || !(await fetch(link)).ok) throw new Error('the resident’s address could not be confirmed');
}

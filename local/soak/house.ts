import { adminOf, controlText, tokenFor, type Admin, type Addresses } from '../admin.js';
import { doorsFor, enroll } from '../enrolment.js';
import type { BankFiles } from '../mqtt-bank.js';
import type { BankJson } from '../../simulator/bank-json.js';
import type { SoakParcel } from './ledger.js';

export const siteId = 'soak';

export interface House {
  readonly admin: Admin;
  readonly banks: readonly BankFiles[];
  readonly courierCode: string;
}

/** The site with its banks and one courier, through the API as an operator would. */
export async function makeHouse(
  addresses: Addresses,
  { banks, doors }: { banks: number; doors: number },
): Promise<House> {
  const admin = adminOf(addresses, await tokenFor(addresses, 'operator', siteId));
  // Its people are told in an hour what a house is told in weeks, and one courier of every empty door.
  const policy = { residentMessagesPerDayMax: 500, siteMessagesPerDayMax: 50_000 };
  await admin.call('POST', '/v1/sites', { siteId, name: 'Soak House', policy });
  const caPem = await controlText(addresses, '/ca.pem');
  const enrolled: BankFiles[] = [];
  for (let n = 1; n <= banks; n++) {
    const profile = n % 2 === 0 ? 'tof+load-cell' : 'tof';
    const { bankJson, ...keys } = await enroll(admin, {
      bankId: `soak-${n}`,
      siteId,
      profile,
      doors: doorsFor(doors),
    });
    // Its people are many and take no time: more of them than the bank's own guard lets anybody open doors.
    const config = { ...(bankJson as unknown as BankJson), opensPerMinuteMax: undefined };
    enrolled.push({ config, caPem, ...keys });
  }
  const courier = { name: 'Swift Parcels', phone: '+12025550199', validForHours: 720 };
  const { code } = await admin.call<{ code: string }>('POST', `/v1/sites/${siteId}/couriers`, courier);
  return { admin, banks: enrolled, courierCode: code };
}

/** One resident for each parcel, in a unit of their own; every third parcel is announced with its number beforehand. */
export async function moveIn({ admin }: House, n: number): Promise<SoakParcel> {
  const [unit, phone] = [`U${n}`, `+1202555${String(1_000 + n).padStart(4, '0')}`];
  const resident = { name: `Resident ${n}`, unit, phone };
  const made = await persist<{ residentId: string }>(admin, `/v1/sites/${siteId}/residents`, resident, `resident-${n}`);
  const trackingNumber = n % 3 === 0 ? `SOAK-${n}` : undefined;
  const { residentId } = made;
  if (trackingNumber !== undefined)
    await persist(admin, `/v1/sites/${siteId}/parcels`, { trackingNumber, residentId }, `parcel-${n}`);
  return { id: `parcel-${n}`, unit, phone, residentId, trackingNumber, fate: 'outside' };
}

const triesMax = 100;
const betweenTriesMs = 500;

/** A system that is away for a moment is asked again, under the same Idempotency-Key: what it had done already is done once. */
async function persist<Answer>(admin: Admin, path: string, body: unknown, key: string): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await admin.call<Answer>('POST', path, body, `soak-${key}`);
    } catch (error) {
      if (tries === triesMax) throw error;
      await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
    }
  }
}

import type { Admin } from '../admin.js';
import { doorsFor, enroll, type Enrolled } from '../enrolment.js';

/** The demo site: one building, its banks, the people of the story. */
export const siteId = 'demo';

const banks = [
  { bankId: 'demo-north', doors: 20, profile: 'tof' },
  { bankId: 'demo-south', doors: 32, profile: 'tof+load-cell' },
] as const;

/** Numbers of the ranges kept for fiction: nobody answers them. */
const residents = [
  { name: 'Ada Byron', unit: '12B', phone: '+12025550112', email: 'ada@example.com' },
  { name: 'Grace Murray', unit: '7A', phone: '+12025550107' },
  { name: 'Edith Clarke', unit: '3C', phone: '+12025550103' },
  { name: 'Jean Bartik', unit: '9D', phone: '+12025550119' },
  { name: 'Kay McNulty', unit: '9D', phone: '+12025550129' },
] as const;

const courier = { name: 'Chris of Swift Parcels', phone: '+12025550199' };

export interface DemoSite {
  readonly banks: readonly Enrolled[];
  readonly courierCode: string;
}

/** Makes the site through the API, as an operator would with curl. `undefined`: it is there from an earlier run. */
export async function makeDemoSite(admin: Admin): Promise<DemoSite | undefined> {
  if (await exists(admin)) return undefined;
  // The story may be told at night, and a day of it must bring its reminders all the same.
  await admin.call('POST', '/v1/sites', { siteId, name: 'Rosewood Court', policy: { quietHours: null } });
  for (const resident of residents) await admin.call('POST', `/v1/sites/${siteId}/residents`, resident);
  const enrolled: Enrolled[] = [];
  for (const { bankId, doors, profile } of banks) {
    enrolled.push(await enroll(admin, { bankId, siteId, profile, doors: doorsFor(doors) }));
  }
  const { code } = await admin.call<{ code: string }>('POST', `/v1/sites/${siteId}/couriers`, {
    ...courier,
    validForHours: 720,
  });
  return { banks: enrolled, courierCode: code };
}

/** One door in the lobby: it joins after the story. */
export const enrollLobby = (admin: Admin): Promise<Enrolled> =>
  enroll(admin, { bankId: 'demo-lobby', siteId, profile: 'tof', doors: doorsFor(1) });

async function exists(admin: Admin): Promise<boolean> {
  const { items } = await admin.call<{ items: { siteId: string }[] }>('GET', '/v1/sites');
  return items.some((site) => site.siteId === siteId);
}

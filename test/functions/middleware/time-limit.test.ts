import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { memoryPorts } from '../../../adapters/memory/index.js';
import type { Ports } from '../../../app/ports.js';
import { sweep } from '../../../app/sweep.js';
import { eventOf, makeHouse, storedParcel } from '../api/world.js';

// Each file makes its handler when it is loaded; these names let it. Nothing here is ever called under them.
for (const name of ['TABLE_NAME', 'CODE_SECRET_ARN', 'SCHEDULE_GROUP', 'SCHEDULE_ROLE_ARN', 'ON_SCHEDULE_ARN']) {
  process.env[name] ??= 'unused';
}
process.env['SMS_MAX_PRICE_USD'] ??= '0.10';
process.env['SITE_TOPIC_ARN_PREFIX'] ??= 'unused';

const atMs = Date.UTC(2026, 0, 5, 9);
const slowMs = 200;

/** A world that answers, but late. */
function slowPorts(): Ports {
  const ports = memoryPorts({ clock: { nowMs: () => atMs } });
  const late = async <Answer>(answer: Promise<Answer>) => {
    await new Promise((resolve) => setTimeout(resolve, slowMs));
    return answer;
  };
  return {
    ...ports,
    directory: { ...ports.directory, bank: (id) => late(ports.directory.bank(id)) },
    banks: { ...ports.banks, load: (id) => late(ports.banks.load(id)) },
    due: { list: (nowMs, most) => late(ports.due.list(nowMs, most)) },
  };
}

const connected = { sessionIdentifier: 's', versionNumber: 0, timestamp: atMs };
const body = btoa(JSON.stringify(connected));
const delivery = { body, presence: 'connected', bankId: 'bank-1', receivedAtMs: atMs };
const said = { schema: 1, messageId: 'm1', controllerId: 'c', bootCount: 1, seq: 0, uptimeMs: 9, sentUptimeMs: 9 };
const door = { type: 'door-ajar', compartmentId: 'A01', doorCycle: 1, openedUptimeMs: 1, openForMs: 60_000 };
const ajar = {
  ...{ body: btoa(JSON.stringify({ ...said, ...door })), bankId: 'bank-1', kind: 'door', clientId: 'bank-1' },
  ...{ principal: 'p', receivedAtMs: atMs },
};
const fired = { timer: { kind: 'look', bankId: 'bank-1', n: 1 }, scheduledTime: new Date(atMs).toISOString() };
const parked = JSON.stringify({ requestContext: { requestId: 'r' }, requestPayload: delivery });
const batch = { Records: [{ messageId: 'm', body: parked, attributes: { SentTimestamp: `${atMs}` } }] };

it.each([
  ['on-telemetry', ajar],
  ['on-health', delivery],
  ['on-schedule', fired],
  ['on-sweep', {}],
  ['on-parked', batch],
])('%s is cut off by Lambda, which ends what it was doing, and never by itself', async (name, event) => {
  const { build } = (await import(`../../../functions/${name}.ts`)) as {
    build(ports: Ports): (event: unknown, context: Context) => Promise<unknown>;
  };
  // Enough for on-parked to begin with its message; then half a second and a little, as on a call that was slow.
  const left = name === 'on-parked' ? [30_000] : [];
  const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => left.shift() ?? 550 } as Context;
  await expect(build(slowPorts())(event, context)).resolves.not.toThrow();
});

it('on-request tells nobody any more once it has answered that it took too long; the sweep does, once', async () => {
  const house = await makeHouse();
  const { parcelId } = await storedParcel(house);
  house.people.take();
  let letGo = () => undefined as void;
  const frozen = new Promise<void>((resolve) => (letGo = resolve));
  const { resident } = house.directory;
  house.directory.resident = async (...who) => {
    await frozen;
    return resident(...who);
  };
  const asked = { path: { ...house.path, parcelId }, body: { reason: 'phone lost' }, key: 'k1' };
  const route = 'POST /v1/sites/{siteId}/parcels/{parcelId}/code';
  const event = eventOf(route, { claims: house.manager, asked, nowMs: house.clock.now, requestId: 'r' });
  const context = { getRemainingTimeInMillis: () => 600 } as never;
  expect(await house.onRequest(event, context)).toMatchObject({ statusCode: 503 });
  house.directory.resident = resident;
  letGo();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(house.people.delivered).toEqual([]);
  house.clock.now += 3 * 60_000;
  for (let minute = 0; minute < 2; minute++) await sweep(house);
  expect(house.people.delivered.map(({ kind }) => kind)).toEqual(['code-reissued']);
});

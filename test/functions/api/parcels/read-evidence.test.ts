import { describe, expect, it } from 'vitest';
import { hashOfRow } from '../../../../simulator/custody-hash.js';
import type { CustodyRow } from '../../../../app/ports.js';
import { breakPort, codeOf, makeHouse, storedParcel } from '../world.js';

const custodyRoute = 'GET /v1/sites/{siteId}/parcels/{parcelId}/custody';
const evidenceRoute = 'GET /v1/sites/{siteId}/parcels/{parcelId}/evidence';

/** A parcel that was stored and picked up again. */
async function pickedUp() {
  const house = await makeHouse();
  const { parcelId, compartmentId } = await storedParcel(house);
  const { code } = /(?<code>\d{8})/.exec(house.people.delivered.at(-1)!.text.body)!.groups!;
  await house.tell({ type: 'pickup-requested', requestId: 'r1', code });
  const open = house.bankLink.sent.findLast(({ command }) => command.type === 'open')!.command;
  await house.close(compartmentId, open.commandId, 2, [440, 500]);
  const path = { ...house.path, parcelId };
  const read = (route: string, query?: Record<string, string>, headers: Record<string, string> = {}) =>
    house.call(house.manager, route, { path, ...(query && { query }), headers });
  return { ...house, read, parcelId, compartmentId, code };
}

/** Reads as if somebody had changed what is stored. */
function tamper(house: Awaited<ReturnType<typeof pickedUp>>, change: (rows: CustodyRow[]) => CustodyRow[]) {
  const real = house.custody.read;
  house.custody.read = async (chain) => change(await real(chain));
}

describe('the custody log of a parcel', () => {
  it('is told row by row, and holds by whoever computes it again', async () => {
    const { read } = await pickedUp();
    const { status, body } = await read(custodyRoute);
    expect([status, body['state']]).toEqual([200, 'holds']);
    const rows = body['rows'] as CustodyRow[];
    expect(rows.map(({ n }) => n)).toEqual(rows.map((_row, i) => i + 1));
    expect(rows.map(hashOfRow)).toEqual(rows.map(({ hash }) => hash));
    const types = rows.flatMap(({ events }) => events.map(({ type }) => type));
    expect(types).toEqual(['deposit-reserved', 'deposit-verified', 'pickup-started', 'pickup-verified']);
    expect(body['head']).toEqual({ n: rows.length, hash: rows.at(-1)!.hash });
  });

  it('has no code, number or name in it', async () => {
    const { read, code } = await pickedUp();
    const text = JSON.stringify((await read(custodyRoute)).body);
    for (const word of [code, '+15550100001', 'Ada', 'Lovelace', '+15550100002']) expect(text).not.toContain(word);
  });

  it('is broken where a row was changed or dropped, and says at which', async () => {
    const changed = await pickedUp();
    tamper(changed, (rows) => rows.map((row) => (row.n === 2 ? { ...row, occurredAtMs: row.occurredAtMs + 1 } : row)));
    const { body } = await changed.read(custodyRoute);
    expect([body['state'], body['broken']]).toEqual(['broken', { n: 2, why: 'content-does-not-match' }]);
    const dropped = await pickedUp();
    tamper(dropped, (rows) => rows.filter(({ n }) => n !== 3));
    dropped.clock.now += 16 * 60_000; // Until then its door says that it may be on its way.
    expect((await dropped.read(custodyRoute)).body['broken']).toEqual({ n: 3, why: 'missing' });
  });

  it('whose last row is not written yet is pending for a while, and then broken', async () => {
    const house = await pickedUp();
    tamper(house, (rows) => rows.slice(0, -1));
    expect((await house.read(custodyRoute)).body['state']).toBe('pending');
    house.clock.now += 16 * 60_000;
    expect((await house.read(custodyRoute)).body['broken']).toEqual({ n: 4, why: 'missing' });
  });

  it('is pending while its door owes a row, however old the one before is, and also where a later one is written first', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    house.clock.now += 86_400_000;
    const path = { ...house.path, parcelId };
    const ask = (verb: string, key: string, more = {}) =>
      house.call(house.manager, `POST /v1/sites/{siteId}/parcels/{parcelId}/${verb}`, {
        path,
        body: { reason: 'lost it', ...more },
        key,
      });
    const shown = async () => {
      const { body } = await house.call(house.manager, custodyRoute, { path });
      return [body['state'], body['broken'], (body['rows'] as CustodyRow[]).map(({ n }) => n)];
    };
    const { mend } = breakPort(house.custody, 'put');
    await ask('code', 'first');
    expect(await shown()).toEqual(['pending', undefined, [1, 2]]);
    mend();
    await ask('extend', 'second', { untilMs: house.clock.now + 5 * 86_400_000 });
    expect(await shown()).toEqual(['pending', undefined, [1, 2, 4]]);
    house.clock.now += 15 * 60_000;
    expect(await shown()).toEqual(['broken', { n: 3, why: 'missing' }, [1, 2, 4]]);
  });

  it('is none for a parcel that was never given a door, and for a parcel of nobody', async () => {
    const house = await makeHouse();
    const body = { trackingNumber: 'TN9', residentId: house.residentId };
    const made = await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', { path: house.path, body });
    const ask = (parcelId: unknown, route: string) =>
      house.call(house.manager, route, { path: { ...house.path, parcelId: String(parcelId) } });
    for (const route of [custodyRoute, evidenceRoute]) {
      expect(codeOf(await ask(made.body['parcelId'], route))).toBe('no-such-stay');
      expect((await ask('nobody', route)).status).toBe(404);
    }
  });
});

describe('the evidence of a parcel', () => {
  it('has every look behind its verdicts, raw', async () => {
    const { read } = await pickedUp();
    const { body } = await read(evidenceRoute);
    const looks = body['looks'] as {
      doorCycle: number;
      before: { samples: number[] }[];
      after: { samples: number[] }[];
    }[];
    expect(looks.map(({ doorCycle }) => doorCycle)).toEqual([1, 2]);
    expect(looks[0]!.before[0]!.samples.slice(0, 2)).toEqual([499, 501]);
    expect(looks[0]!.after[0]!.samples.slice(0, 2)).toEqual([439, 441]);
    expect(body['custody']).toMatchObject({ state: 'holds' });
    expect(body['parcel']).toMatchObject({ state: 'collected', trackingNumber: 'TN1' });
  });

  it('is a page that runs nothing, draws the windows and says that the log holds', async () => {
    const { read } = await pickedUp();
    const { status, headers, text } = await read(evidenceRoute, { format: 'html' });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text.match(/<svg\s/g)).toHaveLength(2);
    expect(text.match(/<circle /g)).toHaveLength(40); // Two looks, twenty samples before each.
    expect(text).toContain('The door was shut, and the sensors saw that a parcel had come.');
    expect(text).toContain('4 entries, none missing or changed');
    expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it('is a page for a browser, and JSON for a program, unless the query says which', async () => {
    const { read } = await pickedUp();
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
    const typeOf = async (query: Record<string, string>, headers?: Record<string, string>) =>
      (await read(evidenceRoute, query, headers)).headers['content-type'];
    expect(await typeOf({}, browser)).toBe('text/html; charset=utf-8');
    expect(await typeOf({ format: 'json' }, browser)).toBe('application/json');
    expect(await typeOf({}, { accept: '*/*' })).toBe('application/json');
    expect(await typeOf({ format: 'html' }, { accept: 'application/json' })).toBe('text/html; charset=utf-8');
  });

  it('says in words what each look found: something after a deposit, nothing after a pickup', async () => {
    const { read } = await pickedUp();
    const { text } = await read(evidenceRoute, { format: 'html' });
    expect([...text.matchAll(/Verdict: (.*) \(/g)].map(([, said]) => said)).toEqual([
      'something is inside',
      'nothing is inside',
    ]);
  });

  it('is a page in the language of the site, or in the one that is asked for', async () => {
    const { call, manager, path, read } = await pickedUp();
    await call(manager, 'PATCH /v1/sites/{siteId}', { path, body: { language: 'fr' } });
    const french = (await read(evidenceRoute, { format: 'html' })).text;
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('Le code a été saisi, et la porte s’est ouverte.');
    expect(french).toContain('Verdict\u00a0: il n’y a rien');
    expect(french).toContain('distance (top), en mm');
    expect(french).toMatch(/État\u00a0: <strong>retiré<\/strong>/);
    const spanish = (await read(evidenceRoute, { format: 'html', language: 'es' })).text;
    expect(spanish).toContain('<html lang="es">');
    expect(spanish).toContain('Se introdujo la clave, y se abrió la puerta.');
    for (const page of [french, spanish]) expect(page).not.toMatch(/\b(the|was|parcel|undefined)\b/i);
    expect(codeOf(await read(evidenceRoute, { language: 'de' }))).toBe('invalid-query');
  });

  it('says in words who was told what, and how it went', async () => {
    const { read } = await pickedUp();
    const { text } = await read(evidenceRoute, { format: 'html' });
    expect(text).toContain('<td>To the resident: the parcel is there, with the code</td>');
    expect(text).toMatch(/<td>SMS<\/td>\s*<td>Sent<\/td>/);
    expect(text).not.toContain('<td>Email</td>'); // She gave none.
    expect(text).not.toMatch(/parcel-stored|no-address/);
  });

  it('shows of each look the verdict that it led to', async () => {
    const house = await makeHouse();
    const announced = { trackingNumber: 'TN1', residentId: house.residentId };
    const made = await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', {
      path: house.path,
      body: announced,
    });
    const parcelId = String(made.body['parcelId']);
    const open = (await house.ask('TN1'))!;
    await house.close(open.compartmentId ?? '', open.commandId, 1, [500, 493]); // The sensor is not sure.
    const asked = house.bankLink.sent.findLast(({ command }) => command.type === 'sample')!.command;
    const windows = [
      {
        sensor: 'top',
        kind: 'tof',
        unit: 'mm',
        intervalMs: 50,
        samples: Array.from({ length: 20 }, (_, i) => 440 + (i % 2 ? 1 : -1)),
      },
    ];
    await house.tell({ type: 'command-result', commandId: asked.commandId, outcome: 'done', windows });
    const path = { ...house.path, parcelId };
    const { body, text } = await house.call(house.manager, evidenceRoute, { path, query: { format: 'html' } });
    expect(body).toEqual({});
    const json = await house.call(house.manager, evidenceRoute, { path });
    const rows = (json.body['custody'] as { rows: CustodyRow[] }).rows;
    const llrs = rows.flatMap(({ events }) =>
      events.flatMap((event) => ('seen' in event && event.seen ? [event.seen.llr.toFixed(1)] : [])),
    );
    expect(llrs).toHaveLength(2);
    expect(new Set(llrs).size).toBe(2);
    expect([...text.matchAll(/Verdict: .* \((\S+);/g)].map(([, llr]) => llr?.replace('−', '-'))).toEqual(llrs);
  });

  it('shows names as they are written, whatever is in them', async () => {
    const house = await pickedUp();
    const name = '<img src=x onerror=alert(1)>"\'&';
    await house.call(house.manager, 'PATCH /v1/sites/{siteId}', { path: house.path, body: { name } });
    const { text } = await house.read(evidenceRoute, { format: 'html' });
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  it('says on the page that a changed log does not hold', async () => {
    const house = await pickedUp();
    tamper(house, (rows) => rows.map((row) => (row.n === 2 ? { ...row, events: [] } : row)));
    expect((await house.read(evidenceRoute, { format: 'html' })).text).toContain('It does not hold at entry 2');
  });

  it('gives the times of the site', async () => {
    const house = await pickedUp();
    await house.call(house.manager, 'PATCH /v1/sites/{siteId}', {
      path: house.path,
      body: { timeZone: 'Asia/Kathmandu' },
    });
    house.clock.now += 61_000; // Sites are remembered for a minute.
    const { text } = await house.read(evidenceRoute, { format: 'html' });
    expect(text).toContain('15 Jan 2027, 13:45:00'); // 2027-01-15 08:00 UTC, and 5 h 45 min.
  });

  it('knows two formats', async () => {
    const { read } = await pickedUp();
    expect(codeOf(await read(evidenceRoute, { format: 'pdf' }))).toBe('invalid-query');
    expect((await read(evidenceRoute, { format: 'json' })).status).toBe(200);
  });
});

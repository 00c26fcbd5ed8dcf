import { describe, expect, it } from 'vitest';
import { issuedCode } from '../../../app/code-keys.js';
import { handleTimer } from '../../../app/handle.js';
import { sweep } from '../../../app/sweep.js';
import { breakPort, codeOf, makeHouse, operator, storedParcel, type House, type Reply } from './world.js';

const at = (house: House, parcelId: string) => ({ ...house.path, parcelId });
const act = (
  house: House,
  verb: 'code' | 'cancel' | 'override' | 'return' | 'hold',
  parcelId: string,
  body: unknown,
  key = 'k1',
) =>
  house.call(house.manager, `POST /v1/sites/{siteId}/parcels/{parcelId}/${verb}`, {
    path: at(house, parcelId),
    body,
    key,
  });
const announce = (house: House, trackingNumber: string, residentId = house.residentId) =>
  house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', {
    path: house.path,
    body: { trackingNumber, residentId },
  });
const read = async (house: House, parcelId: string) =>
  (await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels/{parcelId}', { path: at(house, parcelId) })).body;
const refusal = ({ status, body }: Reply) => [status, body['code']];

describe('parcels', () => {
  it('are announced once a tracking number', async () => {
    const house = await makeHouse();
    const made = await announce(house, 'TN-1');
    const parcel = {
      parcelId: made.body['parcelId'],
      residentId: house.residentId,
      trackingNumber: 'TN-1',
      announced: true,
      state: 'announced',
      createdAtMs: house.clock.now,
      vouched: false,
    };
    expect([made.status, made.body]).toEqual([201, parcel]);
    const again = await announce(house, 'TN-1');
    expect([again.status, again.body]).toEqual([200, parcel]);
    expect(await read(house, String(made.body['parcelId']))).toEqual(parcel);
  });

  it('are of one resident of the site', async () => {
    const house = await makeHouse();
    const { body } = await house.call(house.manager, 'POST /v1/sites/{siteId}/residents', {
      path: house.path,
      body: { name: 'Bob', unit: '3A', phone: '+15550100009' },
      key: 'bob',
    });
    await announce(house, 'TN-1');
    expect(refusal(await announce(house, 'TN-1', String(body['residentId'])))).toEqual([409, 'already-announced']);
    expect(refusal(await announce(house, 'TN-2', 'nobody'))).toEqual([409, 'unknown-resident']);
  });

  it.each(['', 'a b', 'ä', 'T'.repeat(41), 'T/1'])(
    'have a tracking number that a courier can type: not %j',
    async (number) => {
      expect(refusal(await announce(await makeHouse(), number))).toEqual([400, 'invalid-body']);
    },
  );

  it('show the state of their stay, and where they lie', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    expect(await read(house, parcelId)).toMatchObject({
      state: 'stored',
      place: { bankId: 'bank-1', compartmentId: 'A01' },
      storedAtMs: house.clock.now,
      vouched: false,
    });
  });

  it('of another site are not there, to read or to change', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    await house.call(operator, 'POST /v1/sites', { body: { siteId: 'site-2', name: 'Other' } });
    const path = { siteId: 'site-2', parcelId };
    expect((await house.call(operator, 'GET /v1/sites/{siteId}/parcels/{parcelId}', { path })).status).toBe(404);
    for (const verb of ['code', 'cancel', 'override', 'hold']) {
      const more = verb === 'override' ? { finding: 'absent' } : verb === 'hold' ? { untilMs: 1 } : {};
      const body = { reason: 'r', ...more };
      const reply = await house.call(operator, `POST /v1/sites/{siteId}/parcels/{parcelId}/${verb}`, {
        path,
        body,
        key: 'k',
      });
      expect(refusal(reply)).toEqual([404, 'not-found']);
    }
  });

  it('are listed newest first, by the page, and by state', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house, 'OLD');
    for (let i = 0; i < 5; i++) {
      house.clock.now += 1_000;
      await announce(house, `TN-${i}`);
    }
    const list = async (query: Record<string, string>) =>
      (await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels', { path: house.path, query })).body as {
        items: { parcelId: string; trackingNumber: string }[];
        cursor?: string;
      };
    const first = await list({ limit: '4' });
    expect(first.items.map(({ trackingNumber }) => trackingNumber)).toEqual(['TN-4', 'TN-3', 'TN-2', 'TN-1']);
    const second = await list({ limit: '4', cursor: first.cursor ?? '' });
    expect(second.items.map(({ trackingNumber }) => trackingNumber)).toEqual(['TN-0', 'OLD']);
    expect(second.cursor).toBeUndefined();
    // One page at a time is looked through; the stored one lies behind five others.
    expect((await list({ limit: '1', state: 'stored' })).items.map((parcel) => parcel.parcelId)).toEqual([parcelId]);
    const none = await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels', {
      path: house.path,
      query: { state: 'stored', cursor: first.cursor ?? '' },
    });
    expect(codeOf(none)).toBe('invalid-cursor');
    const unknown = await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels', {
      path: house.path,
      query: { state: 'lost' },
    });
    expect(codeOf(unknown)).toBe('invalid-query');
  });
});

describe('of many parcels, those', () => {
  it('of one resident, bank or tracking number are found, in one state as well', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house, 'TN-1');
    const { body } = await house.call(house.manager, 'POST /v1/sites/{siteId}/residents', {
      path: house.path,
      body: { name: 'Bob', unit: '3A', phone: '+15550100009' },
      key: 'bob',
    });
    const bob = String(body['residentId']);
    house.clock.now += 1_000;
    const ofBob = { trackingNumber: 'TN-2', residentId: bob };
    await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', { path: house.path, body: ofBob });
    const found = async (query: Record<string, string>) => {
      const reply = await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels', { path: house.path, query });
      return (reply.body['items'] as { trackingNumber: string }[]).map(({ trackingNumber }) => trackingNumber);
    };
    expect(await found({})).toEqual(['TN-2', 'TN-1']);
    expect(await found({ residentId: bob })).toEqual(['TN-2']);
    expect(await found({ residentId: house.residentId, state: 'stored' })).toEqual(['TN-1']);
    expect(await found({ residentId: bob, state: 'stored' })).toEqual([]);
    expect(await found({ bankId: 'bank-1' })).toEqual(['TN-1']);
    expect(await found({ bankId: 'bank-2' })).toEqual([]);
    expect(await found({ trackingNumber: 'TN-1' })).toEqual(['TN-1']);
    expect(await found({ trackingNumber: 'TN-1', residentId: bob })).toEqual([]);
    expect(await found({ trackingNumber: parcelId })).toEqual([]);
  });
});

describe('a new code', () => {
  const smsCodes = (house: House) =>
    house.people.delivered.map(({ text }) => /\d{8}/.exec(text.body)?.[0]).filter((code) => code !== undefined);

  it('is told to the resident, and the code before opens nothing any more', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const reply = await act(house, 'code', parcelId, { reason: 'phone lost' });
    expect([reply.status, reply.body['state']]).toEqual([200, 'stored']);
    const [before = '', after = ''] = smsCodes(house);
    expect(before).not.toBe(after);
    expect(JSON.stringify(reply.body)).not.toMatch(/\b\d{8}\b/);
    const opens = async (code: string) => {
      house.bankLink.take();
      await house.tell({ type: 'pickup-requested', requestId: `p-${code}`, code });
      return house.bankLink.take().some(({ command }) => command.type === 'open');
    };
    expect(await opens(before)).toBe(false);
    expect(await opens(after)).toBe(true);
  });

  it('is one a key: asked again, nobody is told again', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    await act(house, 'code', parcelId, { reason: 'phone lost' });
    expect((await act(house, 'code', parcelId, { reason: 'phone lost' })).status).toBe(200);
    expect(smsCodes(house)).toHaveLength(2);
    expect(refusal(await act(house, 'code', parcelId, { reason: 'another' }))).toEqual([409, 'idempotency-key-reused']);
    expect((await act(house, 'code', parcelId, { reason: 'again' }, 'k2')).status).toBe(200);
    expect(new Set(smsCodes(house)).size).toBe(3);
  });

  it('is for a parcel that waits in a door', async () => {
    const house = await makeHouse();
    const { body } = await announce(house, 'TN-1');
    expect(refusal(await act(house, 'code', String(body['parcelId']), { reason: 'r' }))).toEqual([409, 'no-such-stay']);
    await house.ask('TN-1');
    expect(refusal(await act(house, 'code', String(body['parcelId']), { reason: 'r' }))).toEqual([409, 'not-now']);
  });

  it('is committed under the name of who asked, with the reason', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    await act(house, 'code', parcelId, { reason: 'phone lost' });
    const { claim } = (await house.parcels.read(parcelId as never))!;
    const events = (await house.custody.read(claim!.stayId)).flatMap((row) => row.events);
    expect(events.at(-1)).toMatchObject({ type: 'code-reissued', actor: 'manager-of-site-1', reason: 'phone lost' });
  });

  it('whose call failed after its commit is due for the sweep, and the same request again does not make another', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const sms = house.channels.find(({ name }) => name === 'sms')!;
    const { mend } = breakPort(sms, 'send');
    expect((await act(house, 'code', parcelId, { reason: 'r' })).status).toBe(500);
    mend();
    const due = await house.due.list(house.clock.now + 120_000, 10);
    expect(due).toMatchObject([{ kind: 'door', compartmentId: 'A01' }]);
    expect((await act(house, 'code', parcelId, { reason: 'r' })).status).toBe(200);
    const { door } = (await house.doors.load({ bankId: 'bank-1', compartmentId: 'A01' } as never))!;
    expect(door.stay?.generation).toBe(2);
  });
});

describe('a cancellation', () => {
  it('withdraws what is announced, once and for good', async () => {
    const house = await makeHouse();
    const { body } = await announce(house, 'TN-1');
    const parcelId = String(body['parcelId']);
    for (const key of ['k1', 'k1', 'k2']) {
      const reply = await act(house, 'cancel', parcelId, { reason: 'sent back' }, key);
      expect([reply.status, reply.body['state']]).toEqual([200, 'withdrawn']);
    }
    expect(await house.ask('TN-1')).toBeUndefined();
    expect((await announce(house, 'TN-1')).body['state']).toBe('withdrawn');
  });

  it('says by whom and why, and its key is good for no other reason', async () => {
    const house = await makeHouse();
    const { body } = await announce(house, 'TN-1');
    const parcelId = String(body['parcelId']);
    const { withdrawn } = (await act(house, 'cancel', parcelId, { reason: 'sent back' }, 'k1')).body;
    expect(withdrawn).toEqual({ by: 'manager-of-site-1', reason: 'sent back', atMs: house.clock.now });
    expect(refusal(await act(house, 'cancel', parcelId, { reason: 'lost' }, 'k1'))).toEqual([
      409,
      'idempotency-key-reused',
    ]);
    const later = await act(house, 'cancel', parcelId, { reason: 'lost' }, 'k2');
    expect(later.body['withdrawn']).toEqual(withdrawn);
  });

  it('of a deposit that comes again under its key calls off no more than that, also after its first call failed', async () => {
    const house = await makeHouse();
    const { body } = await announce(house, 'TN-1');
    const parcelId = String(body['parcelId']);
    await house.ask('TN-1');
    const { mend } = breakPort(house.custody, 'put');
    expect((await act(house, 'cancel', parcelId, { reason: 'not now' }, 'k1')).status).toBe(500);
    expect(refusal(await act(house, 'cancel', parcelId, { reason: 'lost' }, 'k1'))).toEqual([
      409,
      'idempotency-key-reused',
    ]);
    for (const whenever of ['before its row is there', 'and after']) {
      const again = await act(house, 'cancel', parcelId, { reason: 'not now' }, 'k1');
      expect([whenever, again.status, again.body['state']]).toEqual([whenever, 200, 'cancelled']);
      mend();
      house.clock.now += 120_000;
      await sweep(house);
    }
    expect(refusal(await act(house, 'cancel', parcelId, { reason: 'lost' }, 'k1'))).toEqual([
      409,
      'idempotency-key-reused',
    ]);
    expect((await read(house, parcelId)).state).toBe('cancelled'); // It may still come.
  });

  it('of what was called off at its door withdraws it too, and what is found there is not its parcel’s any more', async () => {
    const house = await makeHouse();
    const { body } = await announce(house, 'TN-1');
    const parcelId = String(body['parcelId']);
    const open = await house.ask('TN-1');
    await act(house, 'cancel', parcelId, { reason: 'sent back' }, 'k1');
    await house.close(open?.compartmentId ?? '', open?.commandId ?? '', 1, [500, 440]);
    const { door } = (await house.doors.load({ bankId: 'bank-1', compartmentId: 'A01' } as never))!;
    expect(door.quarantine).toBe('content-unexpected');
    expect((await act(house, 'cancel', parcelId, { reason: 'sent back' }, 'k2')).body['state']).toBe('withdrawn');
    const said = await act(house, 'override', parcelId, { finding: 'present', reason: 'the courier says so' }, 'k3');
    expect(refusal(said)).toEqual([409, 'not-now']);
  });

  describe('of a parcel that is stored again', () => {
    /** Called off in doubt at door A01, which is held for that: the courier has put it in all the same. */
    async function calledOff() {
      const house = await makeHouse();
      const { body } = await announce(house, 'TN-1');
      const parcelId = String(body['parcelId']);
      const open = await house.ask('TN-1');
      await act(house, 'cancel', parcelId, { reason: 'sent back' }, 'k1');
      await house.close(open?.compartmentId ?? '', open?.commandId ?? '', 1, [500, 440]);
      const askAgain = () => {
        house.clock.now += 1_000;
        return house.tell({
          ...{ type: 'deposit-requested', requestId: 'again', courierCode: house.courierCode },
          ...{ recipient: { trackingNumber: 'TN-1' }, size: 'S' },
        });
      };
      const says = () => act(house, 'override', parcelId, { finding: 'present', reason: 'he says so' }, 'k3');
      const lying = async () => {
        const doors = await house.doors.list('bank-1' as never);
        return doors.filter(({ compartment }) => ['held', 'occupied'].includes(compartment)).length;
      };
      return { house, parcelId, askAgain, says, lying };
    }

    it('no courier is given another door for it between the word and the commit', async () => {
      const { house, parcelId, askAgain, says, lying } = await calledOff();
      const { commit } = house.doors;
      house.doors.commit = async (asked) => {
        house.doors.commit = commit;
        await askAgain();
        return commit(asked);
      };
      expect((await says()).body['state']).toBe('stored');
      expect(await lying()).toBe(1);
      expect(await read(house, parcelId)).toMatchObject({ state: 'stored', place: { compartmentId: 'A01' } });
    });

    it('nor before the row shows that it is stored', async () => {
      const { house, askAgain, says, lying } = await calledOff();
      const broken = breakPort(house.parcels, 'show');
      await says().catch(() => undefined);
      broken.mend();
      house.clock.now += 300_000;
      await askAgain();
      expect(await lying()).toBe(1);
    });

    it('nothing is, of a resident who was erased: nobody could be told of it any more', async () => {
      const { house, says, lying } = await calledOff();
      const path = { ...house.path, residentId: house.residentId };
      const erased = await house.call(house.manager, 'DELETE /v1/sites/{siteId}/residents/{residentId}', { path });
      expect(erased.status).toBe(204);
      expect(refusal(await says())).toEqual([409, 'unknown-resident']);
      expect(await lying()).toBe(0);
    });

    it('the code that is told opens its door, also long after it was issued', async () => {
      const { house, says } = await calledOff();
      house.clock.now += 121 * 24 * 3_600_000;
      expect((await says()).body['state']).toBe('stored');
      const stay = async () =>
        (await house.doors.load({ bankId: 'bank-1', compartmentId: 'A01' } as never))!.door.stay!;
      const { id: stayId, generation } = await stay();
      const code = await issuedCode(house, { bankId: 'bank-1' as never, stayId, generation });
      await house.tell({ type: 'pickup-requested', requestId: 'p1', code });
      expect((await stay()).state).toBe('collecting');
    });

    it('whoever was given one before that has it, and nothing is stored again', async () => {
      const { askAgain, says, lying } = await calledOff();
      await askAgain();
      expect(refusal(await says())).toEqual([409, 'not-now']);
      expect(await lying()).toBe(1);
    });

    it('nor between the read and the word', async () => {
      const { house, parcelId, askAgain, says, lying } = await calledOff();
      const { change } = house.parcels;
      house.parcels.change = async (...asked) => {
        house.parcels.change = change;
        await askAgain();
        return change(...asked);
      };
      expect(refusal(await says())).toEqual([409, 'changed-meanwhile']);
      expect(await lying()).toBe(1);
      expect((await read(house, parcelId))['place']).toMatchObject({ compartmentId: 'A02' });
    });
  });

  it('calls off a deposit that has a door, and not what is stored', async () => {
    const house = await makeHouse();
    const { body } = await announce(house, 'TN-1');
    await house.ask('TN-1');
    const parcelId = String(body['parcelId']);
    expect((await act(house, 'cancel', parcelId, { reason: 'wrong house' })).body['state']).toBe('cancelled');
    expect((await act(house, 'cancel', parcelId, { reason: 'wrong house' })).status).toBe(200);
    const stored = await storedParcel(house, 'TN-2');
    expect(refusal(await act(house, 'cancel', stored.parcelId, { reason: 'r' }))).toEqual([409, 'not-now']);
  });
});

describe('a return', () => {
  it('marks what is stored, once a key, under the name of who asked; and not what is not there', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const mark = (reason: string, key: string) => act(house, 'return', parcelId, { reason }, key);
    expect((await mark('moved out', 'k1')).body['state']).toBe('overdue');
    expect((await mark('moved out', 'k1')).status).toBe(200);
    expect(refusal(await mark('another', 'k1'))).toEqual([409, 'idempotency-key-reused']);
    const { claim } = (await house.parcels.read(parcelId as never))!;
    const events = (await house.custody.read(claim!.stayId)).flatMap((row) => row.events);
    const marked = events.filter(({ type }) => type === 'return-marked');
    expect(marked).toMatchObject([{ actor: 'manager-of-site-1', reason: 'moved out' }]);
    const { body } = await announce(house, 'TN-9');
    expect(refusal(await act(house, 'return', String(body['parcelId']), { reason: 'r' }))).toEqual([
      409,
      'no-such-stay',
    ]);
  });
});

describe('an override', () => {
  it('makes a stored parcel missing, and a missing one written off or stored again', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const say = (finding: string, key: string) =>
      act(house, 'override', parcelId, { finding, reason: 'I looked' }, key);
    expect(refusal(await say('written-off', 'k0'))).toEqual([409, 'not-now']);
    expect((await say('absent', 'k1')).body['state']).toBe('missing');
    expect((await say('present', 'k2')).body).toMatchObject({ state: 'stored', vouched: true });
    expect((await say('absent', 'k3')).body['state']).toBe('missing');
    expect((await say('written-off', 'k4')).body['state']).toBe('written-off');
  });

  it('came once if its key came twice, and another under that key is a conflict, after the door has been freed too', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const say = (finding: string, key: string) =>
      act(house, 'override', parcelId, { finding, reason: 'I looked' }, key);
    await say('absent', 'k1');
    await say('written-off', 'k2');
    await storedParcel(house, 'TN-2');
    expect((await say('written-off', 'k2')).status).toBe(200);
    expect(refusal(await say('absent', 'k2'))).toEqual([409, 'idempotency-key-reused']);
    expect(refusal(await say('present', 'k3'))).toEqual([409, 'no-such-stay']);
  });

  it.each([
    { finding: 'present' },
    { finding: 'present', reason: '' },
    { finding: 'present', reason: 'x'.repeat(201) },
    { finding: 'gone', reason: 'r' },
    { finding: 'present', reason: 'r', actor: 'somebody else' },
    { finding: 'unknown', reason: 'r', compartmentId: 'A02' },
    { finding: 'absent', reason: 'r', compartmentId: 'A02' },
  ])('needs a finding and a reason, and nothing more: not %o', async (body) => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    expect(refusal(await act(house, 'override', parcelId, body))).toEqual([400, 'invalid-body']);
  });

  it('needs a key of the caller, as do the others', async () => {
    const house = await makeHouse();
    for (const verb of ['code', 'cancel', 'override'] as const) {
      const body = verb === 'override' ? { finding: 'absent', reason: 'r' } : { reason: 'r' };
      expect(refusal(await act(house, verb, 'x', body, ''))).toEqual([400, 'idempotency-key-needed']);
    }
  });
});

describe('a hold', () => {
  const hourMs = 3_600_000;
  const dayMs = 24 * hourMs;
  const stayOf = async (house: House) =>
    (await house.doors.load({ bankId: 'bank-1' as never, compartmentId: 'A01' as never }))?.door.stay;
  const nextSteps = (house: House) => house.timers.pending().filter(({ timer }) => timer.kind === 'next-step');

  it('keeps a parcel until an instant: its one pending step moves behind that', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const untilMs = house.clock.now + 10 * dayMs;
    const reply = await act(house, 'hold', parcelId, { untilMs, reason: 'on holiday' });
    expect([reply.status, reply.body['state'], reply.body['heldUntilMs']]).toEqual([200, 'stored', untilMs]);
    // Stored at 08:00 UTC: a day after the hold is 08:00 again, when quiet hours have just ended.
    expect(nextSteps(house).map(({ atMs }) => atMs)).toEqual([untilMs + dayMs]);
    const again = await act(house, 'hold', parcelId, { untilMs, reason: 'on holiday' });
    expect([again.status, nextSteps(house).length]).toEqual([200, 1]);
    const other = await act(house, 'hold', parcelId, { untilMs: untilMs + 1, reason: 'on holiday' });
    expect(refusal(other)).toEqual([409, 'idempotency-key-reused']);
    const rows = await house.custody.read((await stayOf(house))?.id ?? '');
    expect(rows.at(-1)?.events).toMatchObject([
      { type: 'stay-held', actor: 'manager-of-site-1', reason: 'on holiday', heldUntilMs: untilMs },
    ]);
  });

  it('is ended by an instant in the past, and asked again it is the same', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    await act(house, 'hold', parcelId, { untilMs: house.clock.now + 10 * dayMs, reason: 'r' }, 'k1');
    house.clock.now += hourMs;
    const ended = () => act(house, 'hold', parcelId, { untilMs: 0, reason: 'is back' }, 'k2');
    expect((await ended()).body['heldUntilMs']).toBe(house.clock.now);
    const endedAtMs = house.clock.now;
    house.clock.now += hourMs;
    expect((await ended()).body['heldUntilMs']).toBe(endedAtMs);
    expect(nextSteps(house).map(({ atMs }) => atMs)).toEqual([endedAtMs + dayMs]);
  });

  it('makes an overdue parcel wait again', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    house.clock.now += 73 * hourMs;
    const [next] = nextSteps(house);
    const times = { occurredAtMs: house.clock.now, receivedAtMs: house.clock.now, nowMs: house.clock.now };
    await handleTimer(house, next!.timer, { ...times, ageKnown: true }, { by: 't', isRetried: true });
    expect(await read(house, parcelId)).toMatchObject({ state: 'overdue' });
    const untilMs = house.clock.now + dayMs;
    const held = await act(house, 'hold', parcelId, { untilMs, reason: 'comes tomorrow' });
    expect(held.body).toMatchObject({ state: 'stored', heldUntilMs: untilMs });
    expect((await stayOf(house))?.next.atMs).toBe(untilMs + dayMs);
  });

  it('ends within 60 days of when the parcel was stored', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const hold = (untilMs: number) => act(house, 'hold', parcelId, { untilMs, reason: 'r' }, `k-${untilMs}`);
    expect(refusal(await hold(house.clock.now + 60 * dayMs + 1))).toEqual([409, 'hold-too-long']);
    expect((await hold(house.clock.now + 60 * dayMs)).status).toBe(200);
  });

  it('is for what waits in a door: not for what is announced, nor for what is gone', async () => {
    const house = await makeHouse();
    const { body } = await announce(house, 'TN-1');
    const untilMs = house.clock.now + dayMs;
    const early = await act(house, 'hold', String(body['parcelId']), { untilMs, reason: 'r' });
    expect(refusal(early)).toEqual([409, 'no-such-stay']);
    const { parcelId } = await storedParcel(house, 'TN-2');
    await act(house, 'override', parcelId, { finding: 'absent', reason: 'r' }, 'k2');
    expect(refusal(await act(house, 'hold', parcelId, { untilMs, reason: 'r' }, 'k3'))).toEqual([409, 'not-now']);
  });
});

import { describe, expect, it } from 'vitest';
import { handleTimer } from '../../app/handle.js';
import type { Ports } from '../../app/ports.js';
import { canonicalJson } from '../../app/seal.js';
import { sweep } from '../../app/sweep.js';
import { bankId, House, startMs } from './house.js';

const hourMs = 3_600_000;
const broken = () => Promise.reject(new Error('the world failed'));
const deadLink: Ports['bankLink'] = { send: broken, ready: () => broken };

describe('one message, one door', () => {
  it('deposits, tells, collects, and owes nothing in the end', async () => {
    const house = await House.withParcel();
    expect(house.screens()).toEqual(['door-open', 'deposit-verified']);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
    await house.tell(house.pickup('r2', house.code()));
    await house.tell(house.closed('A01', 440, 500));
    expect(house.screens()).toEqual(['door-open', 'deposit-verified', 'pickup-open', 'collected']);
    const { door, outbox } = await house.door('A01');
    expect(door).toMatchObject({ compartment: 'free', stay: { state: 'collected' } });
    const done = await house.ports.custody.present(outbox.map(({ custody }) => custody));
    expect(done).toEqual(outbox.map(() => true));
    expect(outbox.length).toBeLessThanOrEqual(2); // The next commit that nobody waits for drops them.
  });

  it('shows first, then does what may be done twice, then tells, and last marks it as done', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const order: string[] = [];
    const noted =
      <Given extends unknown[], Answer>(name: string, act: (...given: Given) => Promise<Answer>) =>
      async (...given: Given): Promise<Answer> => {
        await new Promise(setImmediate); // Whatever does not wait for it comes before it.
        order.push(name);
        return act(...given);
      };
    const { bankLink, timers, parcels, custody, channels } = house.ports;
    const ports: Ports = {
      ...house.ports,
      bankLink: { ...bankLink, ready: (...given) => noted('screen', bankLink.ready(...given)) },
      timers: { ...timers, create: noted('timer', timers.create) },
      parcels: { ...parcels, show: noted('row', parcels.show) },
      channels: channels.map((channel) => ({ ...channel, send: noted(channel.name, channel.send) })),
      custody: { ...custody, put: noted('done', custody.put) },
    };
    await house.tell(house.closed('A01', 500, 440), { ports });
    expect(order).toEqual(['screen', 'timer', 'row', 'email', 'sms', 'done']);
  });

  it('tells nobody but the courier of an empty deposit', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 500));
    expect(house.screens()).toEqual(['door-open', 'no-parcel']);
    expect(house.told()).toEqual(['deposit-found-empty +12025550199']);
  });

  it.each(['one after the other', 'at once'])(
    'opens one door for a request that comes three times, %s',
    async (how) => {
      const house = await House.open();
      const calls = [1, 2, 3].map(() => () => house.tell(house.deposit('r1')));
      if (how === 'at once') await Promise.all(calls.map((call) => call()));
      else for (const call of calls) await call();
      expect(new Set(house.opens().map(({ commandId }) => commandId)).size).toBe(1);
      const doors = await house.ports.doors.list(bankId);
      expect(doors.filter(({ compartment }) => compartment === 'held')).toHaveLength(1);
    },
  );

  it('gives two requests at once two doors', async () => {
    const house = await House.open();
    await Promise.all([house.tell(house.deposit('r1')), house.tell(house.deposit('r2'))]);
    expect(
      house
        .opens()
        .map(({ compartmentId }) => compartmentId)
        .sort(),
    ).toEqual(['A01', 'A02']);
  });

  it('decides a door-closed that comes four times at once only once', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const closed = house.closed('A01', 500, 440);
    await Promise.all([1, 2, 3, 4].map(() => house.tell(closed)));
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });
});

describe('a call that fails between its commit and the end', () => {
  it('is retried: what was left is performed, and no other call does it', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const closed = house.closed('A01', 500, 440);
    const failing: Ports = { ...house.ports, custody: { ...house.ports.custody, put: broken } };
    await expect(house.tell(closed, { by: 'first', ports: failing })).rejects.toThrow('the world failed');
    expect(house.told()).toHaveLength(1);

    house.nowMs += 60_000;
    await house.tell(closed, { by: 'stranger' });
    expect(house.told()).toHaveLength(1);
    await house.tell(closed, { by: 'first' });
    expect(house.told()).toHaveLength(2); // At least once: the failure fell between the telling and its marker.
    await house.tell(closed, { by: 'first' });
    expect(house.told()).toHaveLength(2);
  });

  it.each(['rejects', 'conflicts'])('goes on when only the answer to its commit was lost, and %s', async (how) => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const commit: Ports['doors']['commit'] = async (given) => {
      const answer = await house.ports.doors.commit(given);
      return answer === 'committed' && how === 'rejects' ? broken() : 'conflict';
    };
    await house.tell(house.closed('A01', 500, 440), {
      ports: { ...house.ports, doors: { ...house.ports.doors, commit } },
    });
    expect(house.screens()).toEqual(['door-open', 'deposit-verified']);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });

  it.each(['conflicts', 'rejects'])('has shown and opened nothing when its commit %s', async (how) => {
    const house = await House.open();
    const commit: Ports['doors']['commit'] = async () => (how === 'rejects' ? broken() : 'conflict');
    const failing: Ports = { ...house.ports, doors: { ...house.ports.doors, commit } };
    await expect(house.tell(house.deposit('r1'), { ports: failing })).rejects.toThrow();
    expect(house.ports.bankLink.sent).toEqual([]);
  });

  it('fails for its commit alone where no screen could be made ready either', async () => {
    const house = await House.open();
    const { bankLink, doors } = house.ports;
    const ready = () => {
      throw new Error('not ready');
    };
    const failing: Ports = { ...house.ports, bankLink: { ...bankLink, ready }, doors: { ...doors, commit: broken } };
    await expect(house.tell(house.deposit('r1'), { ports: failing })).rejects.toThrow('the world failed');
  });

  it('goes on where a screen could not be made ready: its retry shows it', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const closed = house.closed('A01', 500, 440);
    const ready = () => {
      throw new Error('not ready');
    };
    const failing: Ports = { ...house.ports, bankLink: { ...house.ports.bankLink, ready } };
    await expect(house.tell(closed, { by: 'a', ports: failing })).rejects.toThrow('not ready');
    expect(house.screens()).toEqual(['door-open']);
    house.nowMs += 31_000;
    await house.tell(closed, { by: 'a' });
    expect(house.screens()).toEqual(['door-open', 'deposit-verified']);
  });

  it('and is never retried is found by the sweep', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tellWhileMute(house.closed('A01', 500, 440));
    expect(await sweep(house.ports)).toEqual({ performed: 0, failed: 0 });
    house.nowMs += 6 * 60_000;
    await sweep(house.ports);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
    for (let minute = 0; minute < 10; minute++) {
      house.nowMs += 60_000;
      await sweep(house.ports);
    }
    expect(await sweep(house.ports)).toEqual({ performed: 0, failed: 0 });
    expect(house.told()).toHaveLength(1);
  });

  it('is found by the sweep although its courier may not deliver any more when it is retried', async () => {
    const house = await House.open();
    const asked = house.deposit('r1');
    const dead: Ports = {
      ...house.ports,
      bankLink: deadLink,
      doors: { ...house.ports.doors, markDue: broken },
    };
    await expect(house.tell(asked, { by: 'a', ports: dead })).rejects.toThrow();
    await house.tell({ ...asked, courierCode: '00000000' } as typeof asked, { by: 'a' });
    for (let minute = 0; minute < 8; minute++) {
      house.nowMs += 60_000;
      await sweep(house.ports);
    }
    const { outbox } = await house.door('A01');
    expect(await house.ports.custody.present(outbox.map(({ custody }) => custody))).not.toContain(false);
    expect(house.ports.timers.due(house.nowMs).map(({ timer }) => timer.kind)).toEqual(['watch']);
  });

  it('tells by the channel that works, once, however often the other fails', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const [email, sms] = house.ports.channels;
    const channels = [{ ...email!, send: broken }, sms!];
    await house.tell(house.closed('A01', 500, 440), { ports: { ...house.ports, channels } });
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
    house.nowMs += hourMs;
    await sweep(house.ports);
    expect(house.told()).toHaveLength(1);
  });

  it('tells nothing late that is no longer so: the parcel has left, and its resident is left in peace', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tellWhileMute(house.closed('A01', 500, 440));
    const { id: stayId, generation } = (await house.door('A01')).door.stay!;
    await house.tell(house.pickup('r2', await house.ports.secrets.pickupCode(stayId, generation)));
    await house.tell(house.closed('A01', 440, 500));
    house.nowMs += hourMs;
    await sweep(house.ports);
    expect(house.told()).toEqual([]);
  });

  it('sends a reminder at most once', async () => {
    const house = await House.withParcel();
    const { door } = await house.door('A01');
    const { id: stayId, next } = door.stay!;
    house.nowMs += 25 * hourMs;
    const timer = { kind: 'next-step', bankId, compartmentId: door.compartmentId, stayId, n: next.n } as const;
    const fire = (ports: Ports) => handleTimer(ports, timer, house.times(), { by: 'timer', isRetried: true });
    const failing: Ports = { ...house.ports, timers: { ...house.ports.timers, create: broken } };
    await expect(fire(failing)).rejects.toThrow();
    house.nowMs += 60_000;
    await fire(house.ports);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
    expect((await house.door('A01')).door.stay?.next).toMatchObject({ n: next.n + 1 });
  });

  it('drops an open that is too late; the watch asks the bank, whose word frees the door', async () => {
    const house = await House.open();
    const asked = house.deposit('r1');
    const dead: Ports = { ...house.ports, bankLink: deadLink };
    await expect(house.tell(asked, { by: 'a', ports: dead })).rejects.toThrow();
    house.nowMs += 60_000;
    await house.tell(asked, { by: 'a' });
    expect(house.opens()).toEqual([]);
    // Whoever performs again cannot know that the open was never sent: unknown stays unknown until the bank says.
    const { door } = await house.door('A01');
    expect(door).toMatchObject({ compartment: 'held', stay: { state: 'reserved' } });
    expect(house.ports.timers.due(house.nowMs + 3 * 60_000).map(({ timer }) => timer.kind)).toEqual(['watch']);
    const commandId = `${door.stay?.id}-1-open`;
    const never = {
      type: 'command-result',
      bankId,
      messageId: 'm9',
      commandId,
      outcome: 'expired',
      windows: [],
    } as const;
    await house.tell({ ...never, windows: [], times: house.times() });
    expect((await house.door('A01')).door).toMatchObject({ compartment: 'free', stay: { state: 'cancelled' } });
  });
});

describe('at the screen', () => {
  it('refuses what is older than 20 s, and answers', async () => {
    const house = await House.open();
    await house.tell({ ...house.deposit('r1'), times: house.times(startMs - 20_001) });
    expect(house.screens()).toEqual(['too-late']);
  });

  it('slows down whoever guesses: after two wrong codes the bank waits, for the right one as well', async () => {
    const house = await House.withParcel();
    const right = house.code();
    const wrong = right === '00000000' ? '11111111' : '00000000';
    await house.tell(house.pickup('g1', wrong));
    await house.tell(house.pickup('g2', wrong));
    await house.tell(house.pickup('g3', right));
    expect(house.screens().slice(2)).toEqual(['unknown-code', 'unknown-code', 'wait']);
    house.nowMs += 1_001;
    await house.tell(house.pickup('g4', right));
    expect(house.screens().at(-1)).toBe('pickup-open');
  });
});

describe('the custody log', () => {
  it('is a chain: each hash covers the one before and what happened', async () => {
    const house = await House.withParcel();
    const { door } = await house.door('A01');
    const rows = await house.ports.custody.read(door.stay!.id);
    const types = rows.map(({ events }) => events.map(({ type }) => type));
    expect(types).toEqual([['deposit-reserved'], ['deposit-verified']]);
    expect(rows[1]?.previous).toBe(rows[0]?.hash);
    expect(door.chain).toMatchObject({ n: 2, head: rows[1]?.hash });
    expect(rows[1]?.told).toEqual([
      { message: 'parcel-stored', channel: 'email', outcome: 'no-address' },
      { message: 'parcel-stored', channel: 'sms', outcome: 'sent' },
    ]);
  });

  it('is sealed over JSON that is the same whatever the order of its fields', () => {
    expect(canonicalJson({ b: [1, undefined, { d: 'x', c: null }], a: undefined })).toBe(
      '{"b":[1,null,{"c":null,"d":"x"}]}',
    );
  });
});

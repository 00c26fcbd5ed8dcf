import { expect, it } from 'vitest';
import { makeHouse, person } from '../world.js';

const path = { bankId: 'bank-1' };

it('a named person unlocks a keypad: then it takes codes, and the wrong tries are forgotten', async () => {
  const house = await makeHouse();
  const unlock = () =>
    house.call(person('technician-of-site-1'), 'POST /v1/banks/{bankId}/keypad/unlock', {
      path,
      body: { reason: 'a child' },
    });
  const locked = async () => {
    const { body } = await house.call(house.manager, 'GET /v1/banks/{bankId}', { path });
    return (body['guard'] as { keypad: object }).keypad;
  };
  for (let i = 1; i <= 20; i++) {
    house.clock.now += 360_000;
    await house.tell({ type: 'pickup-requested', requestId: `g${i}`, code: '00000000' });
  }
  expect(await locked()).toEqual({ wrongTries: 20, lockedAtMs: house.clock.now });
  const lastUnlocked = { by: 'technician-of-site-1', reason: 'a child', atMs: house.clock.now };
  expect((await unlock()).body).toEqual({ keypad: { wrongTries: 0, lastUnlocked }, opens: {} });
  expect(house.counters.details['finding']).toMatchObject({ cause: 'code-guessing', status: 'over' });
  house.clock.now += 1_000;
  expect((await unlock()).body).toEqual({ keypad: { wrongTries: 0, lastUnlocked }, opens: {} }); // It is open already.
  await house.tell({ type: 'pickup-requested', requestId: 'g21', code: '00000000' });
  expect(house.bankLink.sent.at(-1)?.command.fields['code']).toBe('unknown-code');
});

import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../functions/api/exceptions/schemas.js';
import { codeOf, makeWorld, person, type Asked } from '../world.js';

const anybody = person('somebody');
const list = (asked?: Asked) => makeWorld().call(anybody, 'GET /v1/exceptions', asked);
interface Item {
  number: number;
  cause: string;
  title: string;
  playbook?: { steps: Record<string, unknown>[]; visit: unknown };
}
const rowOf = (body: Record<string, unknown>, cause: string) =>
  (body['items'] as Item[]).find((row) => row.cause === cause);

describe('the catalogue of what goes wrong', () => {
  it('is answered whole, in the order of its numbers, as its schema says', async () => {
    const { status, body } = await list();
    expect([status, body['language']]).toEqual([200, 'en']);
    const items = body['items'] as Item[];
    expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 76 }, (_, i) => i + 1));
    expect(catalogue().safeParse(body).error).toBeUndefined();
  });

  it('tells of a cause what is tried, how long each try has, and what a person brings', async () => {
    const { body } = await list();
    expect(rowOf(body, 'sensor-stuck')).toMatchObject({
      number: 51,
      section: 'sensors',
      scope: 'sensor',
      severity: 'P2',
      detectableBy: 'software',
      title: 'Sensor is stuck',
      meaning: 'A sensor repeats itself: it is frozen.',
      playbook: {
        steps: [
          { name: 'look-again', withinMs: 120_000, tries: 2 },
          {
            name: 'restart-sensor',
            action: { do: 'command', command: 'restart', fields: { what: 'sensor' } },
            success: 'over',
            withinMs: 3_900_000,
            tries: 2,
          },
          { name: 'restart-controller', tries: 1 },
        ],
        visit: {
          bring: [
            { item: 'sensor', words: 'a spare sensor of the kind that is fitted, with its cable' },
            { item: 'tools', words: 'screwdrivers and pliers' },
          ],
        },
      },
    });
  });

  it('says of a row without a playbook what settles it instead', async () => {
    const row = rowOf((await list()).body, 'bank-full');
    expect(row).toMatchObject({
      detectableBy: 'settled-in-the-flow',
      settledBy: ['screen:bank-full', 'message:space-needed', 'policy:nudgeOverdueWhenFull'],
    });
    expect(row).not.toHaveProperty('playbook');
  });

  it.each([
    ['en', 'Door will not open', 'screwdrivers and pliers'],
    ['fr', "La porte ne s'ouvre pas", 'des tournevis et des pinces'],
    ['es', 'La puerta no se abre', 'destornilladores y alicates'],
  ])('speaks %s', async (language, title, tools) => {
    const { body } = await list({ query: { language } });
    expect(body['language']).toBe(language);
    const row = rowOf(body, 'wont-open');
    expect(row?.title).toBe(title);
    expect(JSON.stringify(row?.playbook?.visit)).toContain(tools);
  });

  it.each<Record<string, string>>([{ language: 'de' }, { language: '' }, { lang: 'fr' }, { language: 'constructor' }])(
    'refuses %j and says so',
    async (query) => {
      const reply = await list({ query });
      expect([reply.status, codeOf(reply)]).toEqual([400, 'invalid-query']);
    },
  );

  it('is for whoever has a token, of whatever site, and for nobody without', async () => {
    expect((await list()).status).toBe(200);
    expect((await makeWorld().call(undefined, 'GET /v1/exceptions')).status).toBe(401);
  });
});

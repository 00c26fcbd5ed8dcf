import { beforeEach, describe, expect, it } from 'vitest';
import { languageTags, messages, type MessageName } from '../../../../domain/messages/index.js';
import { previews, type Preview } from '../../../../functions/api/messages/schemas.js';
import { codeOf, makeWorld, operator, type World } from '../world.js';

let world: World;
beforeEach(async () => {
  world = makeWorld();
  await world.call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'Rosewood Court', language: 'fr' } });
});

const ask = (query: Record<string, string>) => world.call(operator, 'GET /v1/messages/preview', { query });
async function previewOf(query: Record<string, string>): Promise<Preview[]> {
  const { status, body } = await ask({ siteId: 'a', ...query });
  expect([status, previews().safeParse(body).error]).toEqual([200, undefined]);
  return body['items'] as Preview[];
}

describe('a preview of messages', () => {
  it('is the text that a resident gets, to the letter, and how long it is', async () => {
    expect(await previewOf({ message: 'parcel-stored', language: 'en' })).toEqual([
      {
        message: 'parcel-stored',
        to: 'resident',
        language: 'en',
        channel: 'email',
        subject: 'Your parcel is at Rosewood Court',
        text: 'Your parcel is in door A07 at Rosewood Court. Your code is 12345678. Enter it at the locker to open the door.',
        characters: 109,
      },
      {
        message: 'parcel-stored',
        to: 'resident',
        language: 'en',
        channel: 'sms',
        text: 'Your parcel is in door A07 at Rosewood Court. Your code is 12345678. Enter it at the locker to open the door.',
        characters: 109,
        septets: 109,
        parts: 1,
      },
    ]);
  });

  it('has every message in every language, by each channel that carries it', async () => {
    const items = await previewOf({});
    const wanted = languageTags.flatMap((language) =>
      (Object.keys(messages) as MessageName[]).flatMap((message) =>
        messages[message].channels.map((channel) => `${message} ${language} ${channel}`),
      ),
    );
    expect(items.map(({ message, language, channel }) => `${message} ${language} ${channel}`).sort()).toEqual(
      wanted.sort(),
    );
    expect(items.filter(({ channel, parts }) => (channel === 'sms') !== (parts === 1))).toEqual([]);
    expect(items.filter(({ channel, subject }) => (channel === 'email') !== (subject !== undefined))).toEqual([]);
  });

  it('shows what was asked: a door, which reminder, whether something was seen', async () => {
    const about = { language: 'en', channel: 'sms' };
    const [reminder] = await previewOf({ ...about, message: 'reminder', step: '3', compartmentId: 'B12' });
    expect(reminder?.text).toMatch(/^Reminder 3: your parcel is waiting in door B12 at Rosewood Court\./);
    const [seen] = await previewOf({ ...about, message: 'parcel-left-behind' });
    const [unclear] = await previewOf({ ...about, message: 'parcel-left-behind', evidence: 'unclear' });
    expect([seen?.text, unclear?.text]).toEqual([
      expect.stringContaining('There is still something in door A07'),
      expect.stringContaining('We could not see if door A07'),
    ]);
    const [manager] = await previewOf({ ...about, message: 'resident-unreachable' });
    expect(manager?.text).toContain('Ada Lovelace (unit 12B)');
  });

  it.each([
    [{ message: 'greeting' }, 'invalid-query'],
    [{ language: 'de' }, 'invalid-query'],
    [{ channel: 'post' }, 'invalid-query'],
    [{ step: '0' }, 'invalid-query'],
    [{ step: 'one' }, 'invalid-query'],
    [{ compartmentId: 'no door' }, 'invalid-query'],
    [{ code: '87654321' }, 'invalid-query'],
    [{ siteId: 'elsewhere' }, 'not-found'],
  ])('of %o is refused: %s', async (query, code) => {
    expect(codeOf(await ask({ siteId: 'a', ...query }))).toBe(code);
  });
});

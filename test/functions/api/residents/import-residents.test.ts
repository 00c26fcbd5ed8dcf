import { describe, expect, it } from 'vitest';
import { residentLines } from '../../../../functions/api/residents/resident-lines.js';
import { breakPort, codeOf, makeHouse } from '../world.js';

const route = 'POST /v1/sites/{siteId}/residents/import';

async function importing() {
  const house = await makeHouse();
  const send = async (csv: string, dryRun?: boolean) =>
    house.call(house.manager, route, { path: house.path, body: { csv, ...(dryRun === undefined ? {} : { dryRun }) } });
  const names = async () => {
    const { body } = await house.call(house.manager, 'GET /v1/sites/{siteId}/residents', { path: house.path });
    return (body['items'] as { name: string }[]).map(({ name }) => name).sort();
  };
  return { ...house, send, names };
}

const two = 'name,unit,phone,email,language,needsLowDoor\nBob,3A,+15550100009,,fr,yes\nCam,3B,,cam@example.com,,';

describe('a file of residents', () => {
  it('is looked at, and creates nobody until it is said so', async () => {
    const { send, names } = await importing();
    const looked = await send(two);
    expect(looked.body).toEqual({
      ...{ outcome: 'looked', lines: 2, created: 0, unchanged: 0, mistakes: [], mistakesInAll: 0 },
    });
    expect(await names()).toEqual(['Ada Lovelace']);
  });

  it('creates each once, however often it comes, and asks emails to confirm', async () => {
    const { send, names, emailTopics, registry, path } = await importing();
    expect((await send(two, false)).body).toMatchObject({ outcome: 'imported', created: 2, unchanged: 0 });
    expect((await send(two, false)).body).toMatchObject({ outcome: 'imported', created: 0, unchanged: 2 });
    expect(await names()).toEqual(['Ada Lovelace', 'Bob', 'Cam']);
    expect(emailTopics.asked.map(({ email }) => email)).toEqual(['cam@example.com']);
    const { items } = await registry.residents.list(path.siteId as never, { limit: 10 });
    expect(items.find(({ name }) => name === 'Bob')).toMatchObject({
      ...{ unit: '3A', phone: '+15550100009', language: 'fr', needsLowDoor: true },
    });
  });

  it('with one wrong line creates nobody, and says which line and column', async () => {
    const { send, names } = await importing();
    const csv = 'name,unit,phone\nBob,3A,+15550100009\n,3B,+15550100010\nDee,3C,0123\nEve,3D,\n=1+1,3E,+15550100011';
    const { body } = await send(csv, false);
    expect(body).toMatchObject({ outcome: 'refused', lines: 1, created: 0, mistakesInAll: 4 });
    const where = (body['mistakes'] as { line: number; column?: string }[]).map(({ line, column }) => [line, column]);
    expect(where).toEqual([
      [3, 'name'],
      [4, 'phone'],
      [5, undefined], // Neither a phone nor an email.
      [6, 'name'],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/0123|Dee/);
    expect(await names()).toEqual(['Ada Lovelace']);
  });

  it('says of whom it knows otherwise that they are left as they are', async () => {
    const { send } = await importing();
    await send('name,unit,phone\nBob,3A,+15550100009', false);
    const { body } = await send('name,unit,phone\nBob,3A,+15550100099\nDee,3C,+15550100012', false);
    expect(body).toMatchObject({ outcome: 'imported', created: 1, mistakesInAll: 1, mistakes: [{ line: 2 }] });
  });

  it('that failed half-way is made whole by the same file again', async () => {
    const { send, names, emailTopics } = await importing();
    const { mend } = breakPort(emailTopics, 'subscribe');
    expect((await send(two, false)).status).toBe(500);
    mend();
    expect((await send(two, false)).body).toMatchObject({ outcome: 'imported', unchanged: 2 });
    expect(await names()).toEqual(['Ada Lovelace', 'Bob', 'Cam']);
    expect(emailTopics.asked).toHaveLength(1);
  });

  it('of a hundred thousand lines is refused whole', async () => {
    const { send } = await importing();
    const reply = await send(`name,unit,phone\n${'Bob,3A,+15550100009\n'.repeat(100_000)}`, false);
    expect([reply.status, codeOf(reply)]).toEqual([413, 'body-too-large']);
  });
});

describe('lines', () => {
  const requests = (csv: string) =>
    residentLines(csv).lines.map(({ line, request }) => [line, request.name, request.unit]);
  const first = (csv: string) => residentLines(csv).mistakes[0];

  it.each([
    ['a byte order mark', '\ufeffname,unit,phone\nBob,3A,+15550100009'],
    ['CRLF', 'name,unit,phone\r\nBob,3A,+15550100009\r\n'],
    ['semicolons', 'name;unit;phone\nBob;3A;+15550100009'],
    ['tabs', 'name\tunit\tphone\nBob\t3A\t+15550100009'],
    ['quotes', '"name","unit","phone"\n"Bob","3A","+15550100009"'],
    ['another order', 'phone,unit,name\n+15550100009,3A,Bob'],
    ['spaces about', ' name , unit , phone \n Bob , 3A , +15550100009 '],
  ])('are read with %s', (_what, csv) => {
    expect(requests(csv)).toEqual([[2, 'Bob', '3A']]);
  });

  it('keep their numbers across empty ones, and quotes keep separators', () => {
    const csv = 'name,unit,phone\n\n"Bob, the ""elder""",3A,+15550100009\n,,\nדוד 👩🏽‍🚀,3B,+15550100010';
    expect(requests(csv)).toEqual([
      [3, 'Bob, the "elder"', '3A'],
      [5, 'דוד 👩🏽‍🚀', '3B'],
    ]);
  });

  it.each([
    ['', 1, /columns name and unit are missing|names each column/],
    ['name,unit,password\nBob,3A,x', 1, /names each column once/],
    ['name,name,unit\nBob,Bob,3A', 1, /names each column once/],
    ['name,phone\nBob,+15550100009', 1, /unit are missing/],
    ['name,unit,phone\nBob,3A,+15550100009,more', 2, /more cells/],
    ['name,unit,phone\nBob,3A,+15550100009\nBob,3A,+15550100010', 3, /same person as line 2/],
    ['name,unit,phone,needsLowDoor\nBob,3A,+15550100009,maybe', 2, /not as it must be/],
    ['name,unit,phone\n"Bob\nby",3A,+15550100009', 2, /not as it must be/],
    [
      `name,unit,phone\n${Array.from({ length: 301 }, (_, i) => `Bob ${i},3A,+15550100009`).join('\n')}`,
      302,
      /at most 300/,
    ],
  ])('that are wrong are named: %#', (csv, line, message) => {
    expect(first(csv)).toMatchObject({ line, message: expect.stringMatching(message) as string });
  });

  it('may be three hundred', () => {
    const csv = `name,unit,phone\n${Array.from({ length: 300 }, (_, i) => `Bob ${i},3A,+15550100009`).join('\n')}`;
    expect(residentLines(csv)).toMatchObject({ mistakes: [], lines: { length: 300 } });
  });
});

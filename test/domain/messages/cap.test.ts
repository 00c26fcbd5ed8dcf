import { describe, expect, it } from 'vitest';
import { allowancesOf, dayOf } from '../../../domain/messages/cap.js';
import { messages, type MessageName } from '../../../domain/messages/index.js';

const caps = { residentMessagesPerDayMax: 30, siteMessagesPerDayMax: 1_000 };
const names = Object.keys(messages) as MessageName[];

describe('the day’s caps', () => {
  it.each(['reminder', 'space-needed', 'door-trouble', 'door-needs-you', 'deposit-found-empty'] as const)(
    'stop %s at two thirds, whatever channel it has',
    (message) => {
      expect(allowancesOf(message, caps)).toEqual([{ most: { person: 20, site: 666 }, channels: ['email', 'sms'] }]);
    },
  );

  it.each(['parcel-stored', 'code-reissued', 'parcel-left-behind', 'parcel-overdue', 'parcel-returned'] as const)(
    'let %s go on by email alone, to twice as many',
    (message) => {
      expect(allowancesOf(message, caps)).toEqual([
        { most: { person: 30, site: 1_000 }, channels: ['email', 'sms'] },
        { most: { person: 60, site: 2_000 }, channels: ['email'] },
      ]);
    },
  );

  it('are the site’s alone for its manager, who stands in for everybody', () => {
    expect(allowancesOf('resident-unreachable', caps)[0]?.most).toEqual({ person: 1_000, site: 1_000 });
  });

  it('keep back no message with a code, and none to a manager, as long as a reminder may go', () => {
    const lesser = names.filter((name) => messages[name].weight !== 'needed');
    expect(lesser).not.toContain('parcel-stored');
    for (const name of names.filter((one) => !lesser.includes(one))) {
      const { most } = allowancesOf(name, caps)[0]!;
      expect([name, most.person > 20, most.site > 666]).toEqual([name, true, true]);
    }
  });

  it('leave room for one of each kind at their lowest', () => {
    const lowest = { residentMessagesPerDayMax: 3, siteMessagesPerDayMax: 10 };
    expect(names.flatMap((name) => allowancesOf(name, lowest)).filter(({ most }) => most.person < 1)).toEqual([]);
  });
});

describe('a day', () => {
  it.each([
    ['2026-01-05T04:59:59Z', 'America/New_York', '2026-01-04'],
    ['2026-01-05T05:00:00Z', 'America/New_York', '2026-01-05'],
    ['2026-07-04T21:59:59Z', 'Europe/Berlin', '2026-07-04'],
    ['2026-07-04T22:00:00Z', 'Europe/Berlin', '2026-07-05'],
  ])('at %s in %s is %s', (instant, timeZone, date) => {
    const day = dayOf(Date.parse(instant), timeZone);
    expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe(date);
  });
});

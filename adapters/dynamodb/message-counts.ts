import { createHash } from 'node:crypto';
import type { Counted, MessageCounts } from '../../app/ports.js';
import type { TableAccess } from './access.js';
import { hasNo, type Condition } from './expression.js';
import { keys, type Key } from './table.js';

/** A site's day is spread over so many items by person: a hundred people each before one is a second write unit, in 1 KB. */
const shardsOfDay = 8;
/** Of no use when their day is over everywhere; a day or two more do no harm. */
const keptDays = 3;
const daySeconds = 86_400;

/**
 * Messages counted in one write: an item has its share of the site's day and, of each person who falls to it, how many they
 * were told. While neither is full, that is all. A full share is made up for by the others, so that the site's number is exact.
 */
export function dynamoMessageCounts(table: TableAccess): MessageCounts {
  const add = (at: Place, shard: number, names: readonly string[], below: readonly Below[]): Promise<boolean> =>
    table.update(at.keyOf(shard), {
      set: [['ttl', at.ttl]],
      add: Object.fromEntries(names.map((name) => [name, 1])),
      condition: areBelow(below),
    });
  return {
    async take(counted, most) {
      const at = placeOf(counted);
      const person: Below = [at.person, most.person];
      const ofSite = (shard: number): Below => [total, shareOf(most.site, shard)];
      if (await add(at, at.shard, [total, at.person], [ofSite(at.shard), person])) return true;
      const item = await table.get(at.keyOf(at.shard), { isConsistent: true });
      if (Number(item?.[at.person] ?? 0) >= most.person) return false;
      for (let i = 1; i < shardsOfDay; i++) {
        const shard = (at.shard + i) % shardsOfDay;
        if (await add(at, shard, [total], [ofSite(shard)])) return add(at, at.shard, [at.person], [person]);
      }
      return false;
    },
    async giveBack(counted) {
      const at = placeOf(counted);
      // Where another item had made room for it, this one has one fewer than none: together they are as many as there were.
      await table.update(at.keyOf(at.shard), {
        add: { [total]: -1, [at.person]: -1 },
        condition: (x) => `${x.name(at.person)} > ${x.value(0)}`,
      });
    },
  };
}

const total = 'total';
type Below = readonly [name: string, most: number];

interface Place {
  keyOf: (shard: number) => Key;
  shard: number;
  /** The attribute that counts for the person: 48 bits of a hash, so that an item says of nobody in words that they were told. */
  person: string;
  /** Seconds since 1970. */
  ttl: number;
}

function placeOf({ siteId, day, person }: Counted): Place {
  const hash = createHash('sha256').update(`${siteId}/${person}`).digest();
  return {
    keyOf: (shard) => keys.messageCounts(siteId, day, shard),
    shard: hash.readUInt8(31) % shardsOfDay,
    person: `p${hash.subarray(0, 6).toString('base64url')}`,
    ttl: (day + keptDays) * daySeconds,
  };
}

/** They add up to the whole. */
const shareOf = (whole: number, shard: number): number =>
  Math.floor(whole / shardsOfDay) + (shard < whole % shardsOfDay ? 1 : 0);

const areBelow =
  (below: readonly Below[]): Condition =>
  (x) =>
    below
      .map(([name, most]) => {
        const isLess = `${x.name(name)} < ${x.value(most)}`; // Never so of a count that is not there yet.
        return most > 0 ? `(${hasNo(x, name)} OR ${isLess})` : isLess;
      })
      .join(' AND ');

import * as z from 'zod/mini';
import { compartmentPattern, idPattern, type CompartmentId } from '../../domain/ids.js';
import { languageTags } from '../../domain/messages/language.js';

/** The parts that request and response schemas are made of. Every text has a length and a set of characters, every number a range. */

export const text = <T extends string = string>(pattern: RegExp) =>
  z.string().check(z.regex(pattern)) as unknown as z.ZodMiniType<T, T>;

export const id = <T extends string>() => text<T>(idPattern);

export const compartmentId = () => text<CompartmentId>(compartmentPattern);

/** What somebody reads and is written to in. */
export const language = () => z.enum(languageTags);

/**
 * Names of people and buildings: one line, something to see in it, no control, format or private character but the two
 * joiners, without which Persian names and some emoji are not what they are.
 */
export const name = () => printable(80);

export const printable = (lengthMax: number) =>
  z
    .string()
    .check(
      z.regex(new RegExp(`^(?=.*[^\\s${joiners}])(?:[^\\p{C}\\p{Zl}\\p{Zp}]|[${joiners}]){1,${lengthMax}}$`, 'u')),
    );

const joiners = '\\u200c\\u200d';

/** ITU-T E.164: a plus, then at most 15 digits. Shorter than 7 is no subscriber's number. */
export const phone = () => z.string().check(z.regex(/^\+[1-9]\d{6,14}$/));

/** As the HTML standard's email state, with a dot in the domain, and at most 254 characters (RFC 5321, path of 256). */
export const email = () =>
  z
    .string()
    .check(
      z.maxLength(254),
      z.regex(
        /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/,
      ),
    );

/** An instant, Unix milliseconds, to the end of year 9999. */
export const instantMs = () => whole(0, 253_402_300_799_999);

export const whole = (min: number, max: number) => z.number().check(z.int(), z.minimum(min), z.maximum(max));

/** Why a named person does it: it stands in the custody log under their name. */
export const reason = () => printable(200);

/** Query parameters come as text. */
export const pageQuery = () => ({
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,2048}\.[A-Za-z0-9_-]{1,64}$/))),
});

/** A page may be shorter than its limit: only a page without a cursor is the last. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.strictObject({ items: z.array(item), cursor: z.optional(z.string()) });

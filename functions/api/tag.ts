import { hash } from 'node:crypto';
import type { IfMatch } from '../../app/api/if-match.js';

/**
 * The entity tag (RFC 9110) of what is answered: the version of the thing, which a change is held against, and a digest of
 * the answer, for some of what is shown follows from the time or stands in other items.
 */
export const tagOf = (version: number, body: unknown): string =>
  `"${version}-${hash('sha256', JSON.stringify(body), 'base64url').slice(0, 16)}"`;

const tag = String.raw`(?:W\/)?"[\x21\x23-\x7e]*"`;
const tags = new RegExp(`^${tag}(?:[ \\t]*,[ \\t]*${tag})*$`);
/** Far more than anybody has read of one thing. */
const headerMax = 1_024;

/** The versions that an If-Match names; a tag that is weak, or none of ours, names none. Malformed, it is not a list of tags. */
export function readIfMatch(header: string | undefined): { ifMatch: IfMatch } | 'malformed' {
  if (header === undefined) return { ifMatch: undefined };
  if (header.trim() === '*') return { ifMatch: '*' };
  if (header.length > headerMax || !tags.test(header.trim())) return 'malformed';
  const versions = [...header.matchAll(/(?<!W\/)"(\d{1,15})-[\w-]{16}"/g)].map(([, version]) => Number(version));
  return { ifMatch: versions };
}

/** Does an If-None-Match name this tag? Whoever has it, weakly or not, needs no second copy. */
export const isNamedBy = (header: string | undefined, wanted: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(/\s*,\s*/).some((one) => one.replace(/^\s*W\//, '').trim() === wanted));

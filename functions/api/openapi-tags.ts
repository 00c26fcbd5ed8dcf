type Json = Record<string, unknown>;

/** What the OpenAPI document says of entity tags, once for all operations. */

export const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  description:
    'ETags of what this changes, as they were read, or *: it is changed only if it is still so, and else refused with 412. ' +
    'Left out, it is changed however it is by now.',
  schema: { type: 'string', maxLength: 1_024 },
};

export const ifNoneMatch: Json = {
  name: 'If-None-Match',
  in: 'header',
  description: 'ETags that the caller has the answer of: one that would be the same is not sent again.',
  schema: { type: 'string' },
};

export const etag: Json = {
  required: true,
  description:
    'Of this answer. A change of the thing that it shows is made on the version that it names: see If-Match.',
  schema: { type: 'string', pattern: '^"[0-9]+-[A-Za-z0-9_-]{16}"$' },
};

export const notModified: Json = {
  description: 'As the caller has it.',
  headers: { ETag: { $ref: '#/components/headers/ETag' } },
};

/** A cursor that is not one of ours: whoever sent it made it up. The API answers with a bad request. */
export class BadCursorError extends Error {
  public constructor() {
    super('the cursor is not one that this list gave: leave it out to begin anew');
    this.name = 'BadCursorError';
  }
}

/** Where a list goes on, as an opaque word of [A-Za-z0-9_-]: the sort key of the last item that was shown. */
export const cursorAfter = (sortKey: string): string => Buffer.from(sortKey).toString('base64url');

/** @throws BadCursorError for what `cursorAfter` cannot have made. */
export function sortKeyOf(cursor: string): string {
  const sortKey = Buffer.from(cursor, 'base64url').toString();
  if (sortKey === '' || sortKey.length > 512 || cursorAfter(sortKey) !== cursor) throw new BadCursorError();
  return sortKey;
}

/** A page is at least one item and at most a hundred, whatever was asked for. */
export const pageLimit = (limit: number): number => Math.min(100, Math.max(1, Math.floor(limit) || 1));

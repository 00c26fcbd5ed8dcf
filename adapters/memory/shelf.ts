/** May an eventually consistent read answer with what was so before the last write? */
export type IsStale = () => boolean;

interface Slot<Row> {
  readonly now: Kept<Row>;
  readonly before: Kept<Row> | undefined;
}

/**
 * Rows by key, kept as frozen copies: what was put in is not what is kept, and whoever changes in place what comes
 * out throws. As in a table, `undefined` is not kept.
 */
export class Shelf<Row> {
  private readonly slots = new Map<string, Slot<Row>>();

  public constructor(private readonly isStale: IsStale = () => false) {}

  public get(key: string): Row | undefined {
    return this.slots.get(key)?.now.row;
  }

  /** Eventually consistent. */
  public peek(key: string): Row | undefined {
    const slot = this.slots.get(key);
    return (slot && this.isStale() ? slot.before : slot?.now)?.row;
  }

  public set(key: string, row: Row): void {
    this.slots.set(key, { now: new Kept(row), before: this.slots.get(key)?.now });
  }

  public delete(key: string): void {
    this.slots.delete(key);
  }

  /** Creates. `false`: it exists. */
  public add(key: string, row: Row): boolean {
    if (this.slots.has(key)) return false;
    this.set(key, row);
    return true;
  }

  /** As it is now, in the order of the keys. */
  public rows(): Row[] {
    const byKey = [...this.slots].sort(([a], [b]) => (a < b ? -1 : 1));
    return byKey.map(([, { now }]) => now.row);
  }

  /** Eventually consistent, in the order of the keys. */
  public list(isWanted: (key: string) => boolean = () => true): [key: string, row: Row][] {
    const keys = [...this.slots.keys()].filter(isWanted).sort();
    return keys.flatMap((key) => {
      const row = this.peek(key);
      return row === undefined ? [] : [[key, row] as [string, Row]];
    });
  }
}

/** Text until it is first read: most rows never are. */
class Kept<Row> {
  private text: string | undefined;
  private copy: Row | undefined;

  public constructor(row: Row) {
    this.text = JSON.stringify(row);
  }

  public get row(): Row {
    if (this.text !== undefined) this.copy = frozen(JSON.parse(this.text) as Row);
    this.text = undefined;
    return this.copy as Row;
  }
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** Shelves by partition, so that a list of one reads nothing of the others. */
export class Shelves<Row> {
  private readonly shelves = new Map<string, Shelf<Row>>();

  public constructor(private readonly isStale?: IsStale) {}

  public of(partition: string): Shelf<Row> {
    const shelf = this.shelves.get(partition) ?? new Shelf<Row>(this.isStale);
    this.shelves.set(partition, shelf);
    return shelf;
  }

  public all(): Row[] {
    return [...this.shelves.values()].flatMap((shelf) => shelf.rows());
  }

  /** Eventually consistent. */
  public peekAll(): Row[] {
    return [...this.shelves.values()].flatMap((shelf) => shelf.list().map(([, row]) => row));
  }
}

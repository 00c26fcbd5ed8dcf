/** May an eventually consistent read answer with what was so before the last write? */
export type IsStale = () => boolean;

interface Slot<Row> {
  readonly now: Row;
  readonly before: Row | undefined;
}

/**
 * Rows by key, kept as frozen copies: what was put in is not what is kept, and whoever changes in place what comes
 * out throws. As in a table, `undefined` is not kept.
 */
export class Shelf<Row> {
  private readonly slots = new Map<string, Slot<Row>>();
  /** In order, until a key comes or goes: of what is listed often, such as the doors of a bank, hardly any does. */
  private ordered: readonly string[] | undefined;

  public constructor(private readonly isStale: IsStale = () => false) {}

  public get(key: string): Row | undefined {
    return this.slots.get(key)?.now;
  }

  /** Eventually consistent. */
  public peek(key: string): Row | undefined {
    const slot = this.slots.get(key);
    return slot && this.isStale() ? slot.before : slot?.now;
  }

  public set(key: string, row: Row): void {
    const before = this.slots.get(key);
    if (!before) this.ordered = undefined;
    this.slots.set(key, { now: frozenCopy(row), before: before?.now });
  }

  public delete(key: string): void {
    if (this.slots.delete(key)) this.ordered = undefined;
  }

  /** Creates. `false`: it exists. */
  public add(key: string, row: Row): boolean {
    if (this.slots.has(key)) return false;
    this.set(key, row);
    return true;
  }

  /** As it is now, in the order of the keys. */
  public rows(): Row[] {
    return this.keys().map((key) => this.slots.get(key)!.now);
  }

  /** Eventually consistent, in the order of the keys. */
  public list(isWanted: (key: string) => boolean = () => true): [key: string, row: Row][] {
    const listed: [string, Row][] = [];
    for (const key of this.keys()) {
      const row = isWanted(key) ? this.peek(key) : undefined;
      if (row !== undefined) listed.push([key, row]);
    }
    return listed;
  }

  private keys(): readonly string[] {
    return (this.ordered ??= [...this.slots.keys()].sort());
  }
}

/**
 * As a table keeps it: without `undefined` (in a list `null`), and nobody else's. What is frozen already was copied here
 * before, as a part of a row that this one was made from, and is shared with it: most of a row stays as it was.
 */
export function frozenCopy<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  return Object.freeze(Array.isArray(value) ? (value.map(itemCopy) as Value) : fieldsCopy(value));
}

const itemCopy = (item: unknown): unknown => frozenCopy(item ?? null);

function fieldsCopy<Value extends object>(value: Value): Value {
  const kept: Record<string, unknown> = {};
  for (const name in value) {
    const field: unknown = value[name];
    if (field !== undefined) kept[name] = typeof field === 'object' ? frozenCopy(field) : field;
  }
  return kept as Value;
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

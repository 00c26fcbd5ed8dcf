/** May an eventually consistent read answer with what was so before the last write? */
export type IsStale = () => boolean;

interface Slot {
  now: string | undefined;
  before: string | undefined;
}

/**
 * Rows by key, kept as text: what goes in or comes out is never the same object, so that whoever changes a value in
 * place shows. As in a table, `undefined` is not kept.
 */
export class Shelf<Row> {
  private readonly slots = new Map<string, Slot>();

  public constructor(private readonly isStale: IsStale = () => false) {}

  public get(key: string): Row | undefined {
    return parse(this.slots.get(key)?.now);
  }

  /** Eventually consistent. */
  public peek(key: string): Row | undefined {
    const slot = this.slots.get(key);
    return parse(slot && this.isStale() ? slot.before : slot?.now);
  }

  public set(key: string, row: Row): void {
    this.slots.set(key, { now: JSON.stringify(row), before: this.slots.get(key)?.now });
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

  /** Eventually consistent, in the order of the keys. */
  public list(isWanted: (key: string) => boolean = () => true): [key: string, row: Row][] {
    const keys = [...this.slots.keys()].filter(isWanted).sort();
    return keys.flatMap((key) => {
      const row = this.peek(key);
      return row === undefined ? [] : [[key, row] as [string, Row]];
    });
  }
}

const parse = <Row>(text: string | undefined): Row | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as Row);

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
    return [...this.shelves.values()].flatMap((shelf) => shelf.list().map(([, row]) => row));
  }
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  fire: (() => unknown) | undefined;
}

/** What waits for an instant, earliest first; of two at the same instant the one that was set first. A binary heap. */
export class TimerQueue {
  private readonly heap: Timer[] = [];
  private count = 0;

  public add(atMs: number, fire: () => unknown): () => void {
    if (!Number.isFinite(atMs)) throw new RangeError(`a timer needs a finite instant, was given ${atMs}`);
    const timer: Timer = { atMs, order: this.count++, fire };
    this.heap.push(timer);
    this.rise(this.heap.length - 1);
    return () => void (timer.fire = undefined);
  }

  public nextAtMs(): number | undefined {
    this.dropCancelled();
    return this.heap[0]?.atMs;
  }

  /** Takes the earliest that is due at `nowMs`, or nothing. */
  public takeDue(nowMs: number): (() => unknown) | undefined {
    this.dropCancelled();
    const first = this.heap[0];
    if (!first || first.atMs > nowMs) return undefined;
    this.removeFirst();
    return first.fire;
  }

  public clear(): void {
    this.heap.length = 0;
  }

  private dropCancelled(): void {
    while (this.heap[0] && !this.heap[0].fire) this.removeFirst();
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(from: number): void {
    for (let child = from; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(child, parent)) return;
      this.swap(child, parent);
      child = parent;
    }
  }

  private sink(from: number): void {
    for (let parent = from; ;) {
      const left = 2 * parent + 1;
      let least = parent;
      if (left < this.heap.length && this.isBefore(left, least)) least = left;
      if (left + 1 < this.heap.length && this.isBefore(left + 1, least)) least = left + 1;
      if (least === parent) return;
      this.swap(parent, least);
      parent = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [first, second] = [this.heap[a]!, this.heap[b]!];
    return first.atMs - second.atMs < 0 || (first.atMs === second.atMs && first.order < second.order);
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}

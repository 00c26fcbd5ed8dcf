/** What a switch needs of its door. */
export interface SwitchHost<Seen> {
  uptimeMs(): number;
  /** Forgotten when the controller starts again. */
  setTimer(ms: number, fn: () => void): void;
  opened(seen: Seen, atUptimeMs: number): void;
  closed(atUptimeMs: number): void;
}

/** What it says and is not believed yet; of an opening, what was so when it began. */
interface Change<Seen> {
  atUptimeMs: number;
  seen?: Seen | undefined;
}

/** A door's switch: what it says anew is believed once it has said it for as long as its debounce. */
export class VirtualSwitch<Seen extends object> {
  /** As the controller believes it. */
  saysOpen = false;
  /** Milliseconds, kept in flash; 0: each change is believed at once. */
  debounceMs = 0;
  private readonly host: SwitchHost<Seen>;
  private pending: Change<Seen> | undefined;

  constructor(host: SwitchHost<Seen>) {
    this.host = host;
  }

  /** It is looked at; `see` is what there is to be seen should it be opening. */
  read(isOpen: boolean, see: () => Seen): void {
    if (isOpen === this.saysOpen) return void (this.pending = undefined);
    if (this.pending) return;
    const change = { atUptimeMs: this.host.uptimeMs(), seen: isOpen ? see() : undefined };
    this.pending = change;
    if (this.debounceMs === 0) return this.believe(change);
    this.host.setTimer(this.debounceMs, () => {
      if (this.pending === change) this.believe(change);
    });
  }

  /** The controller starts again. True: it was about to believe something, and has to see it anew. */
  reboot(): boolean {
    const wasChanging = this.pending !== undefined;
    this.pending = undefined;
    return wasChanging;
  }

  private believe({ atUptimeMs, seen }: Change<Seen>): void {
    this.pending = undefined;
    this.saysOpen = seen !== undefined;
    if (seen) this.host.opened(seen, atUptimeMs);
    else this.host.closed(atUptimeMs);
  }
}

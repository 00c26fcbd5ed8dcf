const minuteMs = 60_000;

/**
 * The bank's own guard against mass opening: whoever commands it, more locks than this do not let go within a minute. Then
 * none does until the controller has started again. The count is of the running time alone, and not in flash.
 */
export class OpensGuard {
  private readonly perMinuteMax: number;
  private readonly uptimeMs: () => number;
  private openedAtMs: number[] = [];
  private isTripped = false;

  constructor({ perMinuteMax = Infinity, uptimeMs }: { perMinuteMax?: number | undefined; uptimeMs: () => number }) {
    this.perMinuteMax = perMinuteMax;
    this.uptimeMs = uptimeMs;
  }

  /** May one more lock let go now? Counted if so. */
  admits(): boolean {
    const nowMs = this.uptimeMs();
    this.openedAtMs = this.openedAtMs.filter((atMs) => nowMs - atMs < minuteMs);
    this.isTripped ||= this.openedAtMs.length >= this.perMinuteMax;
    if (!this.isTripped) this.openedAtMs.push(nowMs);
    return !this.isTripped;
  }

  /** The controller has started. */
  reset(): void {
    this.openedAtMs = [];
    this.isTripped = false;
  }
}

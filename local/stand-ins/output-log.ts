const LINES_MAX = 1_000;
const LINE_MAX_CHARS = 8_192;

/** What one function printed: the last lines, and the bytes of all of them. */
export class OutputLog {
  public bytes = 0;
  private kept: string[] = [];
  private partial = '';

  /** Lines of the `runtime` are kept but not counted: the function did not print them. */
  public add(text: string, source: 'function' | 'runtime' = 'function'): void {
    if (source === 'function') this.bytes += Buffer.byteLength(text);
    const parts = (this.partial + text).split('\n');
    this.partial = (parts.pop() ?? '').slice(0, LINE_MAX_CHARS);
    for (const line of parts) this.kept.push(line.slice(0, LINE_MAX_CHARS));
    if (this.kept.length > 2 * LINES_MAX) this.kept = this.kept.slice(-LINES_MAX);
  }

  public lines(): readonly string[] {
    const all = this.partial ? [...this.kept, this.partial] : this.kept;
    return all.slice(-LINES_MAX);
  }
}

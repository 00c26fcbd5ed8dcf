/** Round numbers from 0 to at least `most`, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function ticks(most: number, { count = 5 } = {}): number[] {
  const rough = Math.max(1, most / count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5].map((times) => times * power).find((one) => one >= rough) ?? 10 * power;
  const steps = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: steps + 1 }, (_tick, i) => i * step);
}

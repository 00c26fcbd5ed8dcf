import type { TallyOfCause } from '../../domain/reports/operations.js';

const row = 20;
const [left, wide, width] = [170, 360, 640] as const;

/** One bar a cause, as long as its incidents are many: what was closed from afar, and the rest. */
export function barsOf(tallies: readonly TallyOfCause[]): string {
  const most = Math.max(1, ...tallies.map(({ incidents }) => incidents));
  const bars = [...tallies].sort((a, b) => b.incidents - a.incidents).map((tally, i) => barOf(tally, i, wide / most));
  const height = 50 + row * tallies.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="white"/>
<text x="${left}" y="22" font-size="13" font-weight="bold">Incidents by cause: closed from afar (blue), and not (orange)</text>
${bars.join('\n')}
</svg>
`;
}

function barOf({ cause, incidents, mendedRemotely, remoteResolutionRate }: TallyOfCause, i: number, scale: number) {
  const y = 36 + row * i;
  const [afar, whole] = [mendedRemotely * scale, incidents * scale].map((length) => Math.round(length * 10) / 10);
  const share = remoteResolutionRate === undefined ? '' : `, ${Math.round(remoteResolutionRate * 100)} %`;
  return [
    `<text x="${left - 8}" y="${y + 11}" text-anchor="end">${cause}</text>`,
    `<rect x="${left}" y="${y}" width="${whole}" height="14" fill="#d55e00"/>`,
    `<rect x="${left}" y="${y}" width="${afar}" height="14" fill="#0072b2"/>`,
    `<text x="${left + (whole ?? 0) + 6}" y="${y + 11}">${incidents}${share}</text>`,
  ].join('\n');
}

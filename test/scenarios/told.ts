import type { TimelineRow } from '../../domain/incident/timeline.js';

/** What a row of a timeline says, in the words of a scenario; undefined where it is of no interest to one. */
export function textOf(
  { what, detail = {} }: Pick<TimelineRow, 'what' | 'detail'>,
  { visit }: { visit?: { bring: readonly string[] } | undefined },
): string | undefined {
  switch (what) {
    case 'incident-raised':
      return 'raised';
    case 'step-begun':
      return String(detail['step']) + (Number(detail['tries']) > 1 ? ' again' : '');
    case 'outcome-asked':
      return 'asked what became of it';
    case 'outcome-told':
      return String(detail['outcome']);
    case 'action-taken':
      return `a person: ${detail['command']}`;
    case 'incident-dispatched':
      return `visit: ${visit?.bring.join(', ')}`;
    case 'incident-resolved':
      return `resolved ${detail['how']}, ${detail['by']}`;
    case 'trial-begun':
      return 'on trial';
    case 'incident-muted':
      return 'muted';
    case 'incident-unmuted':
      return 'goes on';
    case 'steps-used-up':
      return 'waits';
    case 'incident-closed':
      return 'closed';
    case 'incident-repeated':
      return 'repeated';
    default:
      return undefined;
  }
}

/** What an alert is about, beside its cause: nothing more, a visit, or the end. */
export function aboutOf(body: string): '' | ' visit' | ' over' {
  if (/A visit is needed/.test(body)) return ' visit';
  return body.startsWith('Over: ') ? ' over' : '';
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** `23 min`, `2 h 15 min`, `0 s`: whole seconds. */
export function span(ms: number): string {
  let left = Math.round(ms / 1_000) * 1_000;
  const parts: string[] = [];
  for (const [unit, unitMs] of units) {
    const n = Math.floor(left / unitMs);
    left -= n * unitMs;
    if (n > 0) parts.push(`${n} ${unit}`);
  }
  return parts.join(' ') || '0 s';
}

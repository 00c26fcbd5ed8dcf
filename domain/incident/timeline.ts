import type { IncidentEvent } from './events.js';

/** What was seen and done, in order, without names, numbers or codes of people. */
export interface TimelineRow {
  /** When it happened; of sightings that follow each other, the first of them. */
  atMs: number;
  /** The event's type. */
  what: IncidentEvent['type'];
  /** The token's subject, where a named person did it. */
  actor?: string | undefined;
  detail?: Readonly<Record<string, string | number>> | undefined;
  /** Of sightings that follow each other: how many, and the last of them. */
  times?: number | undefined;
  untilMs?: number | undefined;
}

/** The beginning and the latest of it; what lay between is counted. */
export interface Timeline {
  rows: TimelineRow[];
  omitted: number;
}

/** A choice: enough for what came of it, in an item of a few kilobytes. */
const rowsMax = 40;
/** Of those, how the case began. */
const firstRows = 10;

/** Sightings in a row are one row: what was done between them must not be lost for their sake. */
export function withRow({ rows, omitted }: Timeline, row: TimelineRow): Timeline {
  const last = rows.at(-1);
  if (last?.what === 'incident-seen' && row.what === 'incident-seen') {
    const detail = row.detail && { ...last.detail, ...row.detail };
    const merged = { ...last, detail, times: (last.times ?? 1) + 1, untilMs: row.atMs };
    return { rows: [...rows.slice(0, -1), merged], omitted };
  }
  if (rows.length < rowsMax) return { rows: [...rows, row], omitted };
  return { rows: [...rows.slice(0, firstRows), ...rows.slice(firstRows + 1), row], omitted: omitted + 1 };
}

export const lastSighting = ({ rows }: Pick<Timeline, 'rows'>): TimelineRow | undefined =>
  rows.findLast(({ what }) => what === 'incident-raised' || what === 'incident-seen');

/** What its cause was last seen with. */
export const lastSeen = (timeline: Pick<Timeline, 'rows'>): TimelineRow['detail'] => lastSighting(timeline)?.detail;

/** Whether a case was seen with all of this in its detail. */
export const isSeenWith = (detail: TimelineRow['detail'], wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([name, value]) => detail?.[name] === value);

/** What people read of an event; that a look found nothing new is nothing to read. */
export function rowOf(event: IncidentEvent): TimelineRow | undefined {
  const row = { atMs: event.atMs, what: event.type };
  switch (event.type) {
    case 'incident-raised':
    case 'incident-seen':
      return { ...row, atMs: event.sighting.occurredAtMs, detail: event.sighting.detail };
    case 'step-begun': {
      const { name: step, tries, action, tellAtMs } = event;
      return { ...row, detail: { step, tries, action: action.do, ...(tellAtMs === undefined ? {} : { tellAtMs }) } };
    }
    case 'outcome-asked':
      return { ...row, detail: { commandId: event.commandId } };
    case 'outcome-told': {
      const { commandId, outcome, reason } = event;
      return { ...row, detail: { commandId, outcome, ...(reason === undefined ? {} : { reason }) } };
    }
    case 'action-taken':
      return { ...row, actor: event.actor, detail: { command: event.command, commandId: event.commandId } };
    case 'incident-dispatched':
      return { ...row, actor: event.actor, detail: noteOf(event) };
    case 'incident-resolved':
      return { ...row, actor: event.actor, detail: { how: event.how, by: event.by, ...noteOf(event) } };
    case 'incident-repeated':
      return { ...row, detail: { by: event.by } };
    case 'trial-begun':
    case 'incident-muted':
    case 'incident-unmuted':
    case 'steps-used-up':
    case 'incident-closed':
      return row;
    case 'look-postponed':
    case 'end-noted':
      return undefined;
    default:
      return event satisfies never;
  }
}

const noteOf = ({ note }: { note?: string | undefined }): Record<string, string> =>
  note === undefined ? {} : { note };

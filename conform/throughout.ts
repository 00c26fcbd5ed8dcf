import { isDeepStrictEqual } from 'node:util';
import { profileOf } from '../domain/sensing/profiles/index.js';
import { Counting } from './counting.js';
import { brief, isEnvelopeWhole } from './mistakes.js';
import type { Heard, Json, Session } from './session.js';
import type { Verdicts } from './verdicts.js';
import type { Observed } from './wire.js';

/** Acknowledgements that may be missing at the end. */
const onTheWayMax = 2;
/** A clock of a controller may be off a little; an uptime in seconds or a stale one is off by far more. */
const paceMs = 5_000;
/** What closes a connection on AWS for a message that a bank may not send. */
const forbidden = ['publish-denied', 'topic-invalid', 'topic-reserved', 'retain-reserved', 'qos-2'];

/** Looks at everything that the bank does, from its first packet to the last. */
export function watchThroughout(session: Session, verdicts: Verdicts): { finish(): void } {
  const counting = new Counting(session.config, verdicts);
  const paces = new Map<number, number>();
  const bodies = new Map<string, Json>();
  session.listeners.push((seen, heard) => {
    watchPacket(session, verdicts, seen);
    if (!heard) return;
    watchMessage(session, verdicts, heard);
    if (!isEnvelopeWhole(heard.message)) return;
    watchIdentity(verdicts, heard, bodies);
    watchPace(verdicts, heard, paces);
    counting.take(heard);
  });
  return {
    finish: () => {
      counting.finish();
      const acknowledged = session.seen.filter(({ kind }) => kind === 'acknowledge').length;
      const isEnough = acknowledged >= session.sentCount - onTheWayMax;
      if (session.sentCount > 0)
        verdicts.expect('acknowledges', isEnough, () => `${acknowledged} of ${session.sentCount} were acknowledged`);
    },
  };
}

function watchPacket({ config }: Session, verdicts: Verdicts, seen: Observed): void {
  const { bankId, rules } = config;
  if (seen.kind === 'refused' && forbidden.includes(seen.reason)) {
    verdicts.expect('topics', false, () => `${seen.reason}: ${seen.detail}`);
  }
  if (seen.kind === 'refused' && seen.reason === 'payload-too-large') {
    verdicts.expect('envelope', false, () => `a message of more than 128 KB on ${seen.detail}`);
  }
  if (seen.kind !== 'publish') return;
  const ours = Object.entries(rules).map(([kind, rule]) => `$aws/rules/${rule}/lockers/v1/${bankId}/${kind}`);
  verdicts.expect('topics', ours.includes(seen.topic), () => `a message on ${seen.topic}`);
  verdicts.expect('qos-1', seen.qos === 1, () => `QoS ${seen.qos} on ${seen.topic}`);
}

function watchMessage({ config }: Session, verdicts: Verdicts, heard: Heard): void {
  const { message, type, kind, refusal, mistakes } = heard;
  const isWhole = isEnvelopeWhole(message);
  const what = `${type || 'a message'} on ${kind}: ${refusal}${mistakes.length > 0 ? `: ${mistakes.join('; ')}` : ''}`;
  verdicts.expect('envelope', isWhole, () => what);
  if (isWhole) verdicts.expect('bodies', refusal === '', () => what);
  if (isWhole) {
    const { controllerId } = message;
    verdicts.expect('controller-id', controllerId === config.controllerId, () => brief(controllerId));
  }
  if (refusal !== '') return;
  const doors = config.doors.map(({ compartmentId }) => compartmentId);
  const strange = namedDoors(message).filter((door) => !doors.includes(door));
  verdicts.expect('doors', strange.length === 0, () => `${type} names ${strange.join(', ')}`);
  for (const window of windowsIn(message)) watchWindow(config.profile, verdicts, type, window);
}

function namedDoors({ compartmentId, doorCycles, doors }: Json): string[] {
  const named = [doorCycles, doors].flatMap((byDoor) => Object.keys((byDoor as Json | undefined) ?? {}));
  return typeof compartmentId === 'string' ? [...named, compartmentId] : named;
}

/** Every window of a message, wherever it stands in it. */
function windowsIn({ before, after, windows, doors }: Json): Json[] {
  const scanned = Object.values((doors as Record<string, Json> | undefined) ?? {}).map((look) => look['windows']);
  return [before, after, windows, ...scanned].flatMap((list) => (list as Json[] | undefined) ?? []);
}

/** A kind that has no profile here says nothing to the cloud: it is looked at only as far as the bank's own profile goes. */
function watchWindow(profile: string, verdicts: Verdicts, type: string, { kind, unit, samples }: Json): void {
  const kinds = profile.split('+');
  const known = profileOf(String(kind));
  const isKnown = kinds.includes(String(kind)) && (known === undefined || unit === known.unit);
  const count = (samples as number[]).length;
  verdicts.expect('windows', isKnown && count >= (known?.samplesMin ?? 1), () => {
    return `${type} has a window of kind ${brief(kind)} in ${brief(unit)} with ${count} samples; the profile is ${profile}`;
  });
}

function watchIdentity(verdicts: Verdicts, { message, type }: Heard, bodies: Map<string, Json>): void {
  const { sentUptimeMs: _, sentBootCount: __, ...lasting } = message;
  const id = String(message['messageId']);
  const before = bodies.get(id);
  if (!before) return void bodies.set(id, lasting);
  const isSame = isDeepStrictEqual(before, lasting);
  verdicts.expect('message-ids', isSame, () => {
    const differing = Object.keys({ ...before, ...lasting }).filter(
      (key) => !isDeepStrictEqual(before[key], lasting[key]),
    );
    return `${id} came as ${String(before['type'])} and again as ${type}, with other ${differing.join(', ')}`;
  });
}

function watchPace(verdicts: Verdicts, heard: Heard, paces: Map<number, number>): void {
  if (heard.isRedelivery) return; // The library's own repetition: its bytes are of the first sending.
  const { uptimeMs, sentUptimeMs, bootCount, sentBootCount = bootCount } = heard.message as Record<string, number>;
  const boot = sentBootCount ?? 0;
  const sentAt = sentUptimeMs ?? 0;
  const startedAtMs = paces.get(boot) ?? heard.atMs - sentAt;
  paces.set(boot, startedAtMs);
  const offMs = heard.atMs - startedAtMs - sentAt;
  const isInOrder = boot !== bootCount || (uptimeMs ?? 0) <= sentAt;
  verdicts.expect('uptime', isInOrder && Math.abs(offMs) <= paceMs, () => {
    if (!isInOrder) return `${heard.type}: uptimeMs ${uptimeMs} is after sentUptimeMs ${sentAt}`;
    return `${heard.type}: sentUptimeMs ${sentAt} is ${Math.round(offMs)} ms behind the time that has passed`;
  });
}

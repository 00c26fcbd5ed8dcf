import type { Json } from '../session.js';
import { brief } from '../mistakes.js';
import { leave, type Scene } from './stage.js';

const graceMs = 5_000;

export const heartbeat: Scene = async (stage) => {
  const { session, verdicts } = stage;
  const { heartbeatSeconds } = session.config;
  if (heartbeatSeconds === 0) return leave(stage, 'bank.json asks for none', 'heartbeat', 'heartbeat-doors');
  const everyMs = heartbeatSeconds * 1000;
  const first = await session.hear(({ type }) => type === 'heartbeat', everyMs + graceMs, 0);
  const next =
    first &&
    (await session.hear(
      (heard) => heard.type === 'heartbeat' && heard !== first && heard.atMs > first.atMs,
      everyMs + graceMs,
      0,
    ));
  const gapMs = first && next ? Number(next.message['uptimeMs']) - Number(first.message['uptimeMs']) : NaN;
  verdicts.expect('heartbeat', Math.abs(gapMs - everyMs) <= Math.max(1_000, everyMs / 10), () =>
    first ? `the next came ${next ? `after ${gapMs} ms` : 'not in time'}` : `none came in ${heartbeatSeconds} s`,
  );
};

export const scan: Scene = async (stage) => {
  const { session, verdicts } = stage;
  const { scanSeconds, doors } = session.config;
  if (scanSeconds === 0) return leave(stage, 'bank.json asks for none', 'sensor-scan');
  const heard = await session.hear(({ type }) => type === 'sensor-scan', scanSeconds * 1000 + graceMs, 0);
  const scanned = Object.keys((heard?.message['doors'] as Json | undefined) ?? {});
  const missing = doors.map(({ compartmentId }) => compartmentId).filter((door) => !scanned.includes(door));
  verdicts.expect('sensor-scan', heard !== undefined && missing.length === 0, () =>
    heard ? `doors ${brief(missing)} are missing` : `none came in ${scanSeconds} s`,
  );
};

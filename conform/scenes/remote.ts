import type { Given, Heard, Json } from '../session.js';
import { answered, doorOf, leave, openFields, outcomeOf, type Scene, type Stage } from './stage.js';

const slowMs = 60_000;
/** Longer than contacts bounce, and far shorter than people open a door. */
const usualDebounceMs = 50;
/** How long a lock that lets go by mistake is waited for. */
const pulledWithinMs = 8_000;

interface Other {
  readonly type: 'self-test' | 'recalibrate' | 'pulse-lock' | 'set-debounce';
  readonly fields: Json;
}

/** Commands that a bank may leave to others, and must answer. */
export const others: Scene = async (stage) => {
  const { session, verdicts } = stage;
  const door = doorOf(stage, 0) ?? '';
  const { length: from } = session.heard;
  const each: Other[] = [
    { type: 'self-test', fields: {} },
    { type: 'recalibrate', fields: { compartmentId: door } },
    { type: 'pulse-lock', fields: { compartmentId: door } },
    { type: 'set-debounce', fields: { compartmentId: door, debounceMs: usualDebounceMs } },
  ];
  await judgeParts(stage, door); // First: it would end the pulse that must not be.
  for (const { type, fields } of each) {
    const given = session.send(type, fields);
    const answer = await session.answerTo(given, slowMs);
    verdicts.expect(type, wasAnswered(outcomeOf(answer)), () => answered(answer));
    await judgeOnce(stage, { type, fields }, given);
    await judgeLate(stage, { type, fields });
  }
  const answer = await session.answerTo(session.send('play-a-tune', {}));
  verdicts.expect('unknown-command', outcomeOf(answer) === 'refused', () => answered(answer));
  const opened = await session.hear(({ type }) => type === 'door-opened', pulledWithinMs, from);
  verdicts.expect('others-shut', !opened, () => `door ${String(opened?.message['compartmentId'])} opened`);
};

const wasAnswered = (outcome: unknown): boolean => ['done', 'refused', 'failed'].includes(String(outcome));

async function judgeOnce({ session, verdicts }: Stage, { type, fields }: Other, given: Given): Promise<void> {
  const again = session.send(type, fields, { commandId: given.commandId });
  const answer = await session.answerTo(again);
  verdicts.expect('others-once', outcomeOf(answer) === 'refused', () => `${type}: ${answered(answer)}`);
}

/** A type that the bank does not know is refused before its time is looked at. */
async function judgeLate({ session, verdicts }: Stage, { type, fields }: Other): Promise<void> {
  const nowMs = session.time.nowMs();
  const stale = { issuedAtMs: nowMs - 40_000, notAfterMs: nowMs - 20_000, serverTimeMs: nowMs - 40_000 };
  const answer = await session.answerTo(session.send(type, fields, { envelope: stale }));
  const isUnknown = outcomeOf(answer) === 'refused' && answer?.message['reason'] === 'unknown-type';
  verdicts.expect('others-late', outcomeOf(answer) === 'expired' || isUnknown, () => `${type}: ${answered(answer)}`);
}

async function judgeParts({ session, verdicts }: Stage, compartmentId: string): Promise<void> {
  const [sensor = 'tof'] = session.config.profile.split('+');
  for (const fields of [{ what: 'lock-rail' }, { compartmentId, what: 'sensor', sensor }]) {
    const answer = await session.answerTo(session.send('restart', fields), slowMs);
    verdicts.expect('restart-parts', wasAnswered(outcomeOf(answer)), () => `${fields.what}: ${answered(answer)}`);
  }
}

const bootWithinMs = 180_000;
const longerThanTheCountMs = 61_000;

/** One open after the other, at the door that nobody pulls, until the bank itself has had enough. */
export const massOpen: Scene = async (stage) => {
  const { session, verdicts, people, isLong } = stage;
  const { opensPerMinuteMax } = session.config;
  const door = doorOf(stage, 1);
  const ids = ['mass-open', 'mass-open-stands', 'mass-open-cleared'] as const;
  if (opensPerMinuteMax === undefined) return leave(stage, 'bank.json asks for none', ...ids);
  if (!door) return leave(stage, 'bank.json has no second door', ...ids);
  if ((await people.ask({ what: 'leave-door', compartmentId: door })) !== 'yes')
    return leave(stage, 'somebody is at the door', ...ids);
  const open = () => session.answerTo(session.send('open', openFields(door)), 2_000);
  const isRefused = (answer: Heard | undefined): boolean =>
    outcomeOf(answer) === 'refused' && answer?.message['reason'] === 'mass-open';
  let obeyed = 0;
  while (obeyed <= opensPerMinuteMax && !isRefused(await open())) obeyed += 1;
  verdicts.expect('mass-open', obeyed <= opensPerMinuteMax, () => `${obeyed} opens were not refused`);
  if (!isLong) leave(stage, 'takes a minute: --long', 'mass-open-stands');
  else {
    await session.wait(longerThanTheCountMs);
    const later = await open();
    verdicts.expect('mass-open-stands', isRefused(later), () => answered(later));
  }
  const { from } = session.send('restart', { what: 'controller' });
  await session.hear(({ type }) => type === 'boot', bootWithinMs, from);
  const started = await open();
  verdicts.expect('mass-open-cleared', outcomeOf(started) !== 'refused', () => answered(started));
};

import type { Given, Heard } from '../session.js';
import {
  answered,
  doorOf,
  hearClosed,
  hearOpened,
  isUnder,
  leave,
  nobody,
  openFields,
  outcomeOf,
  sendOpen,
  type Scene,
  type Stage,
} from './stage.js';

const awayMs = 12_000;
const backWithinMs = 90_000;
const bootWithinMs = 180_000;

/** The line is cut while a door stands open, and comes back when it has long been shut. */
export const offline: Scene = async (stage) => {
  const { session, verdicts, people, tell } = stage;
  const door = doorOf(stage, 0) ?? '';
  if ((await people.ask({ what: 'use-door', compartmentId: door })) !== 'yes')
    return leave(stage, nobody, 'reconnects', 'keeps-messages');
  const given = sendOpen(stage, door);
  const opened = await hearOpened(stage, given);
  if (!opened) return leave(stage, 'the door did not open', 'reconnects', 'keeps-messages');
  tell(`the line is cut for ${awayMs / 1000} s`);
  const from = session.seen.length;
  session.wire.shut();
  await session.wait(awayMs);
  session.wire.admit();
  const back = await session.until(() => session.seen.slice(from).find(({ kind }) => kind === 'connect'), backWithinMs);
  const asked = session.send('sample', openFields(door), { forMs: backWithinMs });
  const answer = back && (await session.answerTo(asked, 30_000));
  verdicts.expect('reconnects', answer !== undefined, () =>
    back ? 'it hears no commands since' : 'it did not come back',
  );
  const closed = back && (await hearClosed(stage, given));
  verdicts.expect('keeps-messages', closed !== undefined, () => 'the door-closed of that time never came');
};

/** As far ahead as the cloud says it of a restart, so that a clock that is ahead obeys it. */
const yearMs = 365 * 24 * 3_600_000;

/** The controller starts again while a lock lets go: what is in flash must still be there, and nothing else. */
export const restart: Scene = async (stage) => {
  const { session, verdicts, people } = stage;
  const door = doorOf(stage, 1);
  const mayPulse = door !== undefined && (await people.ask({ what: 'leave-door', compartmentId: door })) === 'yes';
  const pulsing = mayPulse ? sendOpen(stage, door) : undefined;
  if (pulsing) await session.wait(2_000);
  const before = session.heard.at(-1)?.message['bootCount'];
  const given = session.send('restart', { what: 'controller' }, { forMs: yearMs });
  const answer = await session.answerTo(given, 30_000);
  if (outcomeOf(answer) === 'refused') {
    return leave(
      stage,
      `restart was ${answered(answer)}`,
      'restart-result',
      'boot',
      'interrupted',
      'remembers-commands',
      'restart-once',
    );
  }
  verdicts.expect('restart-result', outcomeOf(answer) === 'done', () => answered(answer));
  const boot = await session.hear(({ type }) => type === 'boot', bootWithinMs, given.from);
  const isNext = boot?.message['bootCount'] === Number(before) + 1 && Number(boot.message['seq']) < 100;
  verdicts.expect('boot', isNext && boot?.refusal === '', () => saidAtBoot(boot, before));
  if (!boot) return;
  await judgeMemory(stage, boot);
  if (pulsing && door) await judgeInterrupted(stage, door, pulsing);
  else leave(stage, nobody, 'interrupted');
  await judgeOnce(stage, given);
};

async function judgeInterrupted({ session, verdicts }: Stage, door: string, pulsing: Given): Promise<void> {
  const { commandId } = pulsing;
  const { from } = session.send('resend', { ...openFields(door), fromDoorCycle: 2 ** 31 - 1 }, { commandId });
  const told = await session.answerTo({ ...pulsing, from });
  verdicts.expect('interrupted', outcomeOf(told) === 'expired', () => answered(told));
}

/** A broker that has not heard that it came says it once more to whoever is back, and by its own time it is not late for a year. */
async function judgeOnce({ session, verdicts }: Stage, { commandId }: Given): Promise<void> {
  const again = session.send('restart', { what: 'controller' }, { commandId, forMs: yearMs });
  const answer = await session.answerTo(again);
  verdicts.expect('restart-once', outcomeOf(answer) === 'refused', () => answered(answer));
}

function saidAtBoot(boot: Heard | undefined, before: unknown): string {
  if (!boot) return 'no boot came';
  const { bootCount, seq } = boot.message;
  return `bootCount ${String(bootCount)} after ${String(before)}, seq ${String(seq)} ${boot.refusal}`;
}

async function judgeMemory(stage: Stage, { message: { seq } }: Heard): Promise<void> {
  const { session, verdicts } = stage;
  const done = [...session.given.values()].find(({ type, commandId }) => type === 'open' && wasDone(stage, commandId));
  if (!done) return leave(stage, `no open had been done before (boot was number ${String(seq)})`, 'remembers-commands');
  const again = session.send('open', openFields(doorOf(stage, 0) ?? ''), { commandId: done.commandId });
  const answer = await session.answerTo(again);
  const opened = session.heard.slice(again.from).find(isUnder(again, 'door-opened'));
  verdicts.expect('remembers-commands', outcomeOf(answer) === 'refused' && !opened, () => answered(answer));
}

const wasDone = ({ session }: Stage, commandId: string): boolean =>
  session.heard.some(
    ({ type, message }) =>
      type === 'command-result' && message['commandId'] === commandId && message['outcome'] === 'done',
  );

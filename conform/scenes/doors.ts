import type { Heard, Json } from '../session.js';
import {
  answered,
  doorOf,
  hearClosed,
  hearOpened,
  kindsMissing,
  leave,
  leaseOf,
  nobody,
  openFields,
  outcomeOf,
  playCycle,
  sendOpen,
  type Scene,
  type Stage,
} from './stage.js';

const settlingMs = 3_000;
/** A clock may be off a little, and a settled door is said at once. */
const slackMs = 200;
const settledWithinMs = 15_000;

/** One whole cycle of the first door, looked at closely. */
export const open: Scene = async (stage) => {
  const { session, verdicts, people } = stage;
  const door = doorOf(stage, 0) ?? '';
  if ((await people.ask({ what: 'use-door', compartmentId: door })) !== 'yes') {
    return leave(
      stage,
      nobody,
      'open-opens',
      'open-result',
      'open-while-open',
      'door-closed',
      'settled',
      'windows-before',
      'windows-after',
      'pull-measured',
    );
  }
  const sentAtMs = session.time.nowMs();
  const given = sendOpen(stage, door);
  const opened = await hearOpened(stage, given);
  const again = opened && session.send('open', openFields(door));
  const isRight = opened?.message['compartmentId'] === door && opened.refusal === '';
  verdicts.expect('open-opens', isRight, () =>
    opened ? `${String(opened.message['compartmentId'])} opened` : 'no door-opened under it came',
  );
  const result = await session.answerTo(given);
  const attempts = Number(result?.message['attempts'] ?? NaN);
  verdicts.expect('open-result', outcomeOf(result) === 'done' && attempts >= 1 && attempts <= 3, () =>
    answered(result),
  );
  if (!again) return;
  const second = await session.answerTo(again);
  verdicts.expect('open-while-open', outcomeOf(second) === 'refused', () => answered(second));
  const closed = await hearClosed(stage, given);
  judgeClosed(stage, opened, closed);
  judgePull(stage, opened, closed, opened.atMs - sentAtMs);
};

/** What the windows before take, and the network. */
const beforePulsesMs = 5_000;

/** Both are optional: a bank that says neither is asked for nothing. */
function judgePull(stage: Stage, opened: Heard, closed: Heard | undefined, tookMs: number): void {
  const { attempts, openLatencyMs } = closed?.message ?? {};
  if (attempts === undefined && openLatencyMs === undefined) return leave(stage, 'it says neither', 'pull-measured');
  const isSame = attempts === undefined || attempts === opened.message['attempts'];
  const gapMs = openLatencyMs === undefined ? 0 : tookMs - Number(openLatencyMs);
  stage.verdicts.expect('pull-measured', isSame && gapMs >= -slackMs && gapMs <= beforePulsesMs, () => {
    const said = `attempts ${String(attempts)}, openLatencyMs ${String(openLatencyMs)}`;
    return `${said}; door-opened said attempts ${String(opened.message['attempts'])}, ${tookMs} ms after the command`;
  });
}

function judgeClosed(stage: Stage, opened: Heard, closed: Heard | undefined): void {
  const { verdicts } = stage;
  const wrong = ['compartmentId', 'doorCycle', 'openedUptimeMs'].filter(
    (field) => closed?.message[field] !== opened.message[field],
  );
  verdicts.expect('door-closed', closed?.refusal === '' && wrong.length === 0, () => {
    if (!closed) return 'no door-closed under this command came';
    return (
      closed.refusal ||
      wrong
        .map((field) => `${field} ${String(closed.message[field])}, opened with ${String(opened.message[field])}`)
        .join('; ')
    );
  });
  if (!closed) return;
  const { closedUptimeMs, sentUptimeMs, before, after } = closed.message;
  const settledMs = Number(sentUptimeMs) - Number(closedUptimeMs);
  verdicts.expect(
    'settled',
    settledMs >= settlingMs - slackMs && settledMs <= settledWithinMs,
    () => `${settledMs} ms after it closed`,
  );
  const [noneBefore, noneAfter] = [kindsMissing(stage, before), kindsMissing(stage, after)];
  verdicts.expect('windows-before', noneBefore.length === 0, () => `none of ${noneBefore.join(', ')}`);
  verdicts.expect('windows-after', noneAfter.length === 0, () => `none of ${noneAfter.join(', ')}`);
}

/** Nobody pulls: the lock lets go three times, and gives up. */
export const jammed: Scene = async (stage) => {
  const { session, verdicts, people, tell } = stage;
  const door = doorOf(stage, 1);
  if (!door) return leave(stage, 'bank.json has no second door', 'open-failed');
  if ((await people.ask({ what: 'leave-door', compartmentId: door })) !== 'yes')
    return leave(stage, nobody, 'open-failed');
  const given = sendOpen(stage, door);
  const startedMs = session.time.nowMs();
  tell(`three pulses of 20 s at door ${door}: a minute`);
  const result = await session.answerTo(given, 80_000);
  const tookSeconds = Math.round((session.time.nowMs() - startedMs) / 1000);
  const isRight =
    outcomeOf(result) === 'failed' && result?.message['attempts'] === 3 && tookSeconds >= 58 && tookSeconds <= 70;
  verdicts.expect('open-failed', isRight, () => `${answered(result)} after ${tookSeconds} s`);
};

export const ajar: Scene = async (stage) => {
  const { session, verdicts, people, isLong, tell } = stage;
  const door = doorOf(stage, 2);
  if (!door) return leave(stage, 'bank.json has no third door', 'ajar-60', 'ajar-300');
  const seconds = isLong ? 310 : 70;
  if ((await people.ask({ what: 'leave-open', compartmentId: door, seconds })) !== 'yes')
    return leave(stage, nobody, 'ajar-60', 'ajar-300');
  const given = sendOpen(stage, door);
  const opened = await hearOpened(stage, given);
  if (!opened) return void verdicts.expect('ajar-60', false, () => `door ${door} did not open`);
  tell(`door ${door} stands open: ${seconds} s`);
  const isAjar = (forMs: number) => (heard: Heard) => {
    const { doorCycle, compartmentId, openForMs } = heard.message;
    const isOfThis = doorCycle === opened.message['doorCycle'] && compartmentId === door;
    return heard.type === 'door-ajar' && isOfThis && Math.abs(Number(openForMs) - forMs) <= 5_000;
  };
  const first = await session.hear(isAjar(60_000), 70_000, given.from);
  verdicts.expect('ajar-60', first !== undefined, () => 'no door-ajar with openForMs of about 60,000 came');
  if (!isLong) leave(stage, 'takes 5 min: --long', 'ajar-300');
  else
    verdicts.expect(
      'ajar-300',
      (await session.hear(isAjar(300_000), 250_000, given.from)) !== undefined,
      () => 'no second door-ajar came',
    );
  await hearClosed(stage, given);
};

export const key: Scene = async (stage) => {
  const { session, verdicts, people } = stage;
  const door = doorOf(stage, 0) ?? '';
  const from = session.heard.length;
  if ((await people.ask({ what: 'key', compartmentId: door })) !== 'yes') return leave(stage, nobody, 'key-authority');
  const opened = await session.hear(
    ({ type, message }) => type === 'door-opened' && message['compartmentId'] === door,
    60_000,
    from,
  );
  const kind = (opened?.message['authority'] as Json | undefined)?.['kind'];
  verdicts.expect('key-authority', kind === 'key', () =>
    opened ? `authority ${String(kind)}` : 'no door-opened came',
  );
  if (opened)
    await session.hear(
      ({ type, message }) => type === 'door-closed' && message['compartmentId'] === door,
      60_000,
      from,
    );
};

/** Opens that must not be obeyed. */
export const refusals: Scene = async (stage) => {
  const { session, verdicts } = stage;
  const door = doorOf(stage, 0) ?? '';
  const nowMs = session.time.nowMs();
  const from = session.heard.length;
  const isSilent = () => !session.heard.slice(from).some(({ type }) => type === 'door-opened');
  const stale = { issuedAtMs: nowMs - 40_000, notAfterMs: nowMs - 20_000, serverTimeMs: nowMs - 40_000 };
  const late = await session.answerTo(session.send('open', openFields(door), { envelope: stale }));
  verdicts.expect('open-late', outcomeOf(late) === 'expired', () => answered(late));
  const nowhere = await session.answerTo(session.send('open', { compartmentId: 'Z99', leaseId: leaseOf('Z99') }));
  verdicts.expect('open-no-door', outcomeOf(nowhere) === 'refused', () => answered(nowhere));
  const endless = await session.answerTo(
    session.send('open', openFields(door), { envelope: { notAfterMs: undefined } }),
  );
  verdicts.expect('open-without-expiry', ['expired', 'refused'].includes(String(outcomeOf(endless))), () =>
    answered(endless),
  );
  await judgeAgain(stage, door);
  await session.wait(3_000);
  verdicts.expect('open-late', isSilent(), () => 'a door opened that should not have');
};

async function judgeAgain(stage: Stage, door: string): Promise<void> {
  const { session, verdicts } = stage;
  const first =
    [...session.given.values()].find(({ type }) => type === 'open') ?? (await playCycle(stage, door))?.given;
  if (!first) return leave(stage, nobody, 'open-again');
  const answer = await session.answerTo(session.send('open', openFields(door), { commandId: first.commandId }));
  verdicts.expect('open-again', outcomeOf(answer) === 'refused' && answer?.message['reason'] === 'duplicate', () =>
    answered(answer),
  );
}

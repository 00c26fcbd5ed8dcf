import { exampleCommandId } from '../contract/messages.js';
import type { Heard } from '../session.js';
import {
  answered,
  doorOf,
  isUnder,
  kindsMissing,
  leave,
  nobody,
  openFields,
  outcomeOf,
  playCycle,
  type Scene,
  type Stage,
} from './stage.js';

export const sample: Scene = async (stage) => {
  const { session, verdicts } = stage;
  const door = doorOf(stage, 0) ?? '';
  const answer = await session.answerTo(session.send('sample', openFields(door)));
  verdicts.expect('sample', outcomeOf(answer) === 'done', () => answered(answer));
  const missing = kindsMissing(stage, answer?.message['windows']);
  verdicts.expect('sample-windows', missing.length === 0, () => `none of ${missing.join(', ')}`);
  const grown = await session.answerTo(
    session.send('sample', { ...openFields(door), sinceVersion: 9, more: { of: ['it'] } }),
  );
  verdicts.expect('unknown-fields', outcomeOf(grown) === 'done', () => answered(grown));
  for (const junk of ['', '{', 'null', '[]', '7', '{"type":"open"}', '\u0000']) session.sendRaw(junk);
  const after = await session.answerTo(session.send('sample', openFields(door)));
  verdicts.expect('garbage', outcomeOf(after) === 'done', () => answered(after));
};

/** The cloud lacks what happened, and asks. */
export const resend: Scene = async (stage) => {
  const { session, verdicts } = stage;
  const door = doorOf(stage, 0) ?? '';
  await judgeNeverCame(stage, door);
  const cycle = await playCycle(stage, door);
  if (!cycle?.closed)
    return leave(stage, cycle ? 'the door was not opened and shut' : nobody, 'resend-events', 'resend-result');
  const { given, opened, closed } = cycle;
  const result = await session.answerTo(given);
  const { from } = session.send(
    'resend',
    { ...openFields(door), fromDoorCycle: closed.message['doorCycle'] },
    { commandId: given.commandId },
  );
  const isAgain = (before: Heard | undefined) => (heard: Heard) =>
    heard.message['messageId'] === before?.message['messageId'];
  const events = await Promise.all([opened, closed].map((event) => session.hear(isAgain(event), 10_000, from)));
  verdicts.expect(
    'resend-events',
    events.every((event) => event !== undefined),
    () => {
      const other = session.heard.slice(from).find(isUnder(given, 'door-closed'));
      return other
        ? `door-closed came with another messageId, ${String(other.message['messageId'])}`
        : 'the door’s events did not come again';
    },
  );
  const again = await session.answerTo({ ...given, from });
  verdicts.expect('resend-result', again !== undefined && isAgain(result)(again), () => answered(again));
};

/** A command that the bank answered as expired must not be obeyed when it comes after all. */
async function judgeNeverCame(stage: Stage, door: string): Promise<void> {
  const { session, verdicts } = stage;
  const asked = session.send('resend', { ...openFields(door), fromDoorCycle: 2 ** 31 - 1 });
  const answer = await session.answerTo(asked);
  verdicts.expect('resend-never-came', outcomeOf(answer) === 'expired', () => answered(answer));
  const late = session.send('open', openFields(door), { commandId: asked.commandId });
  const refused = await session.answerTo(late);
  const opened = await session.hear(isUnder(late, 'door-opened'), 5_000, late.from);
  const isRefused = ['refused', 'expired'].includes(String(outcomeOf(refused)));
  verdicts.expect('resend-then-late', isRefused && !opened, () => (opened ? 'the door opened' : answered(refused)));
}

export const screen: Scene = async (stage) => {
  const { session, verdicts, people } = stage;
  const door = doorOf(stage, 0) ?? '';
  const lines = ['No parcel detected.', 'Please re-open and deposit.'];
  const choices = ['reopen', 'cancel'];
  const { from } = session.send('display', {
    ...openFields(door),
    code: 'no-parcel',
    lines,
    choices,
    inReplyTo: exampleCommandId.slice(0, 12),
  });
  const looked = await people.ask({ what: 'look', lines });
  if (looked === 'cannot') leave(stage, nobody, 'display');
  else verdicts.expect('display', looked === 'yes', () => 'it was not there');
  if ((await people.ask({ what: 'tap', choice: 'reopen' })) !== 'yes') leave(stage, nobody, 'choices');
  else await judgeTap(stage, from);
  await judgeTyped(stage, 'deposit-requested', { courierCode: 'C0UR1ER8' });
  await judgeTyped(stage, 'pickup-requested', { code: '12345678' });
};

async function judgeTap({ session, verdicts, ...stage }: Stage, from: number): Promise<void> {
  const wanted = openFields(doorOf({ session, verdicts, ...stage }, 0) ?? '');
  const tapped = await session.hear(({ type }) => type === 'reopen-requested', 30_000, from);
  const { compartmentId, leaseId } = tapped?.message ?? {};
  verdicts.expect(
    'choices',
    tapped?.refusal === '' && compartmentId === wanted['compartmentId'] && leaseId === wanted['leaseId'],
    () =>
      tapped
        ? `reopen-requested for ${String(compartmentId)}, lease ${String(leaseId)} ${tapped.refusal}`
        : 'no reopen-requested came',
  );
}

/** Simulated people type nothing; but what they typed all the same is looked at. */
async function judgeTyped(
  { session, verdicts, people, ...stage }: Stage,
  type: 'deposit-requested' | 'pickup-requested',
  wanted: Record<string, string>,
): Promise<void> {
  const before = session.heard.length;
  const ask =
    type === 'deposit-requested'
      ? ({ what: 'deposit', courierCode: 'C0UR1ER8', unit: '12B' } as const)
      : ({ what: 'pickup', code: '12345678' } as const);
  if ((await people.ask(ask)) !== 'yes') return leave({ session, verdicts, people, ...stage }, nobody, type);
  const typed = await session.hear((heard) => heard.type === type, 90_000, before);
  const isRight = Object.entries(wanted).every(([field, value]) => typed?.message[field] === value);
  verdicts.expect(type, typed?.refusal === '' && isRight, () =>
    typed ? `it came otherwise: ${typed.refusal || JSON.stringify(typed.message)}` : 'none came',
  );
}

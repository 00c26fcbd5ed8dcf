import type { BankJson } from '../simulator/bank-json.js';
import { checks, type SceneName } from './catalogue.js';
import { scenes, sceneNames } from './scenes/index.js';
import type { Stage } from './scenes/stage.js';
import type { Heard } from './session.js';
import { Session } from './session.js';
import { watchThroughout } from './throughout.js';
import { Verdicts, type Outcome } from './verdicts.js';
import type { Time, Wire } from './wire.js';

export interface ConformanceOptions extends Pick<Stage, 'people' | 'isLong' | 'patienceMs' | 'tell'> {
  readonly config: BankJson;
  readonly wire: Wire;
  readonly time: Time;
  /** Which scenes are played, after `connect`; by default all. */
  readonly only?: readonly SceneName[];
}

export interface Conformance {
  readonly outcomes: readonly Outcome[];
  /** Messages heard, by type. */
  readonly heard: Readonly<Record<string, number>>;
}

/** Plays the cloud's side against one bank, scene by scene, and says what it does wrong. */
export async function judgeBank(options: ConformanceOptions): Promise<Conformance> {
  const { config, wire, time, people, isLong, patienceMs, tell, only = sceneNames } = options;
  const session = new Session(config, wire, time, `c${time.nowMs().toString(36)}`);
  const verdicts = new Verdicts((id, seen) => tell(`  FAIL ${id}: ${seen}`));
  const watch = watchThroughout(session, verdicts);
  session.listeners.push((_, heard) => answerRequest(session, heard));
  const stage: Stage = { session, verdicts, people, isLong, patienceMs, tell };
  leaveOthers(verdicts, only);
  tell('connect');
  await scenes.connect(stage);
  const isThere = verdicts.list().some(({ id, outcome }) => id === 'connects' && outcome === 'pass');
  for (const name of isThere ? sceneNames.filter((scene) => scene !== 'connect' && only.includes(scene)) : []) {
    tell(name);
    await scenes[name](stage);
  }
  watch.finish();
  const types = session.heard.map(({ type }) => type || 'unreadable');
  const heard = Object.fromEntries(
    [...new Set(types)].sort().map((type) => [type, types.filter((one) => one === type).length]),
  );
  return { outcomes: verdicts.list(), heard };
}

/** What was not chosen is no lack of the bank's. `connect` is always played, and what is looked at throughout always seen. */
function leaveOthers(verdicts: Verdicts, only: readonly SceneName[]): void {
  const played: readonly SceneName[] = ['connect', 'throughout', ...only];
  const others = checks.filter(({ scene }) => !played.includes(scene));
  verdicts.leave(
    others.map(({ id }) => id),
    'not asked for',
  );
}

/** Every request is answered by a display, as the cloud does: here nothing is ever granted. */
function answerRequest(session: Session, heard: Heard | undefined): void {
  if (heard?.kind !== 'access' || heard.refusal !== '') return;
  const { messageId: inReplyTo } = heard.message;
  session.send('display', { code: 'not-now', lines: ['This is not possible now.', 'Please start again.'], inReplyTo });
}

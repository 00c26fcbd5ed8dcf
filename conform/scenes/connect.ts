import type { Observed } from '../wire.js';
import type { Scene, Stage } from './stage.js';

/** A bank publishes or subscribes soon after it is connected. */
const subscribedWithinMs = 10_000;
const keepAliveMaxSeconds = 1_200;

type Of<Kind extends Observed['kind']> = Extract<Observed, { kind: Kind }>;
const is =
  <Kind extends Observed['kind']>(kind: Kind) =>
  (seen: Observed): seen is Of<Kind> =>
    seen.kind === kind;

/** The first packets, until the bank has subscribed. A bank that never comes ends the run. */
export const connect: Scene = async (stage) => {
  const { session, verdicts, patienceMs } = stage;
  const { bankId } = session.config;
  const came = await session.until(() => session.seen.find(is('connect')), patienceMs);
  const isThere = verdicts.expect('connects', came !== undefined, () => refusalIn(stage));
  if (!isThere || !came) return;
  const { protocolVersion, isClean, keepAliveSeconds } = came;
  verdicts.expect('protocol', protocolVersion === 4, () => `protocol level ${protocolVersion}`);
  verdicts.expect('persistent-session', !isClean, () => 'clean session = true');
  const isAlive = keepAliveSeconds >= 1 && keepAliveSeconds <= keepAliveMaxSeconds;
  verdicts.expect('keep-alive', isAlive, () => `${keepAliveSeconds} s`);
  const own = `lockers/v1/${bankId}/commands`;
  const subscribed = () => session.seen.filter(is('subscribe'));
  await session.until(() => subscribed().find(({ filter }) => filter === own), subscribedWithinMs);
  const mine = subscribed().find(({ filter }) => filter === own);
  verdicts.expect('subscribes', mine?.qos === 1, () => (mine ? `QoS ${mine.qos}` : 'no such subscription'));
  const first = session.seen.find((seen) => is('subscribe')(seen) || is('publish')(seen));
  verdicts.expect('subscribes-first', first?.kind === 'subscribe', () => 'a message came before the subscription');
  judgeOthers(stage, own);
};

/** Others may be subscribed to at any time. */
function judgeOthers({ session, verdicts }: Stage, own: string): void {
  const judge = (seen: Observed) => {
    if (is('subscribe')(seen)) verdicts.expect('subscribes-to-nothing-else', seen.filter === own, () => seen.filter);
  };
  session.seen.forEach(judge);
  session.listeners.push(judge);
}

function refusalIn({ session, patienceMs }: Stage): string {
  const refused = session.seen.filter(is('refused')).at(-1);
  if (!refused) return `nobody came within ${patienceMs / 1000} s`;
  const why: Partial<Record<string, string>> = {
    'client-id': `the client id was "${refused.detail}"`,
    'tls-refused': `the TLS handshake failed: ${refused.detail}`,
    'certificate-unknown': 'its certificate is not the one in its directory',
    'protocol-version': 'it does not speak MQTT 3.1.1',
  };
  return why[refused.reason] ?? refused.reason;
}

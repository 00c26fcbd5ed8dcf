import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { randomOf } from '../simulator/random.js';
import type { BankJson } from '../simulator/bank-json.js';
import { VirtualBank, type VirtualBankOptions } from '../simulator/virtual-bank.js';

/** What a bank is given at enrolment, read from its files. */
export interface BankFiles {
  readonly config: BankJson;
  readonly caPem: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export type BankHooks = Pick<VirtualBankOptions, 'onScreen' | 'onPulse' | 'onOpened' | 'onCycle'> & {
  /** The connection was lost (false), and is there again (true). */
  readonly onLink?: (isUp: boolean) => void;
};

/** Time as the bank has it, and its timers: the run's clock for a bank inside it, this machine's for one outside. */
export interface BankTime {
  nowMs(): number;
  setTimer(ms: number, fire: () => void): void;
}

export interface MqttBank {
  readonly bank: VirtualBank;
  /** The connection, for who counts or times its packets. */
  readonly client: MqttClient;
  /** Pulls the network cable: the connection breaks without a goodbye, and is not tried again until it is plugged in. */
  unplug(): void;
  plug(): void;
  close(): Promise<void>;
}

/**
 * A virtual bank on the wire: MQTT 3.1.1 over mutual TLS, Basic Ingest up, its own commands down. It subscribes before it
 * says anything, and keeps every message until the broker has taken it.
 */
export async function connectBank(
  files: BankFiles,
  hooks: BankHooks & { time: BankTime; seed: number },
): Promise<MqttBank> {
  const { config } = files;
  const { time, seed, onLink, ...rest } = hooks;
  const client = await connect(files);
  // A bank's wall clock follows the cloud's: the local run's clock may stand days ahead of this machine's.
  let aheadMs = 0;
  const inFlight = new Set<number>();
  const bank: VirtualBank = new VirtualBank({
    ...rest,
    config,
    random: randomOf(seed),
    now: () => time.nowMs(),
    wallClockMs: () => time.nowMs() + aheadMs,
    setTimer: (ms, fire) => time.setTimer(ms, fire),
    send: (kind, message) => {
      const topic = `$aws/rules/${config.rules[kind]}/lockers/v1/${config.bankId}/${kind}`;
      const sending: { packetId?: number } = {};
      client.publish(topic, JSON.stringify(message), { qos: 1 }, (error) => {
        if (sending.packetId !== undefined) inFlight.delete(sending.packetId);
        if (!error) bank.acknowledge(message.messageId);
      });
      sending.packetId = client.getLastMessageId();
      inFlight.add(sending.packetId);
    },
  });
  client.on('message', (_topic, payload) => {
    const text = payload.toString('utf8');
    aheadMs = Math.max(aheadMs, serverTimeOf(text) - time.nowMs());
    bank.onCommand(text);
  });
  client.on('connect', () => {
    sendAtOnce(client);
    bank.plug();
  });
  client.on('close', () => {
    bank.unplug();
    forget(client, inFlight);
  });
  if (onLink) tellLink(client, onLink);
  await client.subscribeAsync(`lockers/v1/${config.bankId}/commands`, { qos: 1 });
  return { bank, client, ...cableOf(client, inFlight), close: () => client.endAsync() };
}

/**
 * What was not acknowledged the bank sends again, with the uptime of that sending; the library would repeat the old
 * bytes, and a message would seem younger than it is by as long as the connection was away.
 */
function forget(client: MqttClient, inFlight: Set<number>): void {
  for (const packetId of [...inFlight]) client.removeOutgoingMessage(packetId);
  inFlight.clear();
}

/** A forced end destroys the socket, as a pulled cable does for the other side; what was not taken the bank itself keeps. */
function cableOf(client: MqttClient, inFlight: Set<number>): Pick<MqttBank, 'unplug' | 'plug'> {
  let isOut = false;
  return {
    unplug: () => {
      if (isOut) return;
      isOut = true;
      forget(client, inFlight); // An end takes the library's store away.
      client.end(true);
    },
    plug: () => {
      if (!isOut) return;
      isOut = false;
      client.reconnect();
    },
  };
}

/** Without it, an answer waits up to 40 ms for the next packet. Each connection has a socket of its own. */
function sendAtOnce({ stream }: MqttClient): void {
  (stream as { setNoDelay?: (on: boolean) => void }).setNoDelay?.(true);
}

/** A first connection that is closed before it is greeted is refused, now; once there was one, it is tried for ever. */
async function connect({ config, caPem, certificatePem, privateKeyPem }: BankFiles): Promise<MqttClient> {
  const address = `mqtts://${config.endpoint}:${config.port}`;
  const options: IClientOptions = {
    clientId: config.bankId,
    ca: caPem,
    cert: certificatePem,
    key: privateKeyPem,
    clean: false,
    reconnectPeriod: 1_000,
  };
  // TLS 1.3 refuses a certificate only after the handshake: the refusal comes as a close, and without `false` is tried again.
  const client = await connectAsync(address, options, false).catch((error: unknown) => {
    const advice =
      'is it running, and are ca.pem, the certificate and the bank’s id of the same system, and not revoked?';
    throw new Error(`${address} did not take the bank ${config.bankId}: ${reasonOf(error)}; ${advice}`, {
      cause: error,
    });
  });
  sendAtOnce(client);
  return client;
}

const reasonOf = (error: unknown) => (error instanceof Error && error.message) || 'it closed the connection';

/** Once for each loss: every try that fails closes again. */
function tellLink(client: MqttClient, onLink: (isUp: boolean) => void): void {
  let isUp = true;
  const tell = (now: boolean) => () => {
    if (isUp === now || client.disconnecting) return;
    isUp = now;
    onLink(isUp);
  };
  client.on('close', tell(false)).on('connect', tell(true));
}

function serverTimeOf(text: string): number {
  try {
    const { serverTimeMs } = JSON.parse(text) as { serverTimeMs?: unknown };
    return typeof serverTimeMs === 'number' ? serverTimeMs : 0;
  } catch {
    return 0;
  }
}

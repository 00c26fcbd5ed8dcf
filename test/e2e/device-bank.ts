import { io, iot, mqtt } from 'aws-iot-device-sdk-v2';

/** What enrolment gave a bank: its files. */
export interface Identity {
  readonly caPem: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly file: {
    readonly bankId: string;
    readonly controllerId: string;
    readonly endpoint: string;
    readonly port: number;
    readonly rules: Record<Kind, string>;
    readonly doors: readonly { compartmentId: string }[];
  };
}

export type Kind = 'access' | 'door' | 'health' | 'result';

/** A message down, as it came. */
export interface Command {
  readonly schema: number;
  readonly commandId: string;
  readonly type: string;
  readonly compartmentId?: string;
  readonly leaseId?: string;
  readonly issuedAtMs: number;
  readonly notAfterMs: number;
  readonly serverTimeMs: number;
  /** Of a display. */
  readonly inReplyTo?: string;
  readonly code?: string;
  readonly lines?: string[];
  readonly choices?: string[];
  readonly residents?: { residentId: string; label: string }[];
  readonly fromDoorCycle?: number;
}

export interface Sending {
  /** How long ago it happened, by the bank's own uptime. */
  readonly ageMs?: number;
  /** Anything in the envelope that is to be otherwise. */
  readonly envelope?: Record<string, unknown>;
}

const answerWithinMs = 30_000;

/**
 * A bank of our own on AWS's device client: MQTT 3.1.1 over mutual TLS, its envelopes written by hand from the wire's
 * contract. It knows nothing of the product's code, so it reads the contract a second time.
 */
export class DeviceBank {
  /** Every command that came, in order. */
  public readonly commands: Command[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly bootedAtMs = performance.now();
  private aheadMs = 0;
  private bootCount = 1;
  private seq = 0;
  private requests = 0;

  private constructor(
    public readonly identity: Identity,
    public connection: mqtt.MqttClientConnection,
  ) {}

  public static async connect(identity: Identity): Promise<DeviceBank> {
    const connection = connectionOf(identity);
    const bank = new DeviceBank(identity, connection);
    await connection.connect();
    await bank.subscribe();
    return bank;
  }

  /** Back after its connection was ended: the same controller, which has not started again. */
  public async reconnect(): Promise<void> {
    this.connection = connectionOf(this.identity);
    await this.connection.connect();
    await this.subscribe();
  }

  /** Hears its own commands; to be asked for again after a connection that was cut. */
  public async subscribe(): Promise<void> {
    await this.connection.subscribe(`lockers/v1/${this.bankId}/commands`, mqtt.QoS.AtLeastOnce, (_topic, payload) =>
      this.hear(JSON.parse(Buffer.from(payload).toString('utf8')) as Command),
    );
  }

  public get bankId(): string {
    return this.identity.file.bankId;
  }

  /** The cloud's clock was moved on: the bank's own has gone on as far. */
  public passTime(ms: number): void {
    this.aheadMs += ms;
  }

  public uptimeMs(): number {
    return Math.round(performance.now() - this.bootedAtMs + this.aheadMs);
  }

  public newRequestId(): string {
    return `request-${(this.requests += 1)}`;
  }

  /** The envelope of the wire, version 1, around a message. */
  public envelope(body: Record<string, unknown>, { ageMs = 0, envelope = {} }: Sending = {}): Record<string, unknown> {
    const { controllerId } = this.identity.file;
    const [sentUptimeMs, seq] = [this.uptimeMs(), this.seq++];
    return {
      schema: 1,
      messageId: `m-${this.bootCount}-${seq}`,
      controllerId,
      bootCount: this.bootCount,
      seq,
      uptimeMs: sentUptimeMs - ageMs,
      sentUptimeMs,
      ...body,
      ...envelope,
    };
  }

  /** Sends a message and answers with its id, once the broker has taken it. */
  public async send(kind: Kind, body: Record<string, unknown>, how: Sending = {}): Promise<string> {
    const message = this.envelope(body, how);
    await this.publish(kind, JSON.stringify(message));
    return String(message['messageId']);
  }

  /** Sends any payload through Basic Ingest on a topic of this bank's own. */
  public async publish(kind: Kind, payload: string | Buffer): Promise<void> {
    const { rules } = this.identity.file;
    await this.publishOn(`$aws/rules/${rules[kind]}/lockers/v1/${this.bankId}/${kind}`, payload);
  }

  public async publishOn(topic: string, payload: string | Buffer): Promise<void> {
    await this.connection.publish(topic, payload, mqtt.QoS.AtLeastOnce);
  }

  /** Waits for a command that has come already or comes now. */
  public command(isIt: (command: Command) => boolean, what: string): Promise<Command> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.commands.find(isIt);
        if (!found) return;
        stop();
        resolve(found);
      };
      const stop = (): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
      };
      const timer = setTimeout(() => {
        stop();
        const last = this.commands.slice(-4).map(({ type, code, commandId }) => `${type} ${code ?? ''} ${commandId}`);
        reject(new Error(`${this.bankId} waited for ${what}; the last that came: ${last.join(', ')}`));
      }, answerWithinMs);
      this.waiting.add(look);
      look();
    });
  }

  /** What the screen says in answer to a message. */
  public screen(messageId: string): Promise<Command> {
    return this.command(
      ({ type, inReplyTo }) => type === 'display' && inReplyTo === messageId,
      `a display in reply to ${messageId}`,
    );
  }

  /** Everything that the broker sent before this was asked has come once it answers. */
  public async fence(): Promise<void> {
    await this.send('health', { type: 'power', source: 'mains' });
  }

  public async close(): Promise<void> {
    await this.connection.disconnect();
  }

  private hear(command: Command): void {
    this.commands.push(command);
    for (const look of [...this.waiting]) look();
  }
}

/** Our certificate and key, the authority that we trust, our id: as the device SDK's own samples do it. */
export function connectionOf({ caPem, certificatePem, privateKeyPem, file }: Identity): mqtt.MqttClientConnection {
  const config = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder(certificatePem, privateKeyPem)
    .with_certificate_authority(caPem)
    .with_endpoint(file.endpoint)
    .with_port(file.port)
    .with_client_id(file.bankId)
    .with_clean_session(true)
    .with_reconnect_min_sec(1)
    .with_reconnect_max_sec(2)
    .build();
  return new mqtt.MqttClient(new io.ClientBootstrap()).new_connection(config);
}

import type { ScreenShown } from '../../simulator/bank-json.js';
import type { Random } from '../../simulator/random.js';
import { connectBank, type BankFiles, type MqttBank } from '../mqtt-bank.js';

interface Waiter {
  readonly isIt: (shown: ScreenShown) => boolean;
  readonly take: (shown: ScreenShown | undefined) => void;
}

/** A bank of the load: a virtual one on real MQTT with people at its screen, whose network fails now and then. */
export class SoakBank {
  /** Every command under which a lock was let go: a request opens one door once. */
  public readonly opened = new Set<string>();
  /** Requests made at its screen, each of which may open one door. */
  public requests = 0;
  private readonly waiters = new Set<Waiter>();

  private constructor(
    public readonly files: BankFiles,
    private readonly connected: MqttBank[],
  ) {}

  public static async connect(files: BankFiles, seed: number): Promise<SoakBank> {
    const connected: MqttBank[] = [];
    const soakBank = new SoakBank(files, connected);
    const setTimer = (ms: number, fire: () => void) => void setTimeout(fire, ms).unref();
    connected.push(
      await connectBank(files, {
        seed,
        time: { nowMs: () => Date.now(), setTimer },
        onScreen: (shown) => soakBank.show(shown),
        onPulse: ({ commandId }) => void soakBank.opened.add(commandId),
      }),
    );
    return soakBank;
  }

  public get bank(): MqttBank['bank'] {
    return this.mqtt.bank;
  }
  public get bankId(): string {
    return this.files.config.bankId;
  }

  /** Asks at the screen, and answers with what it shows in reply, or undefined when nothing comes in time. */
  public ask(request: () => { messageId: string }, withinMs: number): Promise<ScreenShown | undefined> {
    this.requests += 1;
    const { messageId } = request();
    return this.next(({ inReplyTo }) => inReplyTo === messageId, withinMs);
  }

  /** What the screen says of a door that was closed: the verdict, not that it is being looked at. */
  public verdict(compartmentId: string, withinMs: number): Promise<ScreenShown | undefined> {
    const isVerdict = (shown: ScreenShown) => shown.compartmentId === compartmentId && shown.code !== 'checking';
    return this.next(isVerdict, withinMs);
  }

  /** The cable is out for a while. */
  public async loseNetwork(forMs: number): Promise<void> {
    this.mqtt.unplug();
    await new Promise((resolve) => setTimeout(resolve, forMs));
    this.mqtt.plug();
  }

  /** Loses its network again and again, until it is told to stop; answers how often. */
  public flap(random: Random, { everyMs, upToMs }: { everyMs: number; upToMs: number }): () => Promise<number> {
    let isOver = false;
    let times = 0;
    let wake: () => void = () => undefined;
    const going = (async () => {
      while (!isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, random.exponential(everyMs)).unref();
        });
        if (isOver) return;
        times += 1;
        await this.loseNetwork(random.between(50, upToMs));
      }
    })();
    return async () => {
      isOver = true;
      wake();
      await going;
      return times;
    };
  }

  public close(): Promise<void> {
    return this.mqtt.close();
  }

  private get mqtt(): MqttBank {
    return this.connected[0]!;
  }

  private next(isIt: Waiter['isIt'], withinMs: number): Promise<ScreenShown | undefined> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        isIt,
        take: (shown) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve(shown);
        },
      };
      const timer = setTimeout(() => waiter.take(undefined), withinMs);
      this.waiters.add(waiter);
    });
  }

  private show(shown: ScreenShown): void {
    for (const waiter of [...this.waiters]) if (waiter.isIt(shown)) waiter.take(shown);
  }
}

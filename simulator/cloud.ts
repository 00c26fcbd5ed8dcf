import { memoryPorts, type Delivery } from '../adapters/memory/index.js';
import { takeUp } from '../app/parked.js';
import { handlePayload } from './handle-payload.js';
import { sweep } from '../app/sweep.js';
import type { Clock, Ports } from '../app/ports.js';
import { Broker } from './broker.js';
import { functionLimits, type Asynchronous, type Call, type FunctionName, type Lane } from './call.js';
import { deliveryKey, timerKey } from './call-keys.js';
import { Parked } from './parked.js';
import type { Mishaps } from './mishaps.js';
import { pausingPorts } from './pausing-ports.js';
import type { Random } from './random.js';
import { rememberedSecrets } from './remembered-secrets.js';
import type { MessageKind } from './virtual-bank.js';
import { Scheduler } from './scheduler.js';
import { Staleness } from './staleness.js';
import type { Store, Witness } from './witness.js';
import type { World } from './world.js';

export interface CloudOptions {
  world: World;
  random: Random;
  mishaps: Mishaps;
  seed: number;
  /** Stands between the memory adapters and everything else: a test breaks something here. */
  tamper?: ((store: Store) => Store) | undefined;
}

const lanes: Record<MessageKind, Lane> = { access: 'access', door: 'rest', health: 'health', result: 'rest' };

/** What is deployed, in virtual time: functions that are called asynchronously, schedules, parked queues, the sweep. */
export class Cloud {
  readonly world: World;
  readonly random: Random;
  readonly mishaps: Mishaps;
  readonly store: Store;
  readonly clock: Clock;
  readonly broker: Broker;
  readonly scheduler: Scheduler;
  readonly staleness: Staleness;
  readonly parked: Record<Asynchronous, Parked>;
  witness!: Witness;
  /** A message reached a person. */
  onTold: (delivery: Delivery) => void = () => undefined;
  /** Of a parked message, what its call was asked: who takes it up has another name. */
  readonly keyOfParked = new Map<string, string>();
  private readonly running = new Set<Call>();
  private readonly afterwards = new Map<Call, (isDone: boolean) => void>();
  private waiting = 0;
  private calls = 0;
  private runs = 0;
  private links = 0;

  constructor({ world, random, mishaps, seed, tamper = (store) => store }: CloudOptions) {
    this.world = world;
    this.random = random;
    this.mishaps = mishaps;
    this.clock = { nowMs: () => world.nowMs };
    const ports = memoryPorts({ clock: this.clock, seed: String(seed) });
    this.store = tamper({ ...ports, secrets: rememberedSecrets(ports.secrets) });
    this.staleness = new Staleness(world, mishaps);
    this.parked = {
      access: this.queue('access'),
      rest: this.queue('rest'),
      health: this.queue('health'),
      schedule: this.queue('schedule'),
    };
    this.scheduler = new Scheduler({ world, random, mishaps }, (timer, id) => {
      const payload = { timer: timer.timer, scheduledTime: new Date(timer.atMs).toISOString() };
      this.invoke('schedule', { by: id, key: timerKey(timer), payload });
    });
    this.broker = new Broker({
      world,
      random,
      mishaps,
      onRule: (kind, delivered, message, id) =>
        this.invoke(lanes[kind], {
          by: id,
          key: deliveryKey(delivered.bankId, message),
          payload: delivered,
        }),
    });
    this.everyMinute();
  }

  /** Nothing runs, waits for a retry, or is parked. */
  get isQuiet(): boolean {
    return this.running.size === 0 && this.waiting === 0 && this.parkedCount === 0 && this.store.due.size() === 0;
  }

  get parkedCount(): number {
    return Object.values(this.parked).reduce((sum, queue) => sum + queue.length, 0);
  }

  /** A person's request through the API: made once, answered or failed; the commit is due from the start. */
  async request<T>(key: string, work: (ports: Ports, by: string) => Promise<T>): Promise<T | undefined> {
    let answer: T | undefined;
    const by = `api${this.calls++}`;
    await new Promise<void>((resolve) => {
      this.attempt(
        'api',
        { by, key },
        1,
        async (ports) => {
          answer = await work(ports, by);
        },
        () => resolve(),
      );
    });
    this.world.stir();
    return answer;
  }

  /** The process of this call has ended. */
  kill(call: Call): void {
    if (call.isDead) return;
    call.isDead = true;
    call.hasEnded = true;
    this.running.delete(call);
    this.witness.ended(call, 'killed');
    this.goOn(call, false);
  }

  /** A bank's connection ended, or is back: the broker says so itself, in the fields of AWS IoT's lifecycle events. */
  linked(bankId: string, isConnected: boolean): void {
    const { nowMs } = this.world;
    const versionNumber = this.links++;
    const event = { sessionIdentifier: `session-${versionNumber}`, versionNumber, timestamp: nowMs };
    const presence = isConnected ? 'connected' : 'disconnected';
    const body = Buffer.from(JSON.stringify(event)).toString('base64');
    const payload = { body, presence, bankId, receivedAtMs: nowMs };
    this.invoke('health', { by: `link${versionNumber}`, key: `${bankId}/presence/${versionNumber}`, payload });
  }

  private invoke(name: Asynchronous, call: { by: string; key: string; payload: unknown }): void {
    const first = { attempt: 1, firstAtMs: this.world.nowMs };
    this.tryAsync(name, call, first);
    if (!this.mishaps.strikes('called-twice')) return;
    this.world.after(this.random.between(0, 2_000), () => this.tryAsync(name, call, first));
  }

  /** What the function's on-failure destination keeps. */
  private park(name: Asynchronous, { by, key, payload }: { by: string; key: string; payload: unknown }): void {
    this.keyOfParked.set(by, key);
    this.parked[name].park(JSON.stringify({ requestContext: { requestId: by }, requestPayload: payload }));
  }

  /** An asynchronous call: tried again after one and two minutes, then parked; too old an event is parked at once. */
  private tryAsync(
    name: Asynchronous,
    call: { by: string; key: string; payload: unknown },
    { attempt, firstAtMs }: { attempt: number; firstAtMs: number },
  ): void {
    const { retriesAfterMs, eventAgeMaxMs } = functionLimits[name];
    const work = (ports: Ports, run: string) =>
      handlePayload(
        ports,
        { name, payload: call.payload },
        { by: call.by, attempt: run, isRetried: true },
        this.world.nowMs,
      );
    this.attempt(name, call, attempt, work, (isDone) => {
      if (isDone) return;
      const retryAfterMs = retriesAfterMs[attempt - 1];
      const isTooOld = this.world.nowMs + (retryAfterMs ?? 0) - firstAtMs > eventAgeMaxMs;
      if (retryAfterMs === undefined || isTooOld) {
        return this.park(name, call);
      }
      this.waiting += 1;
      this.world.after(retryAfterMs, () => {
        this.waiting -= 1;
        this.tryAsync(name, call, { attempt: attempt + 1, firstAtMs });
      });
    });
  }

  private attempt(
    name: FunctionName,
    { by, key }: { by: string; key: string },
    attempt: number,
    work: (ports: Ports, run: string) => Promise<void>,
    afterwards: (isDone: boolean) => void,
  ): void {
    const call: Call = { by, function: name, key, attempt, isDead: false, hasEnded: false, unmarked: new Set() };
    this.running.add(call);
    this.afterwards.set(call, afterwards);
    this.world.stir();
    this.world.after(functionLimits[name].timeoutMs, () => {
      if (this.running.has(call)) this.kill(call);
    });
    work(pausingPorts(this, call), `run${this.runs++}`).then(
      () => this.end(call, 'done'),
      (error: unknown) => this.end(call, 'failed', error),
    );
  }

  private end(call: Call, how: 'done' | 'failed', error?: unknown): void {
    if (call.isDead) return;
    call.hasEnded = true;
    this.running.delete(call);
    this.world.stir();
    this.witness.ended(call, how, error);
    this.goOn(call, how === 'done');
  }

  private goOn(call: Call, isDone: boolean): void {
    const afterwards = this.afterwards.get(call);
    this.afterwards.delete(call);
    afterwards?.(isDone);
  }

  private everyMinute(): void {
    this.world.after(60_000, () => {
      this.everyMinute();
      // A sweep that finds nothing does nothing: looking first spares 43,000 calls a month.
      if (!this.store.due.isDue(this.world.nowMs)) return;
      this.sweep();
      if (this.mishaps.strikes('swept-twice')) this.world.after(this.random.between(0, 20), () => this.sweep());
    });
  }

  private sweep(): void {
    const work = (ports: Ports) => sweep(ports).then(() => undefined);
    this.attempt('sweep', { by: `sweep${this.calls++}`, key: 'sweep' }, 1, work, () => undefined);
  }

  /** A parked queue, which calls the function that takes up what is in it. */
  private queue(name: string): Parked {
    const { world, random, mishaps } = this;
    const call: ConstructorParameters<typeof Parked>[0]['call'] = (batch, ended) => {
      let left: string[] | undefined;
      const lateAtMs = world.nowMs + functionLimits.parked.timeoutMs - functionLimits.rest.timeoutMs;
      const work = async (ports: Ports, run: string) => {
        left = await takeUp(ports, batch, { attempt: run, isLate: () => world.nowMs > lateAtMs });
      };
      this.attempt('parked', { by: `parked${this.calls++}`, key: 'parked' }, 1, work, () => ended(left));
    };
    return new Parked({ world, random, mishaps, name, call });
  }
}

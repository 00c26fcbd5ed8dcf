import type { Alerts, BankLink, Counters, Ports, Timers } from '../app/ports.js';
import { assert } from '../domain/assert.js';
import type { Call } from './call.js';
import type { Cloud } from './cloud.js';
import { pass, pause } from './pass.js';
import {
  countersSeen,
  pausingChannel,
  pausingCustody,
  pausingDoors,
  pausingIncidents,
  publishSeen,
  sendDownSeen,
} from './seen-ports.js';

/** What a process that has run before keeps: sites and banks for a minute, and the secret. So many calls find one that has not. Assumption. */
const coldShare = 0.1;
const kept: readonly (string | symbol)[] = ['site', 'bank', 'issuing', 'pickupCode', 'lookupKey', 'others'];

/** Ports whose every call passes through `pass`: there it meets other calls, and mishaps. */
export const pausingPorts = (cloud: Cloud, call: Call): Ports => new PausingPorts(cloud, call);

/** Each port is made when it is first asked for: there are 25 calls in the life of a parcel, and most need few. */
class PausingPorts implements Ports {
  private readonly made = new Map<keyof Ports, unknown>();

  constructor(
    private readonly cloud: Cloud,
    private readonly call: Call,
  ) {}

  get doors() {
    return this.once('doors', () => pausingDoors(this.cloud, this.call));
  }
  get incidents() {
    return this.once('incidents', () => pausingIncidents(this.cloud, this.call));
  }
  get custody() {
    return this.once('custody', () => pausingCustody(this.cloud, this.call));
  }
  get channels() {
    const { cloud, call } = this;
    return this.once('channels', () => cloud.store.channels.map((channel) => pausingChannel(cloud, call, channel)));
  }
  get parcels() {
    return this.plain('parcels');
  }
  get codes() {
    return this.plain('codes');
  }
  get evidence() {
    return this.plain('evidence');
  }
  get directory() {
    return this.plain('directory');
  }
  get guards() {
    return this.plain('guards');
  }
  get opens() {
    return this.plain('opens');
  }
  get messageCounts() {
    return this.plain('messageCounts');
  }
  get tellings() {
    return this.plain('tellings');
  }
  get sensors() {
    return this.plain('sensors');
  }
  get banks() {
    return this.plain('banks');
  }
  get due() {
    return this.plain('due');
  }
  get commands() {
    return this.plain('commands');
  }
  get secrets() {
    return this.plain('secrets');
  }
  get alerts(): Alerts {
    return { publish: (alert) => this.through(() => publishSeen(this.cloud, this.call, alert)) };
  }
  get bankLink(): BankLink {
    const send: BankLink['send'] = (bankId, command) =>
      this.through(async () => sendDownSeen(this.cloud, bankId, command));
    return { send, ready: (bankId, command) => () => send(bankId, command) };
  }
  get timers(): Timers {
    const { scheduler } = this.cloud;
    return {
      create: (timer) => this.through(async () => scheduler.create(timer)),
      delete: (name) => this.through(async () => scheduler.delete(name)),
    };
  }
  get digest() {
    return this.cloud.store.digest;
  }
  get counters(): Counters {
    return countersSeen(this.cloud, this.call);
  }
  get clock() {
    return this.cloud.clock;
  }
  pause(attempt: number): Promise<void> {
    return pause(this.cloud, this.call, this.cloud.random.between(0, 10 * 2 ** Math.min(attempt, 5)));
  }

  private through<T>(run: () => Promise<T>): Promise<T> {
    return pass(this.cloud, this.call, run);
  }

  /** This port as it is, but every method of it called through `pass`. */
  private plain<Name extends keyof Ports>(name: Name): Ports[Name] {
    return this.once(name, () => new Proxy(this.cloud.store[name] as object, { get: this.method }) as Ports[Name]);
  }

  private readonly method = (port: object, name: string | symbol): unknown => {
    const method: unknown = Reflect.get(port, name);
    assert(typeof method === 'function', `a port has methods only, not ${String(name)}`);
    const run = (args: unknown[]) => Reflect.apply(method, port, args) as Promise<unknown>;
    const goesOut = !kept.includes(name) || this.cloud.random.chance(coldShare);
    return (...args: unknown[]) => (goesOut ? this.through(() => run(args)) : run(args));
  };

  private once<Port>(name: keyof Ports, make: () => Port): Port {
    const made = (this.made.get(name) as Port | undefined) ?? make();
    this.made.set(name, made);
    return made;
  }
}

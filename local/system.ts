import path from 'node:path';
import { startControl, type ControlOptions } from './control.js';
import { takeDataDirectory, type DataDirectory } from './data-directory.js';
import { openJournal, type Journal } from './journal.js';
import { createMishaps, type Mishaps } from './mishaps.js';
import { resolveStack } from './resolved-stack.js';
import { Clock } from './stand-ins/clock.js';
import type { TokenRequest, UserPool } from './stand-ins/cognito.js';
import { startEndpoint } from './stand-ins/endpoint.js';
import { startHttpApi, type HttpApiOptions } from './stand-ins/http-api.js';
import type { Route } from './stand-ins/http-api-routes.js';
import type { ListeningFor } from './stand-ins/http-server.js';
import type { IotBroker } from './stand-ins/iot-broker.js';
import type { FunctionCounters, Lambda } from './stand-ins/lambda.js';
import type { Outbox } from './stand-ins/outbox.js';
import { readAssembly, type Assembly } from './template.js';
import { buildUserPools, routesOf } from './wiring/api.js';
import { buildDevices } from './wiring/devices.js';
import { buildEventSources } from './wiring/event-sources.js';
import { buildFunctions } from './wiring/functions.js';
import { buildMessages, declareTopics } from './wiring/messages.js';
import { guardOf } from './wiring/permissions.js';
import type { Parts } from './wiring/parts.js';
import { buildQueues, buildSecrets, buildTables } from './wiring/stores.js';
import { buildTimers, declareSchedules } from './wiring/timers.js';

export interface SystemOptions {
  /** The cdk.out directory. */
  readonly assembly: string;
  /** Which stack of it; needed only where it holds several. */
  readonly stackName?: string;
  /** Keeps table, schedules, queues, outbox, keys, certificates and topics across a restart; in memory when left out. */
  readonly dataDir?: string;
  /** 0 takes any free port. */
  readonly ports: { readonly api: number; readonly mqtt: number; readonly control: number };
  /** Milliseconds that the clock may pass per real one, on average; 1, the default, never jumps by itself. */
  readonly speed?: number;
  /** Decides when schedules fire within their minute, and mishaps. */
  readonly seed?: number;
  readonly log?: (line: string) => void;
}

export interface LocalSystem {
  readonly apiUrl: string;
  readonly mqttPort: number;
  readonly controlUrl: string;
  /** The AWS endpoint and the table engine as the bundles see them, for measuring against. */
  readonly endpointUrl: string;
  readonly dynamoDbUrl: string;
  readonly region: string;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly mishaps: Mishaps;
  readonly broker: IotBroker;
  /** What devices must trust, in PEM. */
  readonly caPem: string;
  /** Client ids of our own virtual banks. While any other is connected, the clock jumps only when it is told to. */
  readonly ownBanks: Set<string>;
  /** The stack's outputs, with local addresses where it has them. */
  readonly outputs: Readonly<Record<string, string>>;
  /** An access token of the stack's user pool. */
  mintToken(request: TokenRequest): Promise<string>;
  /** Counters of each function, by name. */
  functions(): Record<string, FunctionCounters>;
  /** The last lines that a function printed. */
  logs(functionName: string): readonly string[];
  close(): Promise<void>;
}

/** What to undo when the run ends, last first. */
type Closers = (() => unknown)[];

/**
 * Builds from what `cdk synth` wrote everything that would be deployed, on this machine and on loopback only. What cannot
 * be honoured stops the start with a TemplateError; a start that fails leaves nothing behind.
 */
export async function startSystem(options: SystemOptions): Promise<LocalSystem> {
  const assembly = readAssembly(options.assembly, options.stackName);
  const closers: Closers = [];
  const close = () => closeAll(closers);
  try {
    const parts = await prepare(assembly, options, closers);
    return { ...(await build(parts, closers)), close };
  } catch (error) {
    await close().catch((failed: unknown) => options.log?.(`what was started did not close: ${String(failed)}`));
    throw error;
  }
}

/** All of them, whatever one of them says: a port or a directory would stay taken. Throws the first failure when all are done. */
export async function closeAll(closers: Closers): Promise<void> {
  const failures: unknown[] = [];
  for (const undo of closers.splice(0).reverse()) {
    try {
      await undo();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

interface Prepared extends Parts {
  readonly assembly: Assembly;
  readonly options: SystemOptions;
  readonly api: ListeningFor<HttpApiOptions>;
  readonly control: ListeningFor<ControlOptions>;
  readonly controlUrl: string;
  readonly data: DataDirectory | undefined;
}

/** Clock and ports first, since names are made of their addresses; then the whole template is checked. */
async function prepare(assembly: Assembly, options: SystemOptions, closers: Closers): Promise<Prepared> {
  const { dataDir, ports, seed = 1, log = () => undefined } = options;
  const data = dataDir === undefined ? undefined : takeDataDirectory(dataDir);
  closers.push(() => data?.giveBack());
  const journal = <T>(name: string) => {
    const opened = openJournal<T>(dataDir, name);
    closers.push(() => opened.close());
    return opened;
  };
  const clock = startClock(options, journal<number>('clock'));
  closers.push(() => clock.close());
  const endpoint = await startEndpoint({ clock, log });
  closers.push(endpoint.close);
  const api = await startHttpApi({ port: ports.api, clock, log });
  closers.push(api.close);
  const control = await startControl(ports.control);
  closers.push(control.close);
  const { template, stackName, accountId, region } = assembly;
  const apiUrl = `http://127.0.0.1:${api.port}`;
  const controlUrl = `http://127.0.0.1:${control.port}`;
  const stack = resolveStack(template, { stackName, accountId, region, endpointUrl: endpoint.url, apiUrl });
  endpoint.guardBy(guardOf(stack));
  const mishaps = createMishaps(seed);
  return { assembly, options, stack, clock, mishaps, endpoint, log, journal, api, control, controlUrl, data };
}

function startClock({ speed, log }: SystemOptions, kept: Journal<number>): Clock {
  return new Clock({ speed, log, aheadMs: kept.get('aheadMs'), onJump: (aheadMs) => kept.set('aheadMs', aheadMs) });
}

async function build(prepared: Prepared, closers: Closers): Promise<Omit<LocalSystem, 'close'>> {
  const { assembly, options, stack, clock, mishaps, endpoint, control, controlUrl, data } = prepared;
  const { dataDir, ports } = options;
  const openingPools = buildUserPools(prepared); // Beside the rest: a first key takes a moment to find.
  openingPools.catch(() => undefined); // Awaited below, if the start comes that far.
  const kept = dataDir === undefined ? {} : { directory: path.join(dataDir, 'tables') };
  const tables = await buildTables(prepared, { ...kept, wasKilled: data?.wasKilled });
  data?.mended();
  closers.push(tables.close);
  buildSecrets(prepared);
  const queues = buildQueues(prepared);
  const { outbox, notifications } = buildMessages(prepared, () => `${controlUrl}/confirm`);
  const { lambda, events } = buildFunctions(prepared, { assembly, queues, dynamoDbUrl: tables.url });
  closers.push(
    () => lambda.close(),
    () => events.close(),
  );
  const parts = { ...prepared, lambda, events, queues };
  const schedules = buildTimers(parts);
  const eventSources = buildEventSources(parts);
  closers.push(() => eventSources.close());
  const pools = await openingPools;
  const routes = routesOf(parts, pools);
  const { broker, authority } = await buildDevices(parts, { port: ports.mqtt, directory: dataDir });
  closers.push(() => broker.close());
  await lambda.check();

  closers.push(() => clock.close()); // First of all when the run ends: nothing may fire into what is closing.

  const ownBanks = new Set<string>();
  clock.mayJump = () => broker.connected().every((clientId) => ownBanks.has(clientId));
  declareTopics(parts, notifications);
  declareSchedules(parts, schedules);
  events.resume();
  eventSources.start();
  const mintToken = minterOf(pools);
  const caPem = authority.certificatePem;
  serveApi(parts, routes);
  const health = () => ({
    status: 'ok',
    nowMs: clock.nowMs(),
    functions: lambda.counters(),
    devices: broker.counters,
    pendingEvents: events.pendingCount,
    queues: queues.allCounts(),
  });
  const logs = (functionName: string) => lambda.logs(functionName);
  const addresses = {
    apiUrl: stack.apiUrl,
    mqttPort: broker.port,
    controlUrl,
    endpointUrl: endpoint.url,
    dynamoDbUrl: tables.url,
    region: stack.region,
  };
  const listening = () => ({ ...addresses, outputs: stack.outputs() });
  control.serve({ clock, mishaps, outbox, notifications, mintToken, caPem, logs, health, addresses: listening });
  return {
    ...addresses,
    clock,
    outbox,
    mishaps,
    broker,
    caPem,
    ownBanks,
    outputs: stack.outputs(),
    mintToken,
    functions: () => lambda.counters(),
    logs,
  };
}

function serveApi({ api, stack, clock, log, lambda }: Prepared & { lambda: Lambda }, routes: readonly Route[]): void {
  const apiId = stack.resourcesOf('AWS::ApiGatewayV2::Api')[0]?.ref ?? '';
  const invoke = (functionArn: string, event: string) => lambda.invoke(functionArn, event);
  api.serve({ apiId, accountId: stack.accountId, routes, clock, log, invoke });
}

function minterOf([pool]: readonly UserPool[]): LocalSystem['mintToken'] {
  return (request) => {
    if (pool) return pool.mintToken(request);
    return Promise.reject(new RangeError('the stack has no user pool to mint tokens of'));
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge, type Verdict } from './checks.js';
import { makeHouse, type House } from './house.js';
import { Ledger } from './ledger.js';
import { playLoad } from './load.js';
import { observe, read } from './observed.js';
import { SoakBank } from './soak-bank.js';
import { SystemProcess } from './system-process.js';

export interface SoakSettings {
  readonly forMs: number;
  readonly seed: number;
  readonly banks: number;
  readonly doors: number;
  readonly perMinute: number;
  /** How often the system is killed, evenly over the load. */
  readonly kills: number;
  readonly reconnectEveryMs: number;
}

export interface SoakResult extends Verdict {
  readonly settings: SoakSettings;
  readonly counts: Record<string, number>;
  readonly parcels: number;
  readonly told: number;
  readonly readyAfterMs: readonly number[];
  readonly tookMs: number;
}

type Say = (line: string) => void;

/** How long it stays down: a supervisor takes a moment. */
const downForMs = 1_000;
/** Longer than the last watch of a visit (the re-open window, 10 minutes) and the sweep of what it left. */
const restMs = 20 * 60_000;
const restStepMs = 60_000;

/**
 * The whole system in a process of its own, under load from banks on real MQTT whose networks fail, and killed with
 * kill -9 on the way; then everything is let come to rest and compared with what people really did.
 */
export async function soak(settings: SoakSettings, say: Say): Promise<SoakResult> {
  const beganAtMs = performance.now();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'pigeonhole-soak-'));
  const ports = { api: await freePort(), mqtt: await freePort(), control: await freePort() };
  const system = new SystemProcess({ dataDir, ports, seed: settings.seed });
  const banks: SoakBank[] = [];
  const ledger = new Ledger();
  try {
    say('Starting the system …');
    await system.start();
    const house = await makeHouse(system.addresses, settings);
    for (const [i, files] of house.banks.entries()) banks.push(await SoakBank.connect(files, settings.seed + i));
    say(
      `${banks.length} banks of ${settings.doors} doors are connected; ${Math.round(settings.forMs / 1_000)} s of load:`,
    );
    const telling = setInterval(() => say(progressOf(ledger, beganAtMs)), 15_000);
    try {
      const load = playLoad(system, house, { banks, ledger, settings });
      await Promise.race([load, killTimes(system, ledger, settings, say).then(() => load)]);
    } finally {
      clearInterval(telling);
    }
    return await lookAtIt(system, house, { banks, ledger, settings, beganAtMs, say });
  } catch (error) {
    throw new Error(`the soak broke off; the system last said: ${system.lastWords || 'nothing'}`, { cause: error });
  } finally {
    await Promise.all(banks.map((bank) => bank.close().catch(() => undefined)));
    await system.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function killTimes(
  system: SystemProcess,
  ledger: Ledger,
  { kills, forMs }: SoakSettings,
  say: Say,
): Promise<void> {
  for (let kill = 1; kill <= kills; kill++) {
    await sleep(forMs / (kills + 1));
    await system.kill();
    ledger.outages.push({ downAtMs: Date.now() });
    say('kill -9 …');
    await sleep(downForMs);
    await system.start();
    say(`up again after ${Math.round(system.readyAfterMs.at(-1) ?? 0)} ms, on the same data`);
  }
}

interface Finished {
  readonly banks: readonly SoakBank[];
  readonly ledger: Ledger;
  readonly settings: SoakSettings;
  readonly beganAtMs: number;
  readonly say: Say;
}

async function lookAtIt(system: SystemProcess, { admin }: House, finished: Finished): Promise<SoakResult> {
  const { banks, ledger, settings, beganAtMs, say } = finished;
  say('The last visitor has gone; the watches of all visits run out …');
  await comeToRest(system);
  const seen = await observe(
    system.addresses,
    admin,
    banks.map(({ bankId }) => bankId),
  );
  const verdict = judge(ledger, banks, seen);
  const told = seen.outbox.filter(({ kind }) => kind === 'parcel-stored').length;
  return {
    settings,
    ...verdict,
    counts: ledger.counts,
    parcels: ledger.parcels.length,
    told,
    readyAfterMs: system.readyAfterMs.map(Math.round),
    tookMs: Math.round(performance.now() - beganAtMs),
  };
}

/** In steps, so that a bank that is asked can answer before the next minute comes; the banks' own timers go on meanwhile. */
async function comeToRest({ addresses }: SystemProcess): Promise<void> {
  for (let passedMs = 0; passedMs < restMs; passedMs += restStepMs) {
    const body = JSON.stringify({ advanceMs: restStepMs });
    const answer = await fetch(`${addresses.controlUrl}/clock`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`the clock did not come to rest: ${await answer.text()}`);
    await sleep(200);
  }
  await read(addresses, '/health');
}

function progressOf(ledger: Ledger, beganAtMs: number): string {
  const { parcels, counts } = ledger;
  const seconds = Math.round((performance.now() - beganAtMs) / 1_000);
  const troubles = (counts['requests without an answer'] ?? 0) + (counts['doors granted that never clicked'] ?? 0);
  return `  ${seconds} s: ${parcels.length} parcels, ${ledger.with('inside').length} inside, ${ledger.with('taken').length} taken; ${troubles} requests in vain`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

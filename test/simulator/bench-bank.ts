import type { BankJson, MessageKind, WireMessage } from '../../simulator/bank-json.js';
import { randomOf } from '../../simulator/random.js';
import { VirtualBank, type InVain, type Pulse, type ScreenShown } from '../../simulator/virtual-bank.js';
import { World } from '../../simulator/world.js';

export const bankJson: BankJson = {
  bankId: 'bank-01',
  siteId: 'demo',
  controllerId: 'controller-1',
  endpoint: 'localhost',
  port: 8883,
  rules: {
    access: 'lockers_v1_access',
    door: 'lockers_v1_door',
    health: 'lockers_v1_health',
    result: 'lockers_v1_result',
  },
  profile: 'tof',
  doors: [
    { compartmentId: 'A01', size: 'S', accessible: false },
    { compartmentId: 'A07', size: 'M', accessible: true },
  ],
  doorCycles: { A07: 411 },
  heartbeatSeconds: 0,
  scanSeconds: 0,
};

export const box = { id: 'box', thicknessMm: 90, grams: 800 };

/** A bank on the bench: its clock is moved by hand, what it says is kept, and nothing is acknowledged unless a test does. */
export function benchBank(change: Partial<BankJson> = {}) {
  const world = new World();
  const sent: { kind: MessageKind; message: WireMessage }[] = [];
  const pulses: Pulse[] = [];
  const inVain: InVain[] = [];
  const screens: ScreenShown[] = [];
  const originMs = world.nowMs;
  const bank = new VirtualBank({
    config: { ...bankJson, ...change },
    random: randomOf('bench'),
    now: () => world.nowMs,
    setTimer: (ms, fn) => world.after(ms, fn),
    send: (kind, message) => void sent.push({ kind, message }),
    onPulse: (pulse) => pulses.push(pulse),
    onInVain: (all) => inVain.push(all),
    onScreen: (shown) => screens.push(shown),
  });
  const open = (commandId: string, notAfterMs = world.nowMs + 20_000) =>
    bank.onCommand(
      JSON.stringify({
        schema: 1,
        commandId,
        type: 'open',
        compartmentId: 'A07',
        leaseId: 'A07-stay-1',
        issuedAtMs: world.nowMs,
        notAfterMs,
        serverTimeMs: world.nowMs,
      }),
    );
  return {
    bank,
    inVain,
    sent,
    pulses,
    screens,
    world,
    open,
    /** Lets so many seconds pass. */
    wait: (seconds: number) => world.runUntil(world.nowMs + seconds * 1000),
    uptimeMs: () => world.nowMs - originMs,
    typesSent: () => sent.map(({ message }) => message.type),
    results: () =>
      sent
        .filter(({ kind }) => kind === 'result')
        .map(({ message }) => [message['commandId'], message['outcome'], message['reason']]),
    last: (type: string) => sent.findLast(({ message }) => message.type === type)?.message,
  };
}

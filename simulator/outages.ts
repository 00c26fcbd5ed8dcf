import type { Scene } from './scene.js';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long banks are away and what their batteries hold: assumptions all, no source gives one. */
const assumed = {
  /** Half of the outages are shorter than this, and 5 % longer than 2 h: σ = ln(12) / 1.645. */
  offlineMedianMs: 10 * minuteMs,
  offlineSigma: 1.51,
  offlineMaxMs: 12 * hourMs,
  flapsForMs: [2 * minuteMs, 10 * minuteMs],
  flapEveryMs: [3 * secondMs, 40 * secondMs],
  batteryMs: [30 * minuteMs, 60 * minuteMs],
  mainsAwayMs: [1 * minuteMs, 3 * hourMs],
} as const;

/** What may befall the network and the power of a bank on this day. What it has to say meanwhile waits in its mailbox. */
export function planOutages(scene: Scene, midnightMs: number): void {
  const { mishaps, place, world } = scene;
  const at = (run: () => void) => world.at(midnightMs + place.random.between(0, dayMs), run);
  if (mishaps.strikes('bank-offline')) at(() => goOffline(scene));
  if (mishaps.strikes('bank-flaps')) at(() => flap(scene));
  if (mishaps.strikes('power-lost')) at(() => losePower(scene));
}

function goOffline({ place: { bank, bankId, random }, world }: Scene): void {
  const { offlineMedianMs, offlineSigma, offlineMaxMs } = assumed;
  world.log(`offline ${bankId}`);
  bank.unplug();
  world.after(Math.min(offlineMaxMs, random.logNormal(Math.log(offlineMedianMs), offlineSigma)), () => {
    world.log(`online ${bankId}, ${bank.unsentCount} kept`);
    bank.plug();
  });
}

function flap({ place: { bank, random }, world }: Scene): void {
  const untilMs = world.nowMs + random.between(...assumed.flapsForMs);
  const step = (): void => {
    if (world.nowMs >= untilMs || !bank.isOnline) return bank.plug();
    bank.unplug();
    world.after(random.between(...assumed.flapEveryMs), () => {
      bank.plug();
      world.after(random.between(...assumed.flapEveryMs), step);
    });
  };
  step();
}

/** The battery bridges most failures; where it does not, the bank goes dark and starts again with the mains. */
function losePower({ place: { bank, bankId, random }, world }: Scene): void {
  const [batteryMs, awayMs] = [random.between(...assumed.batteryMs), random.between(...assumed.mainsAwayMs)];
  world.log(`battery ${bankId}`);
  bank.runOn('battery', 100);
  world.after(Math.min(batteryMs, awayMs) / 2, () =>
    bank.runOn('battery', Math.max(0, Math.round(100 - (50 * Math.min(awayMs, batteryMs)) / batteryMs))),
  );
  if (awayMs > batteryMs) world.after(batteryMs, () => bank.unplug());
  world.after(awayMs, () => {
    world.log(`mains ${bankId}`);
    if (awayMs > batteryMs) bank.reboot('power-lost');
    bank.plug();
    bank.runOn('mains');
  });
}

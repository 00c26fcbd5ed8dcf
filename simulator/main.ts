import { demand } from './demand.js';
import { mishapRates } from './mishaps.js';
import { parseSettings, replayCommand, usage, type Settings } from './settings.js';
import { tellStory, type Told } from './story.js';

/** `npm run sim`: prints its settings, tells one seed's story twice, and says what did not hold. */
async function main(): Promise<number> {
  const settings = readSettings();
  if (!settings) return 2;
  if (settings === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  printSettings(settings);
  const startedMs = performance.now();
  const first = await tellStory({ ...settings, tell: settings.trace ? print : undefined, onDay: progress(settings) });
  const tookMs = performance.now() - startedMs;
  const again = await tellStory(settings);
  const isSame = again.story.sha256 === first.story.sha256;
  printResult(settings, first, { isSame, tookMs });
  return first.violations.length === 0 && isSame ? 0 : 1;
}

function readSettings(): Settings | 'help' | undefined {
  try {
    return parseSettings(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function printSettings({ seed, banks, days, doorsPerBank, mishaps }: Settings): void {
  print(`seed ${seed}, ${banks} banks of ${doorsPerBank} doors, ${days} days of deliveries`);
  print(`demand ${JSON.stringify(demand)}`);
  const rates = mishaps.map((kind) => `${kind} ${mishapRates[kind]}`).join(', ');
  print(`mishaps ${rates || 'none'}`);
}

const progress =
  ({ days }: Settings) =>
  (day: number, planned: number): void => {
    if (day % 5 === 0 || day === days) print(`day ${day} of ${days}: ${planned} parcels brought`);
  };

function printResult(settings: Settings, told: Told, { isSame, tookMs }: { isSame: boolean; tookMs: number }): void {
  const { planned, reserved, lives, violations, mishaps, simulatedHours, story, toldAgain, heldForGood } = told;
  for (const { invariant, detail, atMs } of violations)
    print(`VIOLATION ${new Date(atMs).toISOString()} ${invariant}: ${detail}`);
  if (!isSame) print('VIOLATION the same seed told two stories');
  if (violations.length > 0 || !isSame) print(`replay with: ${replayCommand(settings)}`);
  print(
    `story of ${story.lines} lines, sha256 ${story.sha256.slice(0, 16)}, told twice: ${isSame ? 'the same' : 'DIFFERENT'}`,
  );
  print(`${toldAgain} messages told again, each after a crash or a lost answer before its marker`);
  print(`events ${JSON.stringify(told.events)}`);
  print(`${heldForGood} doors held at the end, for a technician`);
  const { jumped, doubted } = told.wrongByFault;
  print(`verdicts wrong for broken sensors: ${jumped} as a level jumped within a door cycle, ${doubted} in doubt`);
  const livesPerMinute = Math.round((lives / tookMs) * 60_000);
  const count = violations.length + (isSame ? 0 : 1);
  print(
    JSON.stringify({
      seed: settings.seed,
      planned,
      reserved,
      lives,
      violations: count,
      mishaps,
      simulatedHours,
      livesPerMinute,
    }),
  );
}

process.exitCode = await main();

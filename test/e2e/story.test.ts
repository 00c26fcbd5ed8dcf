import { expect, test } from 'vitest';
import { prepareDemo } from '../../local/demo/play.js';
import { synthesize } from '../../local/synth.js';
import { startSystem } from '../../local/system.js';
import { atEnd } from '../stand-ins/harness.js';

/** Hours pass in seconds, and not while somebody stands at a door. */
const speed = 1_000;

test('the story of npm start: a jam is mended from afar, a drifting sensor recalibrated, a phantom parcel found', async () => {
  const { assembly } = await synthesize('.local/e2e/cdk.out');
  const system = await startSystem({ assembly, ports: { api: 0, mqtt: 0, control: 0 }, seed: 1, speed });
  atEnd(() => system.close());
  const told: string[] = [];
  const keep = (line: string): void => void told.push(line);
  const demo = await prepareDemo(system, system, { seed: 1, tell: keep, title: keep });
  atEnd(() => demo?.close());
  await demo?.play();
  await demo?.playMore();
  const jam = 'incident wont-open at A01: raised → pulse-lock → the bank says done → in use again, on trial';
  expect(told.filter((line) => line.startsWith('incident '))).toEqual([
    jam,
    `${jam} → over, and nobody went there`,
    'incident sensor-drift at A07: raised → recalibrate → the bank says done → over, and nobody went there',
    expect.stringMatching(/^incident phantom at A09: raised → hold-door → look-again .* → tell-manager$/),
  ]);
  expect(system.outbox.all().filter(({ kind }) => kind === 'door-needs-you')).toEqual([]);
  expect(told).toContain('door A09 is quarantined, and offered to nobody');
});

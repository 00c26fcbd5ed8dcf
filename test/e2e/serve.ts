import { synthesize } from '../../local/synth.js';
import { startSystem } from '../../local/system.js';

/**
 * The local run in a process of its own, on any free ports, without the demo: what an end-to-end test drives from
 * outside. It says where it listens, then answers for what its functions printed, until its parent lets go of it.
 */
export interface Served {
  readonly apiUrl: string;
  readonly controlUrl: string;
  readonly mqttPort: number;
  readonly caPem: string;
}

const [dataDir] = process.argv.slice(2);
// A directory of its own: a run of `npm start` beside the tests synthesizes into another.
const { assembly } = await synthesize('.local/e2e/cdk.out');
const system = await startSystem({
  assembly,
  ports: { api: 0, mqtt: 0, control: 0 },
  ...(dataDir === undefined ? {} : { dataDir }),
});
const { apiUrl, controlUrl, mqttPort, caPem } = system;

process.on('message', () => {
  const names = Object.keys(system.functions());
  process.send?.({ logs: names.flatMap((name) => system.logs(name)) });
});
process.on('disconnect', () => void system.close().finally(() => process.exit(0)));
process.send?.({ served: { apiUrl, controlUrl, mqttPort, caPem } satisfies Served });

import { exitWith, readOptions, wholeNumber } from '../options.js';
import { soak, type SoakResult } from './soak.js';

const options = {
  minutes: { type: 'string', default: '10', hint: 'N', about: 'of load; the rest takes one or two more' },
  seconds: { type: 'string', hint: 'N', about: 'of load, instead of minutes' },
  seed: { type: 'string', default: '1', hint: 'N', about: 'of what people do and when networks fail' },
  banks: { type: 'string', default: '6', hint: 'N', about: 'virtual banks on MQTT' },
  doors: { type: 'string', default: '40', hint: 'N', about: 'of each bank' },
  rate: { type: 'string', default: '60', hint: 'N', about: 'deposits a minute' },
  kills: { type: 'string', default: '1', hint: 'N', about: 'times that the system is killed with kill -9' },
  reconnect: {
    type: 'string',
    default: '30',
    hint: 'S',
    about: 'seconds between two losses of a bank’s network, on average',
  },
} as const;

const values = readOptions(
  'npm run soak -- [options]\nLoad on the whole system with failing networks and kill -9, and whether anything was lost or doubled.',
  options,
);
const settings = {
  forMs: values.seconds
    ? wholeNumber(values.seconds, 'seconds', [5, 86_400]) * 1_000
    : wholeNumber(values.minutes, 'minutes', [1, 1_440]) * 60_000,
  seed: wholeNumber(values.seed, 'seed', [0, 2 ** 31]),
  banks: wholeNumber(values.banks, 'banks', [1, 100]),
  doors: wholeNumber(values.doors, 'doors', [1, 99]),
  perMinute: wholeNumber(values.rate, 'rate', [1, 6_000]),
  kills: wholeNumber(values.kills, 'kills', [0, 100]),
  reconnectEveryMs: wholeNumber(values.reconnect, 'reconnect', [1, 86_400]) * 1_000,
};

try {
  const result = await soak(settings, (line) => console.log(line));
  console.log(tableOf(result));
  console.log(JSON.stringify(result));
  process.exit(result.violations.length === 0 ? 0 : 1);
} catch (error) {
  console.error(error);
  exitWith(1, 'the soak could not be finished');
}

function tableOf(result: SoakResult): string {
  const { parcels, told, stored, collected, quarantined, crashDoubles, violations, readyAfterMs, counts } = result;
  const rows: [string, string | number][] = [
    ['parcels brought', parcels],
    ['stored at the end', stored],
    ['collected', collected],
    ['messages "your parcel is here"', told],
    ['of these doubled by a kill', crashDoubles],
    ['doors kept from use', quarantined],
    ['starts, ms until ready', readyAfterMs.join(', ')],
    ...Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)),
    ['violations', violations.length],
  ];
  const lines = rows.map(([what, value]) => `  ${what.padEnd(44)}${value}`);
  return ['', ...lines, ...violations.slice(0, 40).map((violation) => `  ! ${violation}`), ''].join('\n');
}

import type { Addresses } from './admin.js';
import { bankNews } from './bank-news.js';
import { portOptions } from './options.js';
import type { LocalSystem } from './system.js';

/** How often the outbox is looked at for the story, real time. */
const lookMs = 25;
/** And what the functions print of banks, which nobody waits for. */
const bankLookMs = 250;

/** What the run prints: the story as it happens, and how to go on. */
export class Screen {
  public courierCode: string | undefined;

  public constructor(private readonly settings: { isQuiet: boolean }) {}

  public say(line: string): void {
    if (!this.settings.isQuiet) console.log(line);
  }

  public warn(line: string): void {
    console.error(line);
  }

  /** The story's voice: each line with the hour of the run's clock; messages to people as they are delivered. */
  public storyOf(system: LocalSystem): { tell(line: string): void; title(line: string): void } {
    let told = 0;
    const messages = (): void => {
      const all = system.outbox.all();
      for (const { channel, to, body, atMs } of all.slice(told)) {
        this.say(`  ${hourOf(atMs)}  ${channel} to ${to}: "${firstLine(body)}"`);
      }
      told = all.length;
    };
    setInterval(messages, lookMs).unref();
    this.tellOfBanks(system);
    return {
      tell: (line) => {
        this.say(`  ${hourOf(system.clock.nowMs())}  ${line}`);
        messages();
      },
      title: (line) => {
        messages();
        this.say(`\n${line}`);
      },
    };
  }

  /** Banks that drop off, return, or run on battery: read off what the functions print. */
  private tellOfBanks(system: LocalSystem): void {
    const newsOf = bankNews();
    const look = (): void => {
      for (const name of Object.keys(system.functions()))
        for (const line of newsOf(name, system.logs(name))) this.say(`  ${hourOf(system.clock.nowMs())}  ${line}`);
    };
    setInterval(look, bankLookMs).unref();
  }

  public howToGoOn({ mqttPort }: LocalSystem, addresses: Addresses): void {
    const { apiUrl, controlUrl } = addresses;
    const flags = portFlags(addresses);
    const lines = [
      '',
      'It runs on. From another terminal:',
      `  a token           TOKEN=$(npm run --silent token -- --role manager --site demo${flags} | tail -1)`,
      `  the API           curl -s -H "authorization: Bearer $TOKEN" ${apiUrl}/v1/sites/demo/parcels`,
      `  what people got   curl -s ${controlUrl}/outbox`,
      `  a day later       curl -s -X POST ${controlUrl}/clock -d '{"advanceMs":86400000}'`,
      `  a bank of yours   npm run enroll -- --bank my-bank --out my-bank${flags}   (MQTT over TLS on 127.0.0.1:${mqttPort})`,
      ...(this.courierCode ? [`  a courier's code  ${this.courierCode}`] : []),
      'Ctrl-C stops everything.',
    ];
    console.log(lines.join('\n'));
  }
}

/** What the small commands are to be told of where the run listens: nothing, where that is where they look. */
function portFlags({ apiUrl, controlUrl }: Addresses): string {
  const given = { port: new URL(apiUrl).port, 'control-port': new URL(controlUrl).port };
  return Object.entries(given)
    .filter(([name, port]) => port !== portOptions[name as keyof typeof given].default)
    .map(([name, port]) => ` --${name} ${port}`)
    .join('');
}

const firstLine = (body: string): string => body.split('\n')[0] ?? '';
const hourOf = (atMs: number): string => new Date(atMs).toISOString().slice(5, 19).replace('T', ' ');

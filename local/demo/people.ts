import type { Item } from '../../simulator/bank-sensors.js';
import type { ScreenShown } from '../../simulator/bank-json.js';
import type { MqttBank } from '../mqtt-bank.js';
import type { LocalSystem } from '../system.js';

/** How long a person takes for a movement at the door. */
const handMs = 300;
/** What the system has to answer within before the story gives up: real time. */
const patienceMs = 30_000;

/** One person at one bank's screen and doors. Waits for what the screen says, as a person would. */
export class Person {
  private readonly shown: ScreenShown[] = [];

  public constructor(
    private readonly system: LocalSystem,
    private readonly at: MqttBank,
    private readonly tell: (line: string) => void,
  ) {}

  /** To be called with every screen of the bank. */
  public see(screen: ScreenShown): void {
    this.shown.push(screen);
  }

  /** Does something at the screen and answers with what it shows in reply. */
  public async tap(ask: () => { messageId: string }): Promise<ScreenShown> {
    const { messageId } = ask();
    return this.screen(({ inReplyTo }) => inReplyTo === messageId);
  }

  /** Opens the door that may be opened, uses it, closes it, and answers with what the screen says of it. */
  public async useDoor(compartmentId: string, use: () => void): Promise<ScreenShown> {
    const { bank } = this.at;
    await until(() => bank.pull(compartmentId), `door ${compartmentId} to open`);
    this.tell(`door ${compartmentId} opens`);
    await hand();
    use();
    await hand();
    bank.close(compartmentId);
    this.tell(`door ${compartmentId} closes`);
    this.shown.length = 0;
    return this.screen((screen) => screen.compartmentId === compartmentId && screen.code !== 'checking');
  }

  /** Waits for the screen to say this. */
  public reads(code: string): Promise<ScreenShown> {
    return this.screen((screen) => screen.code === code);
  }

  public place(compartmentId: string, ...items: Item[]): void {
    this.at.bank.place(compartmentId, ...items);
  }
  public take(compartmentId: string, itemIds?: string[]): void {
    this.at.bank.take(compartmentId, itemIds);
  }

  /** The latest code that was sent to this number, as the resident reads it. */
  public codeSentTo(phone: string): Promise<string> {
    return until(() => {
      const message = this.system.outbox.all().findLast(({ to, body }) => to === phone && /\b\d{8}\b/.test(body));
      return /\b\d{8}\b/.exec(message?.body ?? '')?.[0];
    }, `a code for ${phone}`);
  }

  private screen(isIt: (screen: ScreenShown) => boolean): Promise<ScreenShown> {
    return until(() => {
      const found = this.shown.findIndex(isIt);
      return found === -1 ? undefined : this.shown.splice(0, found + 1).at(-1);
    }, 'the screen to answer');
  }
}

const hand = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, handMs));

async function until<Found>(look: () => Found | undefined | false, what: string): Promise<Found> {
  const startedMs = performance.now();
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() - startedMs > patienceMs) throw new Error(`waited ${patienceMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

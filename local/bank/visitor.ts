import { setTimeout as sleep } from 'node:timers/promises';
import type { ScreenShown } from '../../simulator/bank-json.js';
import type { MqttBank } from '../mqtt-bank.js';

/** How long a person takes for a movement at the door. */
const handMs = 700;
/** How long somebody looks at the screen, and pulls at a door: three pulses of 20 s. */
const patienceMs = 60_000;
/** Without a network no verdict comes: time enough to settle and to be kept for later. */
const settledMs = 4_000;

export interface DepositBy {
  readonly courierCode: string;
  readonly unit: string;
  /** The door is closed on nothing. */
  readonly isForgotten: boolean;
}

interface Waiter {
  readonly isIt: (shown: ScreenShown) => boolean;
  readonly take: (shown: ScreenShown) => void;
}

/** One person at the virtual bank who makes a whole visit, from the screen to the closed door and its verdict. */
export class Visitor {
  /** The door that was used last: what a key that needs a door is about. */
  public lastDoor: string;
  private readonly waiting = new Set<Waiter>();
  private parcels = 0;

  public constructor(
    private readonly at: MqttBank,
    private readonly say: (line: string) => void,
  ) {
    this.lastDoor = at.bank.compartmentIds[0] ?? '';
  }

  /** To be called with every screen of the bank. */
  public see(shown: ScreenShown): void {
    for (const waiter of [...this.waiting]) if (waiter.isIt(shown)) waiter.take(shown);
  }

  public async deposit({ courierCode, unit, isForgotten }: DepositBy): Promise<void> {
    const { bank } = this.at;
    const door = await this.openedDoor(() => bank.requestDeposit({ courierCode, recipient: { unit }, size: 'S' }));
    if (door === undefined) return;
    if (isForgotten) this.say(`  nothing is put into ${door}`);
    else bank.place(door, { id: `parcel-${(this.parcels += 1)}`, thicknessMm: 120, grams: 900 });
    await this.shut(door);
  }

  public async pickup(code: string): Promise<void> {
    const door = await this.openedDoor(() => this.at.bank.requestPickup(code));
    if (door === undefined) return;
    const things = this.at.bank.take(door).length;
    this.say(`  ${things} ${things === 1 ? 'thing is' : 'things are'} taken out of ${door}`);
    await this.shut(door);
  }

  private async openedDoor(request: () => { messageId: string }): Promise<string | undefined> {
    const { bank } = this.at;
    if (!bank.isOnline) return void this.say('  the screen says: no network. Plug the bank in first');
    const shown = await this.screenAfter(request);
    const door = shown?.compartmentId;
    if (door === undefined) return void this.say(shown ? '  no door opens' : '  the screen did not answer');
    this.lastDoor = door;
    if (!(await this.pulls(door))) return void this.say(`  door ${door} did not open`);
    this.say(`  door ${door} is open`);
    await sleep(handMs);
    return door;
  }

  private async pulls(door: string): Promise<boolean> {
    for (let passedMs = 0; passedMs < patienceMs; passedMs += 100) {
      if (this.at.bank.pull(door)) return true;
      await sleep(100);
    }
    return false;
  }

  private async shut(door: string): Promise<void> {
    await sleep(handMs);
    const withinMs = this.at.bank.isOnline ? patienceMs : settledMs;
    const verdict = this.screen((shown) => shown.compartmentId === door && shown.code !== 'checking', withinMs);
    this.at.bank.close(door);
    this.say(`  door ${door} is shut`);
    await verdict;
  }

  private screenAfter(request: () => { messageId: string }): Promise<ScreenShown | undefined> {
    const { messageId } = request();
    return this.screen(({ inReplyTo }) => inReplyTo === messageId);
  }

  private screen(isIt: Waiter['isIt'], withinMs = patienceMs): Promise<ScreenShown | undefined> {
    return new Promise((resolve) => {
      const stop = (shown?: ScreenShown): void => {
        clearTimeout(timer);
        this.waiting.delete(waiter);
        resolve(shown);
      };
      const waiter: Waiter = { isIt, take: stop };
      const timer = setTimeout(stop, withinMs);
      this.waiting.add(waiter);
    });
  }
}

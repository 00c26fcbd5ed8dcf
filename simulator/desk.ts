import type { ScreenShown, VirtualBank } from './virtual-bank.js';
import type { World } from './world.js';

interface Waiter {
  wants: (shown: ScreenShown) => boolean;
  take: (shown: ScreenShown | undefined) => void;
}

/** What a person at a bank sees: the answer to what they asked, and what the screen says of the door they stand at. */
export class Desk {
  readonly bank: VirtualBank;
  private readonly world: World;
  private readonly waiters = new Set<Waiter>();
  /** Doors at which somebody stands. */
  readonly busy = new Set<string>();

  constructor(bank: VirtualBank, world: World) {
    this.bank = bank;
    this.world = world;
  }

  onScreen(shown: ScreenShown): void {
    for (const waiter of [...this.waiters]) {
      if (!waiter.wants(shown)) continue;
      this.waiters.delete(waiter);
      this.world.stir();
      waiter.take(shown);
      return;
    }
  }

  /** The answer to a request, or undefined if none comes in time. */
  answerTo(messageId: string, withinMs: number): Promise<ScreenShown | undefined> {
    return this.next(({ inReplyTo }) => inReplyTo === messageId, withinMs);
  }

  /** The next thing that the screen says of this door, or of one of these. */
  nextOf(of: string | readonly (string | undefined)[], withinMs: number): Promise<ScreenShown | undefined> {
    const doors = typeof of === 'string' ? [of] : of;
    const isOfThem = ({ compartmentId }: ScreenShown) => compartmentId !== undefined && doors.includes(compartmentId);
    return this.next(isOfThem, withinMs);
  }

  /** True: the screen asks for this door to be shut. Whatever else it says of it is for somebody else by now. */
  async isAskedToShut(compartmentId: string, withinMs: number): Promise<boolean> {
    const asks = (shown: ScreenShown) => shown.compartmentId === compartmentId && shown.code === 'close-door';
    return (await this.next(asks, withinMs)) !== undefined;
  }

  /** Pulls at the door while it clicks: up to a minute. True: it is open. */
  async pull(compartmentId: string, everyMs: number): Promise<boolean> {
    for (let passedMs = 0; passedMs < pullsForMs; passedMs += everyMs) {
      await this.world.sleep(everyMs);
      if (this.bank.pull(compartmentId)) return true;
    }
    return false;
  }

  private next(wants: Waiter['wants'], withinMs: number): Promise<ScreenShown | undefined> {
    return new Promise((resolve) => {
      const waiter: Waiter = { wants, take: resolve };
      this.waiters.add(waiter);
      this.world.after(withinMs, () => {
        if (!this.waiters.delete(waiter)) return;
        this.world.stir();
        resolve(undefined);
      });
    });
  }
}

/** Three pulses of 20 s, and a little: then nobody pulls any more. */
const pullsForMs = 62_000;

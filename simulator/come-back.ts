import type { Delivery } from '../adapters/memory/index.js';
import { pushShut, type Scene } from './scene.js';

const minuteMs = 60_000;

/** Who is asked by these messages to shut a door that they have just left open. */
const asked: Partial<Record<Delivery['kind'], keyof typeof comesBackShare>> = {
  'door-left-open': 'resident',
  'door-needs-you': 'courier',
};

/**
 * Of those who are told by their phone that the door they have just used stands open, and are asked to shut it if they are still near, so many
 * come back. Assumptions, of which nobody publishes figures: a resident lives in the house, and every second one is out again, asleep, or does not
 * look. A courier is on a round, and one in four is still in the house.
 */
export const comesBackShare = { resident: 0.5, courier: 0.25 } as const;
/** So long after they were told, in minutes: who has not read it by then has gone too far. Assumption. */
export const comesBackMinutes = [2, 15] as const;

/** Those of one house who turn round for a door that stands open. */
export class ComeBack {
  private readonly scene: Scene;
  private readonly random: Scene['place']['random'];
  private readonly told = new Set<string>();

  constructor(scene: Scene) {
    this.scene = scene;
    this.random = scene.place.random.fork('come-back');
  }

  /** An SMS or an email came. A double says the same. */
  onTold({ kind, text, eventId }: Delivery): void {
    const who = asked[kind];
    const compartmentId = /\b[A-Z]\d{2}\b/.exec(text.body)?.[0];
    if (!who || !compartmentId || this.told.has(eventId)) return;
    this.told.add(eventId);
    const { random } = this;
    const comesBack = random.chance(comesBackShare[who]);
    const afterMs = random.between(...comesBackMinutes) * minuteMs;
    if (comesBack) this.scene.world.after(afterMs, () => void this.shut(compartmentId));
  }

  private async shut(compartmentId: string): Promise<void> {
    const { world, place } = this.scene;
    if (!place.bank.isOpen(compartmentId) || place.desk.busy.has(compartmentId)) return;
    world.log(`comes back to ${place.bankId}/${compartmentId}`);
    world.stir();
    await pushShut(this.scene, compartmentId);
  }
}

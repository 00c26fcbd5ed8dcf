import type { Delivery } from '../adapters/memory/index.js';
import { ComeBack } from './come-back.js';
import { Residents } from './residents.js';
import type { Scene } from './scene.js';

/** What the people of each house do about the messages that reach their phones. A message names its house; one that names none is read by nobody here. */
export class Phones {
  private readonly people = new Map<string, readonly { onTold(delivery: Delivery): void }[]>();

  /** The people of one house: its bank is named as it is, `…-07` of House 07. */
  addHouse(scene: Scene): void {
    this.people.set(scene.place.bankId.slice(-2), [new Residents(scene), new ComeBack(scene)]);
  }

  ring(delivery: Delivery): void {
    const house = /House (\d+)/.exec(delivery.text.body)?.[1] ?? '';
    for (const people of this.people.get(house) ?? []) people.onTold(delivery);
  }
}

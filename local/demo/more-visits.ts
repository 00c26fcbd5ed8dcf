import type { MqttBank } from '../mqtt-bank.js';
import type { Person } from './people.js';
import { siteId } from './site.js';
import { doorOf, reserve, verdict } from './steps.js';
import { box, type Scene } from './story.js';

/** With a bank in the lobby that has one door only. */
export interface MoreScene extends Scene {
  readonly lobby: MqttBank;
  readonly atLobby: Person;
}

/** Visits of other kinds, played as the first ones were, while the run can already be used. */
export async function playMoreVisits(scene: MoreScene): Promise<void> {
  const { clock } = scene.system;
  for (const visit of [sharedUnit, unseenDeposit, fullBank, calledOff, returned]) {
    await clock.during('a visit', () => visit(scene));
    await clock.settled(); // What people are told of it stands under its own title.
  }
}

async function sharedUnit({ north, atNorth, courierCode, title, tell, system }: Scene): Promise<void> {
  title('A parcel for unit 9D, where two people live');
  const { residents = [] } = await atNorth.tap(() =>
    north.bank.requestDeposit({ courierCode, recipient: { unit: '9D' }, size: 'S' }),
  );
  tell(`the screen asks for whom, and shows no more than it must: ${residents.map(({ label }) => label).join(' or ')}`);
  const [first] = residents;
  if (!first) throw new Error('the screen offered nobody');
  tell(`the courier picks ${first.label}`);
  const { residentId } = first;
  const door = doorOf(
    await atNorth.tap(() => north.bank.requestDeposit({ courierCode, recipient: { residentId }, size: 'S' })),
  );
  verdict(await atNorth.useDoor(door, () => atNorth.place(door, box)), door, { tell, system });
}

async function unseenDeposit({ lobby, atLobby, courierCode, title, tell, system }: MoreScene): Promise<void> {
  title('A parcel for the lobby, whose one sensor says nothing today');
  const door = await reserve(atLobby, lobby, courierCode, '3C', tell);
  lobby.bank.silence(door, 'no-window');
  const screen = await atLobby.useDoor(door, () => atLobby.place(door, box));
  verdict(screen, door, { tell, system });
  tell('the courier taps "it is inside": stored as vouched for, and not as seen');
  tell(`the screen says: ${(await atLobby.tap(() => lobby.bank.confirm(door))).lines.join(' ')}`);
  lobby.bank.silence(door, 'none');
}

async function fullBank({ lobby, atLobby, courierCode, title, tell }: MoreScene): Promise<void> {
  title('Another parcel for the lobby, which is full now');
  const { lines } = await atLobby.tap(() =>
    lobby.bank.requestDeposit({ courierCode, recipient: { unit: '12B' }, size: 'S' }),
  );
  tell(`the screen says: ${lines.join(' ')}`);
}

async function calledOff({ south, atSouth, courierCode, title, tell, system }: Scene): Promise<void> {
  title('A parcel that is too big for its door: the courier shuts it on nothing, and calls the deposit off');
  const door = await reserve(atSouth, south, courierCode, '7A', tell);
  verdict(await atSouth.useDoor(door, () => undefined), door, { tell, system });
  tell('the courier taps "cancel"');
  tell(`the screen says: ${(await atSouth.tap(() => south.bank.cancel(door))).lines.join(' ')}`);
}

/** A manager's word is enough, and nobody has to wait until it is overdue. */
async function returned({ north, atNorth, courierCode, asManager, title, tell, system }: Scene): Promise<void> {
  title('The parcel of 9D is not wanted: a manager marks it for return, and a carrier takes it back');
  const parcels = `/v1/sites/${siteId}/parcels`;
  const manager = await asManager(); // The token of the beginning is a day old.
  const { items } = await manager.call<{ items: { parcelId: string; place?: { bankId: string }; state: string }[] }>(
    'GET',
    parcels,
  );
  const waiting = items.find(({ place, state }) => place?.bankId === north.bank.bankId && state === 'stored');
  if (!waiting) throw new Error('no parcel waits there');
  await manager.call('POST', `${parcels}/${waiting.parcelId}/return`, { reason: 'refused by the recipient' });
  const screen = await atNorth.tap(() => north.bank.requestCollection(courierCode));
  tell(`the screen says: ${screen.lines.join(' ')}`);
  const door = doorOf(screen);
  verdict(await atNorth.useDoor(door, () => atNorth.take(door)), door, { tell, system });
}

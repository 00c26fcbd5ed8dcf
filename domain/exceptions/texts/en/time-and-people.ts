import type { timeAndPeople as rows } from '../../time-and-people.js';
import type { SectionTexts } from '../texts.js';

/** English. */
export const timeAndPeople: SectionTexts<typeof rows> = {
  'not-collected': {
    meaning: 'A parcel waits for its resident.',
    seen: 'By the time since it was stored.',
    system:
      'The resident is reminded by the site’s ladder, never in quiet hours or on hold, and never after evidence of a pickup.',
    person: 'Nobody goes. The manager can hold the parcel.',
  },
  overdue: {
    meaning: 'A parcel has waited longer than the site allows.',
    seen: 'By the time since it was stored, or since the end of a hold.',
    system: 'The resident is told. A carrier may take it back: one request at the bank opens one door.',
    person: 'The manager holds it longer, or marks it for return. A courier or the staff takes it away.',
  },
  'on-hold': {
    meaning: 'A resident is away, or a parcel is to wait.',
    seen: 'A person says so, and until when.',
    system: 'Nobody is reminded and nothing is overdue until then.',
    person: 'The manager changes the date.',
  },
  'moved-out': {
    meaning: 'The resident does not live here any more.',
    seen: 'Only people know: no register of tenants is connected.',
    system: 'An incident that a person raises is told to the manager.',
    person: 'The manager marks the parcel for return. Somebody takes it out if no carrier comes.',
  },
  'unknown-recipient': {
    meaning: 'A courier names a unit or a person that nobody knows here.',
    seen: 'The directory has no match.',
    system: 'The screen says so and no door is given: the courier takes the parcel along.',
    person: 'The manager registers the resident, if there is one.',
  },
  'not-registered': {
    meaning: 'A resident lives here, but has not been registered or has given no way to be reached.',
    seen: 'The directory has no match; or it has one without a channel that works.',
    system:
      'Without a match no door is given. Where no message reaches the resident, the manager is told, once a parcel.',
    person: 'The manager registers the resident, with a phone or an email.',
  },
  'message-undeliverable': {
    meaning:
      'No channel takes the resident’s messages: the email is not confirmed, the phone has opted out, or sending failed.',
    seen: 'The channel says so when a message is sent.',
    system: 'The next channel is tried, then the manager is told, once a parcel. The custody log says so.',
    person: 'The manager corrects the address and re-issues the code.',
  },
  'code-lost': {
    meaning: 'A resident does not have the code any more.',
    seen: 'The resident asks.',
    system:
      'Every reminder has the code. A new one goes only to the resident’s own channels, and the old one is dead at once.',
    person: 'The manager re-issues the code.',
  },
  'code-guessing': {
    meaning: 'Somebody types one code after another at a bank.',
    seen: 'Wrong codes in a row are counted for the whole bank.',
    system:
      'After each wrong code the keypad waits longer, and after too many it is locked. If it goes on, the manager is told.',
    person: 'The manager looks who stands there, and unlocks the keypad.',
  },
  'code-stolen': {
    meaning: 'A stranger had the resident’s code.',
    seen: 'A right code looks like any other: only the resident can say that it was not them.',
    system:
      'The custody log has when and where the code was used. An incident that a person raises is told to the manager.',
    person: 'The manager re-issues the code if the parcel is still there, and gives the log to the police.',
  },
  'mass-open': {
    meaning:
      'Many more doors open than people come: an insider, a key of the API in wrong hands, or a break-in into a server.',
    seen: 'Openings are counted by the bank’s controller and in the cloud, and are over what the policy allows.',
    system:
      'Opening from afar stops, in the bank and in the cloud, until a second person clears it. The manager is told.',
    person: 'Somebody guards the bank while doors stand open.',
  },
  'cannot-reach': {
    meaning: 'A resident cannot reach the high doors.',
    seen: 'The resident’s record says so.',
    system: 'They are given accessible doors first, and those are kept for them while other doors will do.',
    person: 'Staff help where only a high door was free.',
  },
  'messages-capped': {
    meaning: 'More messages were to go out on one day than the site allows, to one person or in all.',
    seen: 'Messages are counted before they are sent, for each person and for the whole site, by its clocks.',
    system:
      'Reminders and notices stop first. A message that is needed goes on by email alone; where it reaches nobody, the manager is told of that parcel. SMS stop until midnight. The manager is told at once.',
    person:
      'The manager looks who or what causes them (codes given anew over and over, a courier code or a key of the API in wrong hands), stops it, and raises the cap in the policy if it is only a busy day.',
  },
  'return-left': {
    meaning: 'A parcel that is to go back is not taken away.',
    seen: 'This version does not look for it: residents cannot send parcels, and couriers are not reminded.',
    system: 'The parcel stays overdue, and is offered to every courier who asks for returns.',
    person: 'The manager calls the carrier.',
  },
};

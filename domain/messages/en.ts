import type { Texts } from './texts.js';

const ofDoor = (site: string, door: string): string => `Door ${door} at ${site}`;

/** English. Bodies are one SMS part with the longest site name (40 septets), door (8), code (8). Tested. */
export const en: Texts = {
  someSite: 'the parcel locker',
  resident(name, unit) {
    if (name && unit) return `${name} (unit ${unit})`;
    return name || (unit ? `the resident of unit ${unit}` : 'the resident');
  },
  messages: {
    'parcel-stored': ({ site, door, code }) => ({
      subject: `Your parcel is at ${site}`,
      body: `Your parcel is in door ${door} at ${site}. Your code is ${code}. Enter it at the locker to open the door.`,
    }),
    'parcel-may-wait': ({ site, door, code }) => ({
      subject: `A parcel may wait for you at ${site}`,
      body: `A parcel for you may be in door ${door} at ${site}: nobody could tell. Please look. Code ${code} opens the door.`,
    }),
    'code-reissued': ({ site, door, code }) => ({
      subject: `A new code for your parcel at ${site}`,
      body: `The new code for your parcel in door ${door} at ${site} is ${code}. The code sent before no longer works.`,
    }),
    'parcel-moved': ({ site, door, code }) => ({
      subject: `Your parcel at ${site} is in another door`,
      body: `Your parcel at ${site} is in door ${door} now. Your new code is ${code}. The code sent before no longer works.`,
    }),
    'parcel-left-behind': ({ site, door, code, evidence }) => ({
      subject: `Please look again into your door at ${site}`,
      body:
        evidence === 'present'
          ? `There is still something in door ${door} at ${site}. Please take it out. Code ${code} opens the door again.`
          : `We could not see if door ${door} at ${site} is empty. Please look again. Code ${code} opens the door.`,
    }),
    'deposit-found-empty': ({ site, door }) => ({
      subject: 'No parcel detected',
      body: `No parcel detected. Please re-open and deposit. Door ${door}, ${site}.`,
    }),
    reminder: ({ site, door, code, step }) => ({
      subject: `Reminder: your parcel at ${site}`,
      body: `Reminder${step > 1 ? ` ${step}` : ''}: your parcel is waiting in door ${door} at ${site}. Your code is ${code}.`,
    }),
    'parcel-overdue': ({ site, door, code }) => ({
      subject: `Your parcel at ${site} is overdue`,
      body: `Your parcel in door ${door} at ${site} is overdue and may be sent back. Please collect it today. Your code is ${code}.`,
    }),
    'resident-unreachable': ({ site, door, resident }) => ({
      subject: `A resident cannot be reached at ${site}`,
      body: `No message reaches ${resident} about the parcel in door ${door} at ${site}. Please tell them.`,
    }),
    'parcel-returned': ({ site, door }) => ({
      subject: `Your parcel at ${site} has gone back`,
      body: `Your parcel in door ${door} at ${site} has gone back with the carrier. Its code no longer works.`,
    }),
    'parcel-reassigned': ({ site, door }) => ({
      subject: `The parcel at ${site} is not yours`,
      body: `The parcel in door ${door} at ${site} is not for you after all. Its code no longer works, and you need do nothing.`,
    }),
    'space-needed': ({ site, door, code }) => ({
      subject: `The lockers at ${site} are full`,
      body: `The lockers at ${site} are full. Please collect your parcel from door ${door} today. Your code is ${code}.`,
    }),
    'door-trouble': ({ site, door }) => ({
      subject: `Your door at ${site}`,
      body: `Something is wrong with door ${door} at ${site}, where your parcel is. We are looking into it.`,
    }),
    'door-needs-you': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `Something is wrong with door ${door} at ${site}. If you are there, please check that it is shut.`,
    }),
    'parcel-not-seen': ({ site, door }) => ({
      subject: `Have you taken your parcel at ${site}?`,
      body: `We no longer see your parcel in door ${door} at ${site}. Have you taken it? If not, please look, and tell the manager.`,
    }),
    'something-left': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `Something lies in door ${door} at ${site}, where your parcel was. Is it yours? Please tell the manager.`,
    }),
    'deposit-unclear': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `We cannot tell if your parcel is in door ${door} at ${site}. Did you leave it there? Please tell the manager.`,
    }),
    'delivery-unclear': ({ site, door }) => ({
      subject: `A delivery at ${site}`,
      body: `A courier may have left a parcel for you in door ${door} at ${site}. Do you expect one? Please tell the manager.`,
    }),
    'door-left-open': ({ site, door }) => ({
      subject: `Your door at ${site} stands open`,
      body: `Door ${door} at ${site} stands open. If you are still near, please push it shut until it clicks.`,
    }),
  },
  alerts: {
    step: ({ severity, title, doubt, where, site, incidentId }) =>
      `${severity}: ${title}.${doubt} ${where}, ${site}. Please look at incident ${incidentId}.`,
    visit: ({ severity, title, doubt, where, site, incidentId, bring }) =>
      `${severity}: ${title}.${doubt} ${where}, ${site}. A visit is needed${bring && `; bring: ${bring}`}. Incident ${incidentId}.`,
    over: ({ title, where, site, incidentId }) => `Over: ${title}. ${where}, ${site}. Incident ${incidentId}.`,
  },
  doubts: {
    'one-sensor': 'One sensor alone says so.',
    together: 'Sensors of another door moved in the same hour.',
    'whose-door': 'Its sensors may be wired to another door.',
    'looked-into': 'Its resident has opened the door since.',
  },
  where: (compartmentId, bankId) =>
    compartmentId === undefined ? `Bank ${bankId}` : `Door ${compartmentId}, ${bankId}`,
  door: (compartmentId) => (compartmentId === undefined ? 'The door' : `Door ${compartmentId}`),
  screen: {
    'door-open': (door) => [`${door} is opening.`, 'Put the parcel in and close the door.'],
    reopened: (door) => [`${door} is opening again.`, 'Put the parcel in and close the door.'],
    'deposit-verified': () => ['Parcel detected. Thank you.', 'The resident is being told.'],
    'no-parcel': () => ['No parcel detected.', 'Please re-open and deposit.'],
    checking: () => ['Checking the door.', 'One moment, please.'],
    'confirm-deposit': () => ['The sensors cannot see a parcel.', 'Is it in the door?'],
    'confirm-other-door': (_door, { other = '?' }) => ['No parcel detected.', `Did it go into door ${other}?`],
    'deposit-vouched': () => ['Noted that the parcel is in. Thank you.', 'The resident is being told.'],
    'deposit-cancelled': () => ['The deposit is cancelled.'],
    'pickup-open': (door) => [`${door} is opening.`, 'Take everything out and close the door.'],
    collected: (_door, { isUnsure }) => [isUnsure ? 'Thank you for looking.' : 'All taken. Thank you.'],
    'left-behind': () => ['There is still something in the door.', 'Please re-open and look again.'],
    'left-behind-unclear': () => ['We could not see if the door is empty.', 'Please re-open and look again.'],
    'close-door': (door) => [`${door} is still open.`, 'Please close it.'],
    'door-stuck': (door) => [
      `${door} did not open.`,
      'Your parcel stays safe inside.',
      'Please enter your code again,',
      'and push the door while it clicks.',
    ],
    'try-other-door': (door) => [`${door} did not open.`, 'Please start again with another door.'],
    'return-open': (door, { remaining }) => [
      `${door} is opening.`,
      'Take all of it away and close the door.',
      ...(remaining === undefined ? [] : [remaining > 0 ? `${remaining} more to collect.` : 'It is the last one.']),
    ],
    returned: () => ['All taken. Thank you.', 'If any are left, ask for the next one.'],
    'not-taken': () => ['There is still something in the door.', 'Please ask again to collect it.'],
    'not-taken-unclear': (door) => ['We could not see if the door is empty.', `${door} stays as it is.`],
    'return-stuck': (door) => [`${door} did not open.`, 'Please ask for the next one.'],
    'not-understood': () => ['This request could not be read.', 'Please start again.'],
    'too-late': () => ['That took too long.', 'Please start again.'],
    'unknown-courier': () => ['This courier code is not known here.', 'Please check it and try again.'],
    'unknown-recipient': () => ['No such recipient is known here.', 'Please check and try again.'],
    'choose-recipient': () => ['More than one resident lives there.', 'Please choose the recipient.'],
    'already-placed': () => ['This parcel is already in a door.'],
    'bank-full': (_door, { nearby }) =>
      nearby === undefined
        ? ['No door of this size is free.', 'Please try a larger size, or later.']
        : ['No door of this size is free here.', 'The nearest bank with a free door is', nearby],
    'on-battery': () => ['No deposits now: the power is out.', 'Parcels can still be collected.'],
    'door-taken': () => ['This door has just been taken.', 'Please start again.'],
    'unknown-code': () => ['This code opens no door here.', 'Please check it and try again.'],
    wait: () => ['Too many wrong codes.', 'Please wait a while, then try again.'],
    'already-open': (door) => [`${door} was just opened.`, 'Please look for the open door.'],
    'being-returned': () => ['A carrier is taking this parcel back.', 'Please ask whoever is at the door.'],
    'nothing-to-collect': () => ['Nothing is to be collected here.', 'Thank you.'],
    'not-now': () => ['This is not possible now.', 'Please start again.'],
    'may-not-vouch': () => ['A confirmation is not enough here.', 'Please re-open and deposit.'],
    'no-such-door': () => ['There is no such door here.'],
    'implausible-door-cycle': () => ['This door needs a technician.'],
    'no-such-stay': () => ['No such parcel is in this door.'],
    'not-in-this-version': () => ['This bank cannot do that yet.'],
    'keypad-locked': () => ['Too many wrong codes.', 'The keypad is locked.', 'Please call the manager.'],
    'opens-stopped': () => ['No door can be opened now.', 'Somebody has been called.', 'Please come back later.'],
    'holds-parcel': (door) => [`${door} is not empty.`],
  },
};

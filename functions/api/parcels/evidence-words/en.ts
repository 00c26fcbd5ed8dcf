import { because, type EvidenceWords, type LapseReason } from './words.js';

const lapsed: Record<LapseReason, string> = {
  courier: 'the courier called it off',
  manager: 'a manager called it off',
  'window-over': 'its time was over',
  'never-opened': 'the door was not opened',
  jammed: 'the door did not open',
  'open-lapsed': 'the door could not be told to open in time',
  'other-door': 'it had been put into another door',
  'door-taken': 'the other door was taken',
  'too-late': 'it came too late',
  'not-taken': 'the parcel was not taken out',
  unclear: 'the sensors could not say',
  overtaken: 'something else came between',
};

const findings = {
  present: 'that it was there',
  unknown: 'that nobody could tell if it was there',
  absent: 'that it was not there',
  'written-off': 'that it is written off',
};

/** English. */
export const en: EvidenceWords = {
  language: 'en',
  locale: 'en-GB',
  parcel: (name) => `Parcel ${name}`,
  title: (name) => `Parcel ${name}: what happened`,
  place: ({ site, door, bank, at, timeZone }) =>
    `${site}, door ${door} of ${bank}. As it stood on ${at}; times are those of ${timeZone}.`,
  state: 'State:',
  states: {
    announced: 'announced',
    placing: 'being given a door',
    withdrawn: 'withdrawn',
    reserved: 'a door is kept for it',
    depositing: 'being put in',
    'deposit-unverified': 'not yet seen in its door',
    stored: 'in its door',
    collecting: 'being fetched',
    'pickup-unverified': 'not yet seen to be gone',
    'left-behind': 'left behind',
    overdue: 'overdue',
    returning: 'being taken back',
    moving: 'being moved',
    missing: 'missing',
    cancelled: 'called off',
    collected: 'fetched',
    returned: 'taken back by the carrier',
    moved: 'moved to another door',
    'written-off': 'written off',
  },
  vouched: 'the courier vouched for the deposit; no sensor saw it',
  unsure: 'nobody could say if it was there; no sensor saw it',
  happened: { heading: 'What happened', none: 'Nothing yet.', when: 'When', what: 'What' },
  seen: {
    heading: 'What the sensors saw',
    none: 'No sensor readings are kept of this parcel.',
    means:
      'What all sensors saw before the door opened and after it was shut is weighed as evidence (a log-likelihood ratio) of whether something is inside: at or above the upper bound something is, at or below the lower one nothing is, and between them the sensors cannot say.',
    cycle: (n) => `Door cycle ${n}`,
    furtherLook: (n) => `Door cycle ${n}, a further look`,
    noWindows: 'The sensors said nothing.',
    verdict: ({ says, llr, upper, lower }) => {
      const said = { present: 'something is inside', absent: 'nothing is inside', unclear: 'the sensors cannot say' }[
        says
      ];
      return `Verdict: ${said} (${llr}; upper bound ${upper}, lower ${lower}).`;
    },
  },
  plot: {
    kinds: { tof: 'distance', ultrasonic: 'distance', 'load-cell': 'weight', curtain: 'light beam' },
    before: 'before it opened',
    after: 'after it was shut',
    noSamples: (sensor) => `${sensor}: no samples.`,
    title: (sensor, unit) => `${sensor} before and after, in ${unit}`,
    scale: (sensor, unit) => `${sensor}, in ${unit}`,
    blocked: '1 for blocked',
  },
  told: { heading: 'Who was told', none: 'Nobody.', by: 'By', how: 'How it went', until: (at) => `, until ${at}` },
  trust: {
    heading: 'Can this log be trusted?',
    entries: (n) => `${n} ${n === 1 ? 'entry' : 'entries'}`,
    how: 'Each entry carries a fingerprint (SHA-256) of itself and of the entry before it: none can be changed, left out or put between without this being seen. Anybody can check it:',
    last: 'The last one:',
    yes: 'Yes.',
    holds: (entries) => `It was checked when this page was made: ${entries}, none missing or changed.`,
    goesOn: 'The log goes on after them: this page shows its beginning.',
    pending: 'Some of it is being written: look again in a minute.',
    no: 'No.',
    broken: (n, entries, why) => `It does not hold at entry ${n} of ${entries}: ${why}.`,
    why: {
      missing: 'it is missing',
      'of-another-log': 'it is of another log',
      'previous-does-not-match': 'what stood before it was changed',
      'content-does-not-match': 'it was changed',
      'not-the-last': 'it is not the one that the door knows as the last',
    },
  },
  events: {
    'deposit-reserved': 'A courier asked for a door, and this one was opened for them.',
    'deposit-verified': 'The door was shut, and the sensors saw that a parcel had come. The resident was told.',
    'deposit-found-empty': ({ tookOut }) =>
      tookOut
        ? 'The door was shut, and what had been put in was taken out again.'
        : 'The door was shut, and the sensors saw that nothing had come. The courier was told at once.',
    'sample-requested': 'The sensors were not sure yet, and were asked to look again.',
    'deposit-left-unclear': 'The sensors could not say whether something had come. The courier was asked.',
    'deposit-doubted':
      'It came to be in doubt which door these sensors look at: nobody knew any more whether something had come. The courier was asked.',
    'deposit-vouched': 'The courier said that the parcel was inside. No sensor saw it.',
    'deposit-reopened': 'The courier asked for the door once more.',
    'elsewhere-asked': ({ to }) =>
      to
        ? `Something had come into door ${to.compartmentId}. The courier was asked at the screen whether it is this parcel.`
        : 'The courier said that it is. By then that door had been opened again, and they were asked to re-open theirs.',
    'deposit-adopted': ({ from, person, requestId }) => {
      if (person)
        return `A manager said that what was to come to door ${from.compartmentId} lies in this one${because(person.reason)}. It is stored here, and the resident was told.`;
      const bySensors = `What was to come to door ${from.compartmentId} was seen to come into this one, and is stored here. The resident was told.`;
      return requestId ? `The courier said so at the screen. ${bySensors}` : bySensors;
    },
    'deposit-cancelled': ({ person, reason }) =>
      person
        ? `A manager called the deposit off${because(person.reason)}.`
        : `The deposit came to nothing: ${lapsed[reason]}.`,
    'deposit-unaccounted': 'The time for the visit was over, and nothing was heard of the door. It was held.',
    'pickup-started': 'The code was entered, and the door was opened.',
    'pickup-verified': ({ evidence }) =>
      evidence === undefined
        ? 'The door was shut, and the sensors saw that all that had come was gone.'
        : 'The visit was over; no sensor could see what became of the parcel. It counts as picked up.',
    'parcel-left-behind': ({ evidence }) =>
      evidence === 'present'
        ? 'The door was shut, and something was still inside. The resident was told at once.'
        : 'The door was shut, and the sensors could not say whether all was taken. The resident was told.',
    'pickup-lapsed': 'The visit was over, and the parcel was stored as before.',
    'return-marked': ({ reason }) => `A manager marked the parcel for return${because(reason)}.`,
    'return-started': 'A carrier asked for what goes back, and the door was opened.',
    'return-verified': 'The door was shut, and the sensors saw that the carrier had taken the parcel.',
    'return-lapsed': "The carrier's visit was over, and the parcel was still there.",
    'move-asked': ({ reason, to }) => `A manager asked for door ${to.compartmentId} for the parcel${because(reason)}.`,
    'move-started': 'The door was opened for the parcel to be moved.',
    'moved-out': ({ to }) =>
      `The door was shut, and the parcel was seen to be out. Door ${to.compartmentId} was opened for it.`,
    'move-lapsed': ({ reason }) => `Nothing came of the move: ${lapsed[reason]}.`,
    'move-reserved': ({ from, reason }) =>
      `A manager moved the parcel here from door ${from.compartmentId}${because(reason)}.`,
    'move-opened': 'The parcel was out of the other door, and this one was opened for it.',
    'space-needed': 'The lockers were full: the resident was asked to make room.',
    'reminder-due': ({ step }) => `Reminder ${step} was due.`,
    'stay-overdue': 'The parcel had been there for longer than the house allows.',
    'next-step-postponed': undefined,
    'watch-continued': undefined,
    'cycle-added': ({ isGone }) =>
      isGone ? 'The door was opened and shut, and the parcel was seen to go.' : 'The door was opened and shut.',
    'sprang-open': 'The door sprang open again as soon as it had been shut.',
    'parcel-missing': 'The parcel was gone, and no pickup had taken it.',
    'content-unexpected': 'Something lay in the door that nobody had announced.',
    'door-found-empty': 'The door was seen to be empty.',
    'door-left-open': 'The door stood open.',
    'sensors-judged': undefined,
    'opened-without-command': 'The door opened, and nobody had a right to open it.',
    'verdict-overridden': ({ finding, reason }) => `A manager said ${findings[finding]}${because(reason)}.`,
    'stay-held': ({ reason }) => `A manager put the parcel on hold${because(reason)}.`,
    'stay-extended': ({ reason }) => `A manager gave the parcel a later deadline${because(reason)}.`,
    'parcel-reassigned': ({ reason }) =>
      `A manager said that the parcel is another resident's${because(reason)}. They were told with a new code.`,
    'resident-unreachable': 'No message reached the resident: the manager was told.',
    'code-reissued': ({ reason }) => `A manager gave a new code${because(reason)}.`,
    'effect-lapsed': undefined,
    'door-quarantined': 'The door was taken out of use.',
    'door-released': 'The door was put to use again.',
    'open-given': ({ reason, confirmedBy }) =>
      `The door was opened from afar${confirmedBy === undefined ? '' : ', by two people, with all doors of the bank'}${because(reason)}.`,
  },
  messages: {
    'parcel-stored': 'To the resident: the parcel is there, with the code',
    'parcel-may-wait': 'To the resident: a parcel may be there, with the code',
    'code-reissued': 'To the resident: a new code',
    'parcel-moved': 'To the resident: the parcel is in another door, with a new code',
    'parcel-left-behind': 'To the resident: please look again, with the code',
    'deposit-found-empty': 'To the courier: no parcel detected',
    reminder: 'To the resident: a reminder, with the code',
    'parcel-overdue': 'To the resident: the parcel is overdue, with the code',
    'resident-unreachable': 'To the manager: this resident cannot be reached',
    'parcel-returned': 'To the resident: the parcel has gone back',
    'parcel-reassigned': 'To whoever was told before: the parcel is not theirs',
    'space-needed': 'To the resident: the lockers are full, with the code',
    'door-trouble': 'To the resident: something is wrong with the door',
    'door-needs-you': 'To the courier: please check the door',
    'parcel-not-seen': 'To the resident: have you taken the parcel?',
    'something-left': 'To the resident: is what lies in the door yours?',
    'deposit-unclear': 'To the courier: did you leave the parcel there?',
    'delivery-unclear': 'To the resident: do you expect a parcel there?',
    'door-left-open': 'To the resident: please shut the door',
  },
  channels: { email: 'Email', sms: 'SMS' },
  outcomes: {
    sent: 'Sent',
    'no-address': 'Not sent: no such address or number is known',
    unconfirmed: 'Not sent: the address has not been confirmed',
    lost: 'Not sent: the address no longer takes our mail',
    'opted-out': 'Not sent: whoever has the number answered STOP',
    declined: 'Not sent: they asked not to be told so',
    capped: 'Not sent: the cap of that day was reached',
    refused: 'Refused by the carrier: no such number or address',
    failed: 'Failed',
    pending: 'Being sent',
    deferred: 'Put off',
    dropped: 'Dropped: it could not be sent in time, or was no longer so',
  },
  because: {
    'quiet-hours': ' because people sleep',
    hold: ' because the parcel or its resident is on hold',
    visit: ' because somebody was at the door just then',
  },
  again: ', after it had failed before',
};

import type { deposit as rows } from '../../deposit.js';
import type { SectionTexts } from '../texts.js';

/** English. */
export const deposit: SectionTexts<typeof rows> = {
  'empty-deposit': {
    meaning: 'A door was opened for a courier and closed again with nothing new inside.',
    seen: 'The sensors’ windows before and after the door cycle do not differ: the verdict is absent.',
    system:
      'The screen and an SMS ask the courier to re-open and deposit. The resident hears nothing. After the deposit window the deposit is cancelled and the door is free.',
    person: 'Nobody goes. Where it happens often at one door, look at the health of its sensor.',
  },
  'never-opened': {
    meaning: 'A courier was given a door, and it did not open.',
    seen: 'The bank answers the open with failed or expired, or nothing at all is heard of the door.',
    system:
      'The deposit is called off, and the courier starts again with another door. A door that is jammed, or of which nothing is heard, is an incident of that kind.',
    person: 'As for a door that will not open.',
  },
  'courier-gone': {
    meaning: 'A courier opened a door and left without closing it.',
    seen: 'The bank tells that the door stands open, and at the end of the deposit window it has not closed.',
    system:
      'Nothing is announced to the resident, and the door is held. The open door itself is followed up as a door that stands open.',
    person: 'Somebody on site pushes the door shut; the rest is as for a door that stands open.',
  },
  'wrong-compartment': {
    meaning: 'A parcel was put into another door than the one that was opened for it.',
    seen: 'The verdict at the door that was given is absent, while another door of the bank closes on something that no record explains.',
    system:
      'The screen asks the courier to re-open and deposit and, where it is plain whose parcel it may be, whether it went into the other door: if they say so, and that door was not opened since, it is stored there and the resident is told of that door. Else the other door is held, its sensors look again, and the manager is told. By the site’s policy (wrongCompartment) nobody is asked: the deposit is called off at once, or the record follows the parcel.',
    person:
      'The manager asks the courier which parcel it is, and says of it that it lies in the other door (override-verdict with finding present and that compartmentId): it is stored there, and its resident is told, with a code. Where that is refused, they open that door for whoever the parcel is for. Nobody goes while that door answers.',
  },
  'two-doors-open': {
    meaning: 'Two doors of a bank stand open at the same time.',
    seen: 'Each door tells of its own opening and closing.',
    system:
      'Each door is judged by its own windows under its own lease, so that nothing is confused. One that stays open is followed up as such.',
    person: 'Nobody goes.',
  },
  'parcel-too-big': {
    meaning: 'A parcel does not fit into the door that was given.',
    seen: 'The courier cancels at the screen; or the door cannot be closed.',
    system:
      'The deposit is called off, and the courier asks for a larger door. The first one is offered again once it is seen to be empty.',
    person: 'Somebody goes only for a parcel that is stuck: its door stands open, or will not open.',
  },
  'bank-full': {
    meaning: 'No free door of the bank fits the parcel.',
    seen: 'A request for a door finds none.',
    system:
      'The screen names the nearest bank of the site with a fitting free door. Residents whose overdue parcels lie in doors that would fit are asked to make room, once a day at most.',
    person: 'The manager marks overdue parcels for return.',
  },
  'occupied-at-allocation': {
    meaning: 'A courier opens the door that was given, and something is inside.',
    seen: 'Scans compare every closed door with its record. What no scan has seen yet, the courier sees.',
    system:
      'A door with something unexplained inside is held and not offered. A courier who finds one cancels and is given another.',
    person: 'As for something inside without a record.',
  },
  'double-booked': {
    meaning: 'Two requests want one door, or one parcel is to lie in two doors.',
    seen: 'It cannot come about: door and parcel are claimed by conditional writes, of which only one succeeds.',
    system: 'Whoever comes second is given the next door at once, or is told that the parcel is in a door already.',
    person: 'Nobody goes.',
  },
  'several-parcels': {
    meaning: 'More than one parcel is put into one door.',
    seen: 'This version keeps one parcel for each door and does not count them.',
    system: 'All that came counts as one parcel: the door is free again when all of it has gone.',
    person: 'The courier uses one door for each parcel.',
  },
  'wrong-resident': {
    meaning: 'The courier chose the wrong unit or resident, and the wrong person has the code.',
    seen: 'Only people can tell: a resident says that it is not theirs, or the right one asks for it.',
    system: 'An incident that a person raises is told to the manager.',
    person:
      'The manager opens the door for the right resident and says so in the record, or marks the parcel for return. If the wrong resident has taken it, the manager asks for it back.',
  },
  'door-ajar': {
    meaning: 'A door stands open longer than a visit takes.',
    seen: 'The bank tells of it 60 s after the opening and again after 5 min.',
    system:
      'The screen asks whoever stands there to close it, and the door is not offered. Two minutes later whoever was there just now is asked by SMS. Then its lock is pulsed once, in case the latch has bounced, and the manager is told.',
    person:
      'Somebody on site pushes it shut. A technician goes when it is still open after that: an object holds it, or the latch is broken.',
  },
  'latch-bounce': {
    meaning: 'A door is pushed shut and springs open again, because its latch does not catch.',
    seen: 'Door cycles of one door follow within a second of its closing, without a new command.',
    system:
      'Whoever has just shut it is asked on the screen, at once, to push it once more. The lock is pulsed to set the latch, once a visit at which it springs open. It is over when the door has stayed shut ten times running.',
    person: 'A technician adjusts or replaces the latch when five pulses were in vain.',
  },
  'deposit-without-session': {
    meaning: 'Something was put into a door that no courier had been given.',
    seen: 'A door cycle under a key, or under nobody’s right, ends with something inside that no record explains.',
    system: 'The door is held. An opening under nobody’s right is an incident of its own.',
    person: 'Whoever used the key says what it is; the rest is as for something inside without a record.',
  },
  'courier-code-shared': {
    meaning: 'The code of a courier is used by others.',
    seen: 'This version does not look for it: uses at two banks, at odd hours or very often are not compared.',
    system:
      'A courier’s code ends with its hours, wrong codes meet the keypad’s back-off, and every deposit says whose code it was.',
    person: 'The manager makes a new code for the courier.',
  },
};

import type { contents as rows } from '../../contents.js';
import type { SectionTexts } from '../texts.js';

/** English. */
export const contents: SectionTexts<typeof rows> = {
  phantom: {
    meaning: 'Something lies in a door that should be empty.',
    seen: 'A scan of the closed door sees something where the record has nothing, and a second look confirms it. Where one sensor alone says so, the case notes the doubt: that sensor may have moved instead.',
    system:
      'The door is held, its sensors look again, and the manager is told whose parcel was there last. A courier whose deposit was called off there is asked.',
    person:
      'The manager asks who used the door last: if it is theirs, it is stored again and their code opens the door. Somebody fetches it where no owner is found. Of what came into a shut door that had been seen to be empty, nobody is asked.',
  },
  'put-back': {
    meaning: 'A resident put the parcel back, or something else in its place.',
    seen: 'The verdict of the pickup is not absent.',
    system:
      'The screen asks to look again, the resident is told, and the code stays alive for the re-open window. After that the parcel is stored as before.',
    person: 'Nobody goes. If it is not theirs, the manager marks it for return.',
  },
  ghost: {
    meaning: 'By the record a parcel is inside, but the sensors see nothing and the door was not opened.',
    seen: 'A scan sees nothing in a door with a stored parcel, and a second look confirms it. Where one sensor alone says so, the case notes the doubt: that sensor may have moved instead.',
    system:
      'The sensors look again, the manager is told, and the resident is asked. Nothing is written off on a sensor’s word alone.',
    person:
      'The resident has it, or looks with their code, and tells the manager, who says what became of the parcel. They are asked again after a day. Where they have opened the door since, and nothing is seen of it still, the manager is asked to decide by that; where nobody has looked or answered, somebody searches on site.',
  },
  'left-behind': {
    meaning: 'Something stays in a door although its pickup is over.',
    seen: 'The verdict of the pickup is not absent; or a scan sees something in a door that was collected from last and has not been seen empty since.',
    system:
      'Within the visit the resident is told at once, and the code opens the door again. What a scan finds later is held; the resident is asked whether it is theirs, and the manager is told.',
    person:
      'If it is the resident’s, the manager stores it again, and the code opens the door. Somebody clears out what is nobody’s, and what nobody fetches.',
  },
  'partial-pickup': {
    meaning: 'Of several parcels in one door only some were taken.',
    seen: 'This version keeps one parcel for each door and does not count them.',
    system: 'What is left is seen: the pickup ends as left behind until all of it has gone.',
    person: 'Nobody goes.',
  },
  'foreign-object': {
    meaning: 'Rubbish, or some small thing that is no parcel, lies in a door.',
    seen: 'After a pickup the scans see a small change that stays, less than a parcel would make.',
    system: 'The door is held, its sensors look again, and the manager is asked to have it cleaned.',
    person: 'Somebody takes it out and cleans the door.',
  },
  'thin-item': {
    meaning: 'An envelope or the like: less than the sensors of this door can tell from nothing.',
    seen: 'The verdict of a deposit stays unclear, however often the bank is asked for another window.',
    system:
      'Where the policy allows it, the courier vouches for the parcel at the screen, and the record says so. Otherwise the door is held, its sensors look again, the courier is asked, on the next day again, and then the resident; and the manager is told.',
    person:
      'The courier, or the resident, tells the manager, who says what is inside: then it is stored, or the door is free. Where nobody answers, the manager says that nobody can tell: the resident is told that a parcel may be there, with a code, and looks.',
  },
  'item-moved': {
    meaning: 'The push of the closing door moves what is inside.',
    seen: 'The sensors swing for some seconds after the door has closed.',
    system: 'The bank lets it settle before it takes its windows; a verdict that is still in doubt asks for more.',
    person: 'Nobody goes.',
  },
  'damaged-parcel': {
    meaning: 'A resident reports that a parcel or its content is damaged.',
    seen: 'Only people can see it.',
    system:
      'The custody log has who opened the door and when, and what the sensors saw. An incident that a person raises is told to the manager.',
    person: 'The manager hands the log to the carrier.',
  },
  disputed: {
    meaning: 'Resident and carrier do not agree whether a parcel was there, or who took it.',
    seen: 'Only people can say so.',
    system:
      'The custody log has the verdicts, door cycles, commands and messages of the stay, each row sealed by the one before. An incident that a person raises is told to the manager.',
    person: 'The manager reads the log and gives it to both.',
  },
  'wrong-occupant': {
    meaning: 'Somebody else of the household, or a friend with the code, took the parcel.',
    seen: 'A code opens the door; whose hand typed it nobody can see.',
    system: 'The custody log has when the code was used. An incident that a person raises is told to the manager.',
    person: 'The manager talks with the household.',
  },
  temperature: {
    meaning: 'Food or medicine has become too warm, or stays too long.',
    seen: 'No thermometer is fitted, and parcels do not say what is in them.',
    system: 'An incident that a person raises is told to the resident, and then to the manager.',
    person: 'Somebody takes out what has spoiled and cleans the door.',
  },
  'dangerous-goods': {
    meaning: 'A parcel leaks, smells, moves, or may be dangerous.',
    seen: 'Only people can tell.',
    system: 'An incident that a person raises holds the door, and is told at once.',
    person: 'Somebody always goes. The manager calls those who deal with such things.',
  },
};

import type { doorsAndLocks as rows } from '../../doors-and-locks.js';
import type { SectionTexts } from '../texts.js';

/** English. */
export const doorsAndLocks: SectionTexts<typeof rows> = {
  'wont-open': {
    meaning: 'A door was told to open and stays shut: it is jammed, or something presses against it from inside.',
    seen: 'The bank answers failed after three pulses of the lock.',
    system:
      'A courier is given another door; a parcel stays inside and never counts as collected. Whoever comes for it is asked to push the door while it clicks. The lock is pulsed, the lock rail restarted, and the lock pulsed again; where it has not moved, it is pulsed once for longer. When it moves, the door is in use again, and on trial until it has opened: if it does not, it is the same incident. A lock that moves each time while the door is never heard to open may have a switch that sticks: the next scan is waited for before somebody goes.',
    person: 'A technician opens it by hand when the lock has not moved after all that, or jams again and again.',
  },
  'opened-without-command': {
    meaning: 'A door opened, and nobody had the right to: it was forced, or its lock or wiring is faulty.',
    seen: 'The bank tells of a door cycle under nobody’s authority, while no maintenance is going on.',
    system:
      'The door is held and its sensors look again. A parcel that is seen to be gone counts as missing. The evidence is kept, and the manager is told.',
    person:
      'The manager looks at the evidence and says what it was. Somebody goes if a parcel is gone, the lock is damaged, or nobody can explain it.',
  },
  'wrong-door-opened': {
    meaning: 'Another door opened than the one that was told to: wiring or configuration is mixed up.',
    seen: 'One door opens right when another one was told to open, and that one stays shut.',
    system:
      'No door of the bank is opened any more until a person clears it, and both doors are held. The locks are tested without opening one, and the manager is told.',
    person: 'A technician verifies the wiring, door by door, before the doors are released.',
  },
  'door-switch-stuck': {
    meaning: 'A door opens, but its switch goes on saying that it is shut.',
    seen: 'An open is answered with failed, and yet the sensors see that what is inside has changed.',
    system:
      'The door is held, because it may really stand open. Its switch and lock are tested, and the manager is told.',
    person: 'Somebody on site looks whether it is shut. A technician replaces the switch.',
  },
  'magnet-off': {
    meaning: 'A door is shut, but its switch says that it is open: as a rule its magnet has come off.',
    seen: 'The door counts as open for hours, while its sensors are still and its lock passes its test.',
    system:
      'One warning takes the place of many: switch and lock are tested, and the manager is asked to look. The door is not offered meanwhile.',
    person: 'Somebody on site looks whether it is shut. A technician fixes the magnet.',
  },
  'door-flapping': {
    meaning: 'A door’s switch changes to and fro although nobody touches the door.',
    seen: 'Many door cycles come within minutes, none of them under a command.',
    system:
      'They are one incident and not many. The switch is tested and given the longest debounce; then the lock rail is restarted, and the controller.',
    person:
      'If it goes on, a technician fastens the wire or replaces the switch, and sets the debounce back. Flapping under the longest debounce is wiring.',
  },
  'lock-wear': {
    meaning: 'A lock takes longer or needs more pulses than it used to, and will fail.',
    seen: 'The time and the pulses of each opening are charted for each door, and their trend rises.',
    system:
      'The door is given after others. Its lock is exercised; if the trend does not turn, a service visit is asked for before it fails.',
    person: 'A technician replaces the lock on a planned visit.',
  },
  'opens-at-boot': {
    meaning: 'Doors sprang open as the controller started: relays close when power comes.',
    seen: 'Doors open under nobody’s authority within seconds of a start.',
    system:
      'It is one incident of the bank. Nothing is restarted, for that would open them again. The manager is told.',
    person: 'Somebody on site shuts the doors. A technician goes unless a person has cleared it.',
  },
  'fire-alarm': {
    meaning: 'The building is evacuated, or a person is shut in.',
    seen: 'Nothing tells of it: no alarm panel, motion or gas sensor is connected.',
    system:
      'Nothing by itself: release from inside is mechanical, and needs neither power nor cloud. An incident that a person raises is told at once.',
    person: 'Somebody always goes. Doors can be opened from afar meanwhile.',
  },
};

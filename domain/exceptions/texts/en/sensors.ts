import type { sensors as rows } from '../../sensors.js';
import type { SectionTexts } from '../texts.js';

/** English. */
export const sensors: SectionTexts<typeof rows> = {
  'sensor-stuck': {
    meaning: 'A sensor repeats itself: it is frozen.',
    seen: 'All its samples are exactly equal, and so is all else that it says.',
    system:
      'Its word counts no more: the door’s other channels decide, or people are asked. It looks again and is then restarted, and in the end its controller as well.',
    person: 'A technician replaces it when restarts have not helped.',
  },
  'sensor-drift': {
    meaning: 'What a sensor says of the empty door has moved away: by dust, age or heat.',
    seen: 'Its values for the certainly empty door are charted, and have left what was expected.',
    system:
      'Verdicts compare before with after, so they hold meanwhile. The sensor is recalibrated, but only while its door is certainly empty.',
    person: 'A technician cleans, remounts or replaces it when it drifts again.',
  },
  'sensor-noisy': {
    meaning: 'The values of a sensor scatter more than when it was new.',
    seen: 'The scatter within its windows is compared with that of its commissioning.',
    system:
      'Verdicts take more samples and give it less weight. It is restarted. If it stays noisy for days, and the door can tell its smallest item all the same, the noise is taken for its own.',
    person: 'A technician replaces it if the door can no longer tell its smallest item.',
  },
  'sensor-silent': {
    meaning: 'A sensor says nothing while its bank is well.',
    seen: 'Its windows are missing from scans and door cycles. A bank that is offline is another incident.',
    system:
      'The door’s other channels decide, or people are asked. The sensor is restarted, and in the end its controller as well.',
    person: 'A technician checks its cable and replaces it.',
  },
  'sensor-spiky': {
    meaning: 'Single values lie far off, more often than a sensor of this kind gives them.',
    seen: 'The share of samples that the filter throws out is compared with that of its kind.',
    system:
      'Single spikes are filtered and decide nothing. The sensor is given less weight, restarted, and watched for a while. If as many stay, and the door can tell its smallest item all the same, they are taken for its own.',
    person: 'A technician looks for the cause if there are more and more, or too many to tell the smallest item.',
  },
  'sensor-blind': {
    meaning: 'A sensor answers but cannot see: sunlight, a mirror, dust or condensation.',
    seen: 'Its samples have an error status, too much ambient light, or values at the end of its range.',
    system:
      'Such samples are not used. One that errs is restarted, and is given time until the light has changed. One that strong light blinds is believed again whenever it sees; its case is over after two days without.',
    person: 'Somebody cleans it. A shade keeps off a sun that comes back for weeks.',
  },
  'sensor-swapped': {
    meaning: 'The sensor of one door is wired to another.',
    seen: 'The cycles of one door move the sensor of another, and not its own.',
    system: 'The door is held until it has been verified, and a technician is told.',
    person: 'A technician changes the wiring and verifies both doors.',
  },
  creep: {
    meaning: 'A load cell gives way slowly under a steady load.',
    seen: 'The weight of a parcel that nobody touches changes by some grams.',
    system: 'Verdicts compare before with after across door cycles, and never use a weight as it stands.',
    person: 'Nobody goes.',
  },
  'sensor-untared': {
    meaning: 'The zero of a sensor is wrong: an empty door does not read as one.',
    seen: 'Its values for the certainly empty door lie outside what its kind can give there.',
    system: 'It is recalibrated, but only while its door is certainly empty.',
    person: 'A technician sets its zero, or replaces it, when that does not last.',
  },
};

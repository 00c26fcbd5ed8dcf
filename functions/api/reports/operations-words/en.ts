import { numbersIn } from '../numbers.js';
import type { OperationsWords } from './words.js';

const locale = 'en-GB';
const numbers = numbersIn(locale, { day: 'd' });
const { number, count, form } = numbers;

/** English. */
export const en: OperationsWords = {
  ...{ language: 'en', locale, numbers },
  title: (site) => `${site}: how the lockers did`,
  made: ({ from, to, at, timeZone }) => `${from} to ${to}. Made on ${at}; times are those of ${timeZone}.`,
  cutShort: 'More happened than one report reads: ask for a shorter period to see all of it.',
  first: {
    stored: (parcels, banks) => `${form(parcels, 'parcel stored', 'parcels stored')}, in ${count(banks, 'bank')}`,
    incidents: (incidents, open) => `${form(incidents, 'incident', 'incidents')}, ${number(open)} of them open`,
    rate: 'of those decided were closed from afar',
    visits: (visits) => form(visits, 'visit was asked for', 'visits were asked for'),
    saved: 'of staff time saved',
    spent: 'of staff time more than by hand',
  },
  parcels: {
    heading: 'Parcels',
    none: 'No parcel came or was announced.',
    columns: ['Deposits', 'Parcels'],
    verified: 'Seen by the sensors when the door was shut',
    vouched: 'On somebody’s word, for no sensor could say',
    unsure: 'Nobody could say if it was there; its resident was asked to look',
    notStored: 'Announced, on the way, or called off',
  },
  incidents: {
    heading: 'What went wrong, and how it ended',
    none: 'Nothing went wrong.',
    plot: {
      title: 'Incidents by cause, and how they went',
      axis: 'incidents',
      kinds: ['closed from afar', 'with a visit, or seen again', 'over, not decided yet', 'open'],
    },
    all: 'All',
    withoutInherentVisits: 'Without those that need a visit by their nature',
    columns: {
      ...{ cause: 'Cause', severity: 'Severity', incidents: 'Incidents', open: 'Open', undecided: 'Not decided' },
      ...{
        mendedRemotely: 'Closed from afar',
        repeated: 'Seen again',
        repeatsAtWorkingDoors: 'Door works',
        visits: 'Visits',
      },
      ...{ rate: 'Rate', meanTime: 'Mean time' },
    },
  },
  closed: {
    heading: 'What ended those that were closed from afar',
    none: 'Nothing was closed from afar for good.',
    columns: ['What ended it', 'Incidents'],
    endings: {
      worked: 'Its door was given back on trial, and was seen to work',
      seenOver: 'It was seen to be over, after something was tried or somebody told',
      done: 'The bank said that it was done',
      trialTime: 'Nobody used its door until its trial was over',
      untried: 'It was over before anything was tried or anybody told',
      explained: 'It was put down to another incident',
      person: 'A person said so',
    },
  },
  alarms: {
    heading: 'False alarms',
    none: 'No alarm about a sensor was raised.',
    raised: ({ raised, endedByThemselves, perBankAndMonth, budget }) =>
      `${count(raised, 'alarm')} about sensors. At most ${number(endedByThemselves)} of them ${form(endedByThemselves, 'was', 'were')} false: so many ended before anything was tried${perBankAndMonth === undefined ? '' : `, ${perBankAndMonth} per bank and month`}. The site bears ${budget}`,
    noneFalse: ({ raised, budget }) =>
      `${count(raised, 'alarm')} about sensors. None of them counts as false: none ended before something was tried. The site bears ${budget} per bank and month`,
    kept: 'kept',
    exceeded: 'exceeded',
  },
  staff: {
    heading: 'Time of your staff',
    columns: ['Time', 'Minutes'],
    byParcels: 'Parcels that nobody took in, looked after and handed out',
    byVisitsSpared: 'Visits that were spared',
    spentOnVisits: 'Visits that were asked for all the same',
    saved: 'Saved',
    assumptions: ({ minutesPerParcelByHand, minutesPerVisit }) =>
      `It rests on ${minutesPerParcelByHand} minutes of staff for a parcel by hand (one hour for 15 parcels: National Apartment Association, 2015) and ${minutesPerVisit} minutes for a visit to a bank, which is an assumption.`,
  },
  method: {
    heading: 'How this is counted',
    paragraphs: [
      'Parcels are of the period in which they were announced or came, incidents of that in which they were raised.',
      'An incident counts as closed from afar if it ended with no visit and was not seen again within 7 days. The rate is that of all incidents that are decided: those that are open, or over for less than 7 days, stand beside it. Some cases need a visit by their nature, as an object that is to be fetched: the last line is without them.',
      'Door works: the door was left open again and works, so that it was what people do each time. Since the first time it has been shut in time so often that a door which fails one time in five would do so by chance in one case of a hundred at most; no incident told of its lock, latch or switch, and nobody was asked to go there. It counts as seen again all the same, and no rate is without it.',
    ],
  },
};

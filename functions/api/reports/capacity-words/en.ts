import { numbersIn } from '../numbers.js';
import type { CapacityWords } from './words.js';

const locale = 'en-GB';
const numbers = numbersIn(locale, { day: 'd' });
const { number, count, duration, form } = numbers;

/** English. */
export const en: CapacityWords = {
  ...{ language: 'en', locale, numbers },
  title: (site) => `${site}: are there doors enough?`,
  made: ({ from, to, at, timeZone }) => `${from} to ${to}. Made on ${at}; times are those of ${timeZone}.`,
  cutShort: 'More came than one report reads: ask for a shorter period to see all of it.',
  first: {
    stored: (doors) => `parcels stored, in ${count(doors, 'door')}`,
    rate: 'parcels per door and day',
    half: 'until half of the parcels are gone',
    neverFull: 'in which a size had no free door',
    longestFull: (size, bankId) => `with no free ${size} door in ${bankId}, the longest of all`,
    overdue: 'parcels overdue now',
  },
  change: {
    heading: 'What to change',
    tooLittle: 'Too little is known yet: it takes a week, and parcels that have come and gone.',
    enough: (bankId) => `${bankId}: what was counted asks for no other doors.`,
    add: (bankId, doors, size) => `${bankId}: add ${count(doors, `${size} door`)}.`,
    spare: (bankId, doors, size) => `${bankId}: ${count(doors, `${size} door`)} could go, or be of another size.`,
    why: ({ parcels, perDay, dwellMs, load }) =>
      `${count(perDay, 'parcel')} a day asked for that size (${number(parcels)} in all) and lay for ${duration(dwellMs)} on average: ${number(load)} at once.`,
    spareBecause: (needed, doors) =>
      `Even at the highest rate that fits what was counted, ${needed} of the ${doors} are enough.`,
    noSuchDoor: (needed, most) => `There is no such door; ${needed} keep that at ${most} or less.`,
    full: ({ doors, share, needed, most }) =>
      `All ${doors} are taken ${share} of the time; ${needed} keep that at ${most} or less.`,
    inLarger: (parcels) => `${count(parcels, 'parcel was', 'parcels were')} laid into larger doors instead.`,
  },
  days: {
    heading: 'How full it was',
    none: 'No parcel came or lay here.',
    stored: { title: 'Parcels stored each day', label: 'Parcels stored' },
    taken: { title: 'Most doors taken at once each day', label: 'Most doors taken at once' },
    day: 'Day',
    allDoors: (doors) => `all ${count(doors, 'door')}`,
  },
  sizes: {
    heading: 'Doors, size by size',
    noBank: 'The site has no bank yet.',
    noDoors: 'It has no doors yet.',
    doors: (doors, outOfUse) =>
      `${count(doors, 'door')}${outOfUse > 0 ? `, ${number(outOfUse)} of them out of use now` : ''}`,
    nothingStored: 'nothing was stored',
    stored: (parcels) => `${count(parcels, 'parcel')} stored`,
    perDoorAndDay: (rate) => `${rate} per door and day`,
    both: (doors, stored) => `${doors}; ${stored}.`,
    plotTitle: (bankId) => `Doors of ${bankId}, by size`,
    plot: {
      axis: 'doors',
      doors: 'doors there are',
      taken: 'taken on average',
      most: 'most taken at once',
      needed: 'doors needed, with the range that is left open',
      row: ({ label, doors, taken, most, needed }) =>
        `${label}: ${count(doors, 'door')}, ${number(taken)} taken on average, ${number(most)} at most${needed === undefined ? '' : `, ${number(needed)} needed`}`,
    },
    size: (size) => `size ${size}`,
    all: 'all',
    columns: [
      ...(['Size', 'Doors', 'Parcels', 'In larger doors', 'Taken on average', 'Most at once'] as const),
      ...(['All taken for', 'Share of time', 'Forecast of that share', 'Doors needed'] as const),
    ],
  },
  dwell: {
    heading: 'How long parcels lie',
    none: 'No parcel lay here.',
    onlyLying: (parcels) => `${count(parcels, 'parcel lies', 'parcels lie')} here still.`,
    ended: ({ ended, lying, mean }) =>
      `${count(ended, 'parcel')} came and went, ${count(lying, 'lies', 'lie')} here still. A parcel lies for ${mean} on average.`,
    endsUnknown: (parcels) => `When ${count(parcels, 'parcel')} went was not kept.`,
    plot: {
      title: 'Parcels by how long they lay',
      yLabel: 'Parcels that came and went',
      xLabel: 'Hours in the door',
      andMore: (hours) => `${hours} and more`,
    },
    columns: ['Of all parcels', 'gone within'],
    notKnown: 'not known yet',
  },
  cleanOut: {
    heading: 'What to take away',
    none: 'Nothing is overdue.',
    overdue: (parcels) =>
      `${count(parcels, 'parcel is', 'parcels are')} overdue by the site’s policy, the oldest first:`,
    notShown: (parcels) => `${number(parcels)} more ${form(parcels, 'is', 'are')} not shown.`,
    columns: ['Bank', 'Door', 'Size', 'Parcel', 'Stored', 'Lies for'],
  },
  method: {
    heading: 'How this is worked out',
    paragraphs: (fullShareMax) => [
      'A door is taken from when it is given to a courier until its parcel is fetched, returned or written off. Parcels that lie here still count as "at least so long" (Kaplan and Meier, 1958).',
      `The forecast is that of parcels which come at random and each lie for a time of their own: how many lie there at once is Poisson, with as its mean the parcels a day times the days that each lies (M/G/∞; Little, 1961). The doors needed keep a size from being all taken for more than ${fullShareMax} of the time. A count of parcels leaves a range open (95 % each way; Garwood, 1936): doors are to be added only if its lowest rate asks for more, and are spare only at its highest.`,
      'What the forecast does not know: couriers who found no door left no trace, so a bank that was often full needs more doors than are said here; couriers bring many parcels at once, so busy hours are fuller than the average; and a small parcel may lie in a larger door, so doors of a larger size help a smaller one too, at their price. Doors out of use count as doors that are free.',
    ],
  },
};

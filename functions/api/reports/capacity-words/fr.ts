import { numbersIn } from '../numbers.js';
import type { CapacityWords } from './words.js';

const locale = 'fr-FR';
const numbers = numbersIn(locale, { day: 'j' });
const { number, count, duration, form } = numbers;

const lockers = (n: number): string => count(n, 'casier');
/** The same in one number as in many. */
const parcelsOf = (n: number): string => count(n, 'colis', 'colis');

/** French. */
export const fr: CapacityWords = {
  ...{ language: 'fr', locale, numbers },
  title: (site) => `${site} : y a-t-il assez de casiers ?`,
  made: ({ from, to, at, timeZone }) => `Du ${from} au ${to}. Établi le ${at} ; fuseau horaire : ${timeZone}.`,
  cutShort: 'Il y en a eu plus qu’un rapport n’en lit : demandez une période plus courte pour tout voir.',
  first: {
    stored: (doors) => `colis déposés, pour ${lockers(doors)}`,
    rate: 'colis par casier et par jour',
    half: 'pour que la moitié des colis soient retirés',
    neverFull: 'pendant lesquelles une taille n’avait plus aucun casier libre',
    longestFull: (size, bankId) => `sans casier ${size} libre à ${bankId}, la durée la plus longue`,
    overdue: 'colis hors délai en ce moment',
  },
  change: {
    heading: 'Ce qu’il faudrait changer',
    tooLittle: 'On en sait encore trop peu : il faut une semaine, et des colis déposés puis retirés.',
    enough: (bankId) => `${bankId} : d’après ce qui a été compté, aucun casier n’est à changer.`,
    add: (bankId, doors, size) => `${bankId} : ajouter ${count(doors, `casier ${size}`, `casiers ${size}`)}.`,
    spare: (bankId, doors, size) =>
      `${bankId} : ${count(doors, `casier ${size} pourrait être supprimé, ou d’une autre taille`, `casiers ${size} pourraient être supprimés, ou d’une autre taille`)}.`,
    why: ({ parcels, perDay, dwellMs, load }) =>
      `${parcelsOf(perDay)} par jour pour cette taille (${number(parcels)} en tout), gardés ${duration(dwellMs)} en moyenne : ${number(load)} en même temps.`,
    spareBecause: (needed, doors) =>
      `Même au rythme le plus élevé compatible avec ce qui a été compté, ${needed} sur ${doors} suffisent.`,
    noSuchDoor: (needed, most) =>
      `Il n’y a aucun casier de cette taille ; avec ${needed}, cela ne dépasserait pas ${most} du temps.`,
    full: ({ doors, share, needed, most }) =>
      `Les ${doors} sont tous pris ${share} du temps ; avec ${needed}, cela ne dépasserait pas ${most}.`,
    inLarger: (parcels) =>
      `${parcelsOf(parcels)} ${form(parcels, 'a été mis', 'ont été mis')} dans des casiers plus grands.`,
  },
  days: {
    heading: 'Le taux de remplissage',
    none: 'Aucun colis n’est arrivé ni n’est resté ici.',
    stored: { title: 'Colis déposés chaque jour', label: 'Colis déposés' },
    taken: {
      title: 'Maximum de casiers pris en même temps, chaque jour',
      label: 'Maximum de casiers pris en même temps',
    },
    day: 'Jour',
    allDoors: (doors) => (doors > 1 ? `les ${number(doors)} casiers` : lockers(doors)),
  },
  sizes: {
    heading: 'Les casiers, taille par taille',
    noBank: 'Le site n’a pas encore de consigne.',
    noDoors: 'Elle n’a pas encore de casiers.',
    doors: (doors, outOfUse) =>
      `${lockers(doors)}${outOfUse > 0 ? `, dont ${number(outOfUse)} hors service en ce moment` : ''}`,
    nothingStored: 'aucun colis déposé',
    stored: (parcels) => `${parcelsOf(parcels)} ${form(parcels, 'déposé', 'déposés')}`,
    perDoorAndDay: (rate) => `${rate} par casier et par jour`,
    both: (doors, stored) => `${doors} ; ${stored}.`,
    plotTitle: (bankId) => `Casiers de ${bankId}, par taille`,
    plot: {
      axis: 'casiers',
      doors: 'casiers existants',
      taken: 'pris en moyenne',
      most: 'maximum pris à la fois',
      needed: 'casiers nécessaires, avec la marge d’incertitude',
      row: ({ label, doors, taken, most, needed }) =>
        `${label} : ${lockers(doors)}, ${number(taken)} pris en moyenne, ${number(most)} au plus${needed === undefined ? '' : `, ${number(needed)} ${form(needed, 'nécessaire', 'nécessaires')}`}`,
    },
    size: (size) => `taille ${size}`,
    all: 'toutes',
    columns: [
      ...(['Taille', 'Casiers', 'Colis', 'En casier plus grand', 'Pris en moyenne', 'Maximum à la fois'] as const),
      ...(['Tous pris pendant', 'Part du temps', 'Prévision de cette part', 'Casiers nécessaires'] as const),
    ],
  },
  dwell: {
    heading: 'Combien de temps les colis restent',
    none: 'Aucun colis n’est resté ici.',
    onlyLying: (parcels) => `${parcelsOf(parcels)} ${form(parcels, 'est encore là', 'sont encore là')}.`,
    ended: ({ ended, lying, mean }) =>
      `${parcelsOf(ended)} ${form(ended, 'est reparti', 'sont repartis')}, ${count(lying, 'est encore là', 'sont encore là')}. Un colis reste ${mean} en moyenne.`,
    endsUnknown: (parcels) => `Pour ${parcelsOf(parcels)}, l’heure du départ n’a pas été conservée.`,
    plot: {
      title: 'Colis selon la durée de leur séjour',
      yLabel: 'Colis repartis',
      xLabel: 'Heures dans le casier',
      andMore: (hours) => `${hours} et plus`,
    },
    columns: ['De tous les colis', 'partis en moins de'],
    notKnown: 'pas encore connu',
  },
  cleanOut: {
    heading: 'Ce qu’il faut enlever',
    none: 'Aucun colis n’est hors délai.',
    overdue: (parcels) =>
      `${parcelsOf(parcels)} ${form(parcels, 'a dépassé', 'ont dépassé')} le délai fixé par le site, les plus anciens d’abord :`,
    notShown: (parcels) => `${number(parcels)} de plus ${form(parcels, 'n’est pas affiché', 'ne sont pas affichés')}.`,
    columns: ['Consigne', 'Casier', 'Taille', 'Colis', 'Déposé', 'Là depuis'],
  },
  method: {
    heading: 'Comment c’est calculé',
    paragraphs: (fullShareMax) => [
      'Un casier est pris depuis son attribution à un livreur jusqu’à ce que le colis soit retiré, retourné ou considéré comme perdu. Les colis encore là comptent pour « au moins cette durée » (Kaplan et Meier, 1958).',
      `La prévision est celle de colis qui arrivent au hasard et restent chacun un temps qui leur est propre : leur nombre à un instant donné suit une loi de Poisson, dont la moyenne est le nombre de colis par jour multiplié par le nombre de jours que chacun reste (M/G/∞ ; Little, 1961). Avec les casiers nécessaires, ceux d’une taille ne sont pas tous pris plus de ${fullShareMax} du temps. Un nombre de colis laisse une marge (95 % de chaque côté ; Garwood, 1936) : des casiers ne sont à ajouter que si le rythme le plus bas en demande davantage, et ne sont en trop qu’au rythme le plus élevé.`,
      'Ce que la prévision ignore : les livreurs qui n’ont trouvé aucun casier n’ont pas laissé de trace, et une consigne souvent pleine a donc besoin de plus de casiers qu’il n’est dit ici ; les livreurs apportent plusieurs colis à la fois, et les heures chargées sont plus pleines que la moyenne ; un petit colis peut être mis dans un grand casier, et les grands casiers servent donc aussi aux petits colis, à leur prix. Les casiers hors service comptent comme libres.',
    ],
  },
};

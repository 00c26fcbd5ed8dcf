import { numbersIn } from '../numbers.js';
import type { OperationsWords } from './words.js';

const locale = 'fr-FR';
const numbers = numbersIn(locale, { day: 'j' });
const { number, count, form } = numbers;

/** French. */
export const fr: OperationsWords = {
  ...{ language: 'fr', locale, numbers },
  title: (site) => `${site} : le bilan des consignes`,
  made: ({ from, to, at, timeZone }) => `Du ${from} au ${to}. Établi le ${at} ; fuseau horaire : ${timeZone}.`,
  cutShort: 'Il y en a eu plus qu’un rapport n’en lit : demandez une période plus courte pour tout voir.',
  first: {
    stored: (parcels, banks) => `${form(parcels, 'colis déposé', 'colis déposés')}, dans ${count(banks, 'consigne')}`,
    incidents: (incidents, open) => `${form(incidents, 'incident', 'incidents')}, dont ${number(open)} en cours`,
    rate: 'des incidents jugés ont été clos à distance',
    visits: (visits) => form(visits, 'déplacement demandé', 'déplacements demandés'),
    saved: 'de temps de travail gagné',
    spent: 'de temps de travail de plus qu’à la main',
  },
  parcels: {
    heading: 'Colis',
    none: 'Aucun colis n’est arrivé ni n’a été annoncé.',
    columns: ['Dépôts', 'Colis'],
    verified: 'Vus par les capteurs à la fermeture de la porte',
    vouched: 'Sur la parole de quelqu’un, aucun capteur ne pouvant se prononcer',
    unsure: 'Personne ne pouvait dire s’il était là ; son destinataire a été prié de regarder',
    notStored: 'Annoncés, en cours de dépôt ou annulés',
  },
  incidents: {
    heading: 'Ce qui n’a pas marché, et comment cela s’est terminé',
    none: 'Il n’y a eu aucun incident.',
    plot: {
      title: 'Incidents par cause, et leur issue',
      axis: 'incidents',
      kinds: ['clos à distance', 'avec déplacement, ou réapparu', 'terminé, pas encore jugé', 'en cours'],
    },
    all: 'Tous',
    withoutInherentVisits: 'Sans ceux qui exigent un déplacement par nature',
    columns: {
      ...{ cause: 'Cause', severity: 'Gravité', incidents: 'Incidents', open: 'En cours', undecided: 'Pas jugés' },
      ...{ mendedRemotely: 'Clos à distance', repeated: 'Réapparus', repeatsAtWorkingDoors: 'La porte fonctionne' },
      ...{ visits: 'Déplacements', rate: 'Taux', meanTime: 'Durée moyenne' },
    },
  },
  closed: {
    heading: 'Ce qui a mis fin à ceux qui ont été clos à distance',
    none: 'Aucun incident n’a été clos à distance pour de bon.',
    columns: ['Ce qui y a mis fin', 'Incidents'],
    endings: {
      worked: 'Le casier a été remis en service à l’essai, et on l’a vu fonctionner',
      seenOver: 'On a vu que c’était fini, après une tentative ou un message à quelqu’un',
      done: 'La consigne a répondu que c’était fait',
      trialTime: 'Personne n’a utilisé le casier jusqu’à la fin de l’essai',
      untried: 'C’était fini avant toute tentative et tout message',
      explained: 'Un autre incident l’expliquait',
      person: 'Une personne l’a dit',
    },
  },
  alarms: {
    heading: 'Fausses alertes',
    none: 'Il n’y a eu aucune alerte au sujet d’un capteur.',
    raised: ({ raised, endedByThemselves, perBankAndMonth, budget }) =>
      `${count(raised, 'alerte')} au sujet de capteurs. Fausses : ${number(endedByThemselves)} au plus, qui ${form(endedByThemselves, 's’est terminée', 'se sont terminées')} avant toute tentative${perBankAndMonth === undefined ? '' : `, soit ${perBankAndMonth} par consigne et par mois`}. Le site en admet ${budget}`,
    noneFalse: ({ raised, budget }) =>
      `${count(raised, 'alerte')} au sujet de capteurs. Aucune ne compte comme fausse : aucune ne s’est terminée avant toute tentative. Le site en admet ${budget} par consigne et par mois`,
    kept: 'respecté',
    exceeded: 'dépassé',
  },
  staff: {
    heading: 'Le temps de votre personnel',
    columns: ['Temps', 'Minutes'],
    byParcels: 'Colis que personne n’a eu à recevoir, garder et remettre',
    byVisitsSpared: 'Déplacements évités',
    spentOnVisits: 'Déplacements demandés malgré tout',
    saved: 'Gagné',
    assumptions: ({ minutesPerParcelByHand, minutesPerVisit }) =>
      `Ce calcul compte ${minutesPerParcelByHand} minutes de personnel par colis traité à la main (une heure pour 15 colis : National Apartment Association, 2015) et ${minutesPerVisit} minutes par déplacement à une consigne, ce qui est une hypothèse.`,
  },
  method: {
    heading: 'Comment c’est compté',
    paragraphs: [
      'Les colis sont ceux qui ont été annoncés ou sont arrivés dans la période, les incidents ceux qui y ont commencé.',
      'Un incident compte comme clos à distance s’il s’est terminé sans déplacement et n’a pas réapparu dans les 7 jours. Le taux porte sur tous les incidents jugés : ceux qui sont en cours, ou terminés depuis moins de 7 jours, figurent à côté. Certains cas exigent un déplacement par nature, comme un objet à aller chercher : la dernière ligne est sans eux.',
      'La porte fonctionne : elle a été laissée ouverte une autre fois, mais elle fonctionne, si bien que c’est chaque fois le fait des gens. Depuis la première fois, elle a été refermée à temps si souvent qu’une porte qui échoue une fois sur cinq n’y parviendrait par hasard que dans un cas sur cent au plus ; aucun incident n’a parlé de sa serrure, de son loquet ni de son contact, et personne n’a été envoyé. Elle compte tout de même comme réapparue, et aucun taux ne la laisse de côté.',
    ],
  },
};

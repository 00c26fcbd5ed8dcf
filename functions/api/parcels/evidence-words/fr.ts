import type { EvidenceWords, LapseReason } from './words.js';

const because = (reason: string): string => (reason === '' ? '' : ` : ${reason}`);

const lapsed: Record<LapseReason, string> = {
  courier: 'le livreur y a renoncé',
  manager: 'le gestionnaire l’a annulé',
  'window-over': 'le délai était écoulé',
  'never-opened': 'la porte n’a pas été ouverte',
  jammed: 'la porte ne s’est pas ouverte',
  'open-lapsed': 'l’ordre d’ouvrir n’est pas parti à temps',
  'other-door': 'il avait été mis dans un autre casier',
  'door-taken': 'l’autre casier était pris',
  'too-late': 'c’était trop tard',
  'not-taken': 'le colis n’a pas été retiré',
  unclear: 'les capteurs ne pouvaient pas se prononcer',
  overtaken: 'autre chose est survenu entre-temps',
};

const findings = {
  present: 'qu’il était là',
  unknown: 'que personne ne pouvait dire s’il était là',
  absent: 'qu’il n’était pas là',
  'written-off': 'qu’il est considéré comme perdu',
};

/** French. */
export const fr: EvidenceWords = {
  language: 'fr',
  locale: 'fr-FR',
  parcel: (name) => `Colis ${name}`,
  title: (name) => `Colis ${name} : ce qui s’est passé`,
  place: ({ site, door, bank, at, timeZone }) =>
    `${site}, casier ${door} de ${bank}. État au ${at} ; fuseau horaire : ${timeZone}.`,
  state: 'État :',
  states: {
    announced: 'annoncé',
    placing: 'un casier lui est attribué',
    withdrawn: 'retiré de l’annonce',
    reserved: 'un casier lui est réservé',
    depositing: 'dépôt en cours',
    'deposit-unverified': 'pas encore vu dans son casier',
    stored: 'dans son casier',
    collecting: 'retrait en cours',
    'pickup-unverified': 'retrait pas encore constaté',
    'left-behind': 'laissé dans le casier',
    overdue: 'délai dépassé',
    returning: 'retour en cours',
    moving: 'changement de casier en cours',
    missing: 'introuvable',
    cancelled: 'annulé',
    collected: 'retiré',
    returned: 'repris par le livreur',
    moved: 'mis dans un autre casier',
    'written-off': 'considéré comme perdu',
  },
  vouched: 'le livreur s’est porté garant du dépôt ; aucun capteur ne l’a vu',
  unsure: 'personne ne pouvait dire s’il était là ; aucun capteur ne l’a vu',
  happened: { heading: 'Ce qui s’est passé', none: 'Rien pour l’instant.', when: 'Quand', what: 'Quoi' },
  seen: {
    heading: 'Ce que les capteurs ont vu',
    none: 'Aucun relevé de capteur n’est conservé pour ce colis.',
    means:
      'Ce que tous les capteurs ont vu avant l’ouverture et après la fermeture est pesé comme indice (rapport de vraisemblance logarithmique) de la présence d’un contenu : à la borne haute ou au-dessus, il y a quelque chose ; à la borne basse ou au-dessous, il n’y a rien ; entre les deux, les capteurs ne peuvent pas se prononcer.',
    cycle: (n) => `Passage ${n}`,
    furtherLook: (n) => `Passage ${n}, nouveau relevé`,
    noWindows: 'Les capteurs n’ont rien dit.',
    verdict: ({ says, llr, upper, lower }) => {
      const said = {
        present: 'il y a quelque chose',
        absent: 'il n’y a rien',
        unclear: 'les capteurs ne peuvent pas se prononcer',
      }[says];
      return `Verdict : ${said} (${llr} ; borne haute ${upper}, basse ${lower}).`;
    },
  },
  plot: {
    kinds: { tof: 'distance', ultrasonic: 'distance', 'load-cell': 'poids', curtain: 'faisceau lumineux' },
    before: 'avant l’ouverture',
    after: 'après la fermeture',
    noSamples: (sensor) => `${sensor} : aucun relevé.`,
    title: (sensor, unit) => `${sensor} avant et après, en ${unit}`,
    scale: (sensor, unit) => `${sensor}, en ${unit}`,
    blocked: '1 si occulté',
  },
  told: {
    heading: 'Qui a été prévenu',
    none: 'Personne.',
    by: 'Par',
    how: 'Résultat',
    until: (at) => `, jusqu’au ${at}`,
  },
  trust: {
    heading: 'Peut-on se fier à ce journal ?',
    entries: (n) => `${n} ${n === 1 ? 'entrée' : 'entrées'}`,
    how: 'Chaque entrée porte une empreinte (SHA-256) d’elle-même et de l’entrée précédente : aucune ne peut être modifiée, omise ou insérée sans que cela se voie. Chacun peut le vérifier :',
    last: 'La dernière :',
    yes: 'Oui.',
    holds: (entries) => `Vérifié à la création de cette page : ${entries}, rien de manquant ni de modifié.`,
    goesOn: 'Le journal continue après elles : cette page en montre le début.',
    pending: 'Une partie est en cours d’écriture : regardez à nouveau dans une minute.',
    no: 'Non.',
    broken: (n, entries, why) => `Il ne tient pas à l’entrée ${n} sur ${entries} : ${why}.`,
    why: {
      missing: 'elle manque',
      'of-another-log': 'elle vient d’un autre journal',
      'previous-does-not-match': 'ce qui la précédait a été modifié',
      'content-does-not-match': 'elle a été modifiée',
      'not-the-last': 'ce n’est pas celle que le casier connaît comme la dernière',
    },
  },
  events: {
    'deposit-reserved': 'Un livreur a demandé un casier ; celui-ci s’est ouvert pour lui.',
    'deposit-verified':
      'La porte a été fermée, et les capteurs ont vu qu’un colis était arrivé. Le destinataire a été prévenu.',
    'deposit-found-empty': ({ tookOut }) =>
      tookOut
        ? 'La porte a été fermée, et ce qui avait été déposé avait été repris.'
        : 'La porte a été fermée, et les capteurs ont vu que rien n’était arrivé. Le livreur l’a su aussitôt.',
    'sample-requested': 'Les capteurs n’étaient pas encore sûrs ; un nouveau relevé leur a été demandé.',
    'deposit-left-unclear':
      'Les capteurs ne pouvaient pas dire si quelque chose était arrivé. La question a été posée au livreur.',
    'deposit-doubted':
      'Il y a eu un doute sur la porte que ces capteurs regardent : on ne savait plus si quelque chose était arrivé. La question a été posée au livreur.',
    'deposit-vouched': 'Le livreur a dit que le colis était à l’intérieur. Aucun capteur ne l’a vu.',
    'deposit-reopened': 'Le livreur a redemandé la porte.',
    'elsewhere-asked': ({ to }) =>
      to
        ? `Quelque chose était arrivé dans le casier ${to.compartmentId}. L’écran a demandé au livreur si c’est ce colis.`
        : 'Le livreur a dit que oui. Entre-temps, ce casier avait été rouvert, et il a été prié de rouvrir le sien.',
    'deposit-adopted': ({ from, person, requestId }) => {
      if (person)
        return `Un gestionnaire a déclaré que ce qui devait arriver dans le casier ${from.compartmentId} se trouve dans celui-ci${because(person.reason)}. Le colis y est gardé, et le résident a été prévenu.`;
      const bySensors = `Ce qui devait arriver dans le casier ${from.compartmentId} est arrivé dans celui-ci, et y est gardé. Le résident a été prévenu.`;
      return requestId ? `Le livreur l’a dit à l’écran. ${bySensors}` : bySensors;
    },
    'deposit-cancelled': ({ person, reason }) =>
      person
        ? `Un gestionnaire a annulé le dépôt${because(person.reason)}.`
        : `Le dépôt n’a pas eu lieu : ${lapsed[reason]}.`,
    'deposit-unaccounted': 'Le temps du passage était écoulé, sans nouvelles de la porte. Le casier a été bloqué.',
    'pickup-started': 'Le code a été saisi, et la porte s’est ouverte.',
    'pickup-verified': ({ evidence }) =>
      evidence === undefined
        ? 'La porte a été fermée, et les capteurs ont vu que tout avait été retiré.'
        : 'Le passage était terminé ; aucun capteur n’a pu voir ce que le colis est devenu. Il compte comme retiré.',
    'parcel-left-behind': ({ evidence }) =>
      evidence === 'present'
        ? 'La porte a été fermée, et il restait quelque chose à l’intérieur. Le destinataire l’a su aussitôt.'
        : 'La porte a été fermée, et les capteurs ne pouvaient pas dire si tout avait été retiré. Le destinataire l’a su.',
    'pickup-lapsed': 'Le passage était terminé, et le colis restait déposé comme avant.',
    'return-marked': ({ reason }) => `Un gestionnaire a destiné le colis au retour${because(reason)}.`,
    'return-started': 'Un transporteur a demandé ce qui repart, et la porte s’est ouverte.',
    'return-verified': 'La porte a été fermée, et les capteurs ont vu que le transporteur avait repris le colis.',
    'return-lapsed': 'Le passage du transporteur était terminé, et le colis était toujours là.',
    'move-asked': ({ reason, to }) =>
      `Un gestionnaire a demandé le casier ${to.compartmentId} pour le colis${because(reason)}.`,
    'move-started': 'La porte s’est ouverte pour que le colis change de casier.',
    'moved-out': ({ to }) =>
      `La porte a été fermée, et le colis n’y était plus. Le casier ${to.compartmentId} s’est ouvert pour lui.`,
    'move-lapsed': ({ reason }) => `Le changement de casier n’a pas eu lieu : ${lapsed[reason]}.`,
    'move-reserved': ({ from, reason }) =>
      `Un gestionnaire a fait passer le colis ici, depuis le casier ${from.compartmentId}${because(reason)}.`,
    'move-opened': 'Le colis était sorti de l’autre casier, et celui-ci s’est ouvert pour lui.',
    'space-needed': 'La consigne était pleine : le destinataire a été prié de libérer le casier.',
    'reminder-due': ({ step }) => `Le rappel ${step} était dû.`,
    'stay-overdue': 'Le colis était là depuis plus longtemps que le site ne le permet.',
    'next-step-postponed': undefined,
    'watch-continued': undefined,
    'cycle-added': ({ isGone }) =>
      isGone ? 'La porte a été ouverte et fermée, et le colis a été vu partir.' : 'La porte a été ouverte et fermée.',
    'sprang-open': 'La porte s’est rouverte d’elle-même aussitôt fermée.',
    'parcel-missing': 'Le colis n’était plus là, sans qu’aucun retrait l’ait emporté.',
    'content-unexpected': 'Quelque chose se trouvait dans le casier sans que personne l’ait annoncé.',
    'door-found-empty': 'Le casier a été vu vide.',
    'door-left-open': 'La porte est restée ouverte.',
    'sensors-judged': undefined,
    'opened-without-command': 'La porte s’est ouverte sans que personne en ait le droit.',
    'verdict-overridden': ({ finding, reason }) => `Un gestionnaire a dit ${findings[finding]}${because(reason)}.`,
    'stay-held': ({ reason }) => `Un gestionnaire a mis le colis en attente${because(reason)}.`,
    'stay-extended': ({ reason }) => `Un gestionnaire a prolongé le délai du colis${because(reason)}.`,
    'parcel-reassigned': ({ reason }) =>
      `Un gestionnaire a dit que le colis est à un autre résident${because(reason)}. Celui-ci a reçu un nouveau code.`,
    'resident-unreachable': 'Aucun message n’a atteint le destinataire : le gestionnaire a été prévenu.',
    'code-reissued': ({ reason }) => `Un gestionnaire a donné un nouveau code${because(reason)}.`,
    'effect-lapsed': undefined,
    'door-quarantined': 'Le casier a été mis hors service.',
    'door-released': 'Le casier a été remis en service.',
    'open-given': ({ reason, confirmedBy }) =>
      `La porte a été ouverte à distance${confirmedBy === undefined ? '' : ', par deux personnes, avec toutes celles de la consigne'}${because(reason)}.`,
  },
  messages: {
    'parcel-stored': 'Au destinataire : le colis est là, avec le code',
    'parcel-may-wait': 'Au destinataire : un colis est peut-être là, avec le code',
    'code-reissued': 'Au destinataire : un nouveau code',
    'parcel-moved': 'Au destinataire : le colis est dans un autre casier, avec un nouveau code',
    'parcel-left-behind': 'Au destinataire : merci de regarder encore, avec le code',
    'deposit-found-empty': 'Au livreur : aucun colis détecté',
    reminder: 'Au destinataire : un rappel, avec le code',
    'parcel-overdue': 'Au destinataire : le délai du colis est dépassé, avec le code',
    'resident-unreachable': 'Au gestionnaire : ce résident ne peut pas être joint',
    'parcel-returned': 'Au destinataire : le colis est reparti',
    'parcel-reassigned': 'À qui avait été prévenu avant : le colis n’est pas à lui',
    'space-needed': 'Au destinataire : la consigne est pleine, avec le code',
    'door-trouble': 'Au destinataire : la porte a un défaut',
    'door-needs-you': 'Au livreur : merci de vérifier la porte',
    'parcel-not-seen': 'Au destinataire : avez-vous retiré le colis ?',
    'something-left': 'Au destinataire : ce qui se trouve dans le casier est-il à vous ?',
    'deposit-unclear': 'Au livreur : avez-vous laissé le colis ?',
    'delivery-unclear': 'Au destinataire : y attendez-vous un colis ?',
    'door-left-open': 'Au destinataire : merci de fermer la porte',
  },
  channels: { email: 'E-mail', sms: 'SMS' },
  outcomes: {
    sent: 'Envoyé',
    'no-address': 'Non envoyé : aucune adresse ni numéro de ce genre n’est connu',
    unconfirmed: 'Non envoyé : l’adresse n’a pas été confirmée',
    lost: 'Non envoyé : l’adresse n’accepte plus nos messages',
    'opted-out': 'Non envoyé : STOP a été répondu depuis ce numéro',
    declined: 'Non envoyé : la personne a demandé à ne pas être prévenue ainsi',
    capped: 'Non envoyé : le plafond du jour était atteint',
    refused: 'Refusé par l’opérateur : ce numéro ou cette adresse n’existe pas',
    failed: 'Échec',
    pending: 'Envoi en cours',
    deferred: 'Remis à plus tard',
    dropped: 'Abandonné : impossible à envoyer à temps, ou plus vrai',
  },
  because: {
    'quiet-hours': ', car c’est la nuit',
    hold: ', car le colis ou son destinataire est en attente',
    visit: ', car quelqu’un était à la porte à ce moment',
  },
  again: ', après un échec',
};

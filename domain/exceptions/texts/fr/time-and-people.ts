import type { timeAndPeople as rows } from '../../time-and-people.js';
import type { SectionTexts } from '../texts.js';

/** French. */
export const timeAndPeople: SectionTexts<typeof rows> = {
  'not-collected': {
    meaning: 'Un colis attend son destinataire.',
    seen: 'Au temps écoulé depuis le dépôt.',
    system:
      'Le résident reçoit les rappels prévus par le site, jamais pendant les heures calmes ni pendant une absence, et jamais après un signe de retrait.',
    person: 'Personne ne se déplace. Le gestionnaire peut faire garder le colis.',
  },
  overdue: {
    meaning: 'Un colis attend plus longtemps que le site ne le permet.',
    seen: 'Au temps écoulé depuis le dépôt, ou depuis la fin d’une absence.',
    system: 'Le résident est prévenu. Un livreur peut le reprendre : une demande à la consigne ouvre une porte.',
    person:
      'Le gestionnaire le fait garder plus longtemps, ou le marque pour le retour. Un livreur ou le personnel l’emporte.',
  },
  'on-hold': {
    meaning: 'Un résident est absent, ou un colis doit attendre.',
    seen: 'Une personne le dit, et jusqu’à quand.',
    system: 'Jusque-là, personne ne reçoit de rappel et rien n’est en retard.',
    person: 'Le gestionnaire change la date.',
  },
  'moved-out': {
    meaning: 'Le résident n’habite plus ici.',
    seen: 'Seules les personnes le savent : aucun registre des locataires n’est raccordé.',
    system: 'Un incident ouvert par une personne est signalé au gestionnaire.',
    person: 'Le gestionnaire marque le colis pour le retour. Quelqu’un l’enlève si aucun livreur ne vient.',
  },
  'unknown-recipient': {
    meaning: 'Un livreur indique un logement ou une personne que l’on ne connaît pas ici.',
    seen: 'L’annuaire ne trouve personne.',
    system: 'L’écran le dit et aucun casier n’est attribué : le livreur garde le colis.',
    person: 'Le gestionnaire inscrit le résident, s’il existe.',
  },
  'not-registered': {
    meaning: 'Un résident habite ici, mais il n’est pas inscrit ou n’a donné aucun moyen de le joindre.',
    seen: 'L’annuaire ne trouve personne, ou trouve quelqu’un dont aucun canal ne fonctionne.',
    system:
      'Si personne n’est trouvé, aucun casier n’est attribué. Si aucun message n’atteint le résident, le gestionnaire est prévenu, une fois par colis.',
    person: 'Le gestionnaire inscrit le résident, avec un téléphone ou une adresse.',
  },
  'message-undeliverable': {
    meaning:
      'Aucun canal ne porte les messages au résident : l’adresse n’est pas confirmée, le téléphone les refuse, ou l’envoi a échoué.',
    seen: 'Le canal le dit lors de l’envoi.',
    system:
      'Le canal suivant est essayé, puis le gestionnaire est prévenu, une fois par colis. Le journal de garde le note.',
    person: 'Le gestionnaire corrige l’adresse et fait envoyer un nouveau code.',
  },
  'code-lost': {
    meaning: 'Un résident n’a plus son code.',
    seen: 'Le résident le demande.',
    system:
      'Chaque rappel contient le code. Un nouveau code ne part que vers les canaux du résident, et l’ancien ne vaut plus rien aussitôt.',
    person: 'Le gestionnaire fait envoyer un nouveau code.',
  },
  'code-guessing': {
    meaning: 'Quelqu’un saisit un code après l’autre à une consigne.',
    seen: 'Les codes erronés qui se suivent sont comptés pour toute la consigne.',
    system:
      'Après chaque code erroné, le clavier fait attendre plus longtemps ; après un trop grand nombre, il est verrouillé. Si cela continue, le gestionnaire est prévenu.',
    person: 'Le gestionnaire regarde qui est là et déverrouille le clavier.',
  },
  'code-stolen': {
    meaning: 'Un inconnu avait le code du résident.',
    seen: 'Un bon code ressemble à tous les autres : seul le résident peut dire que ce n’était pas lui.',
    system:
      'Le journal de garde dit quand et où le code a servi. Un incident ouvert par une personne est signalé au gestionnaire.',
    person: 'Le gestionnaire fait envoyer un nouveau code si le colis est encore là, et remet le journal à la police.',
  },
  'mass-open': {
    meaning:
      'Bien plus de portes s’ouvrent qu’il ne vient de monde : une personne de la maison, une clé de l’API en de mauvaises mains, ou une intrusion dans un serveur.',
    seen: 'Les ouvertures sont comptées par le contrôleur de la consigne et dans le cloud ; elles dépassent ce que les règles permettent.',
    system:
      'L’ouverture à distance s’arrête, à la consigne et dans le cloud, jusqu’à ce qu’une seconde personne la rétablisse. Le gestionnaire est prévenu.',
    person: 'Quelqu’un garde la consigne tant que des portes sont ouvertes.',
  },
  'cannot-reach': {
    meaning: 'Un résident n’atteint pas les portes hautes.',
    seen: 'La fiche du résident le dit.',
    system: 'Il reçoit d’abord les casiers accessibles, et ceux-ci lui sont réservés tant que d’autres suffisent.',
    person: 'Le personnel aide quand seul un casier haut était libre.',
  },
  'messages-capped': {
    meaning: 'Plus de messages devaient partir en un jour que le site n’en permet, à une personne ou en tout.',
    seen: 'Les messages sont comptés avant l’envoi, par personne et pour tout le site, selon ses horloges.',
    system:
      'Les rappels et les avis s’arrêtent d’abord. Un message nécessaire part encore, par courriel seulement ; s’il n’atteint personne, le gestionnaire est prévenu pour ce colis. Les SMS s’arrêtent jusqu’à minuit. Le gestionnaire est prévenu aussitôt.',
    person:
      'Le gestionnaire cherche qui ou quoi en est la cause (codes renouvelés sans cesse, code de livreur ou clé de l’API en de mauvaises mains), y met fin, et relève le plafond dans les règles s’il ne s’agit que d’une journée chargée.',
  },
  'return-left': {
    meaning: 'Un colis qui doit repartir n’est pas emporté.',
    seen: 'Cette version ne le recherche pas : les résidents ne peuvent pas envoyer de colis, et les livreurs ne reçoivent pas de rappel.',
    system: 'Le colis reste en retard et est proposé à chaque livreur qui demande des retours.',
    person: 'Le gestionnaire appelle le transporteur.',
  },
};

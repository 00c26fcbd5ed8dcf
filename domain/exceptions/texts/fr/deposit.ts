import type { deposit as rows } from '../../deposit.js';
import type { SectionTexts } from '../texts.js';

/** French. */
export const deposit: SectionTexts<typeof rows> = {
  'empty-deposit': {
    meaning: 'Une porte a été ouverte pour un livreur, puis refermée sans rien de nouveau à l’intérieur.',
    seen: 'Les relevés des capteurs avant et après le passage ne diffèrent pas : le verdict est « absent ».',
    system:
      'L’écran et un SMS demandent au livreur de rouvrir et de déposer le colis. Le destinataire n’est pas prévenu. À la fin du délai de dépôt, le dépôt est annulé et le casier redevient libre.',
    person: 'Personne ne se déplace. Si cela se répète au même casier, regarder l’état de son capteur.',
  },
  'never-opened': {
    meaning: 'Un livreur a reçu un casier dont la porte ne s’est pas ouverte.',
    seen: 'La consigne répond que l’ouverture a échoué ou que le délai est passé, ou l’on n’apprend rien de la porte.',
    system:
      'Le dépôt est annulé et le livreur recommence avec un autre casier. Une porte bloquée, ou dont on n’apprend rien, est un incident de ce type.',
    person: 'Comme pour une porte qui ne s’ouvre pas.',
  },
  'courier-gone': {
    meaning: 'Un livreur a ouvert une porte et est parti sans la fermer.',
    seen: 'La consigne signale que la porte reste ouverte, et à la fin du délai de dépôt elle n’est pas fermée.',
    system:
      'Rien n’est annoncé au destinataire et le casier est retenu. La porte elle-même est suivie comme une porte restée ouverte.',
    person: 'Quelqu’un sur place pousse la porte ; le reste comme pour une porte restée ouverte.',
  },
  'wrong-compartment': {
    meaning: 'Un colis a été mis dans un autre casier que celui qui a été ouvert pour lui.',
    seen: 'Le verdict du casier attribué est « absent », tandis qu’un autre casier de la consigne se referme sur un contenu que rien n’explique.',
    system:
      'L’écran demande au livreur de rouvrir et de déposer le colis et, si l’on voit bien à qui il peut être, s’il est dans l’autre casier : s’il le confirme, et que ce casier n’a pas été rouvert depuis, le colis y est gardé et le résident est informé de ce casier. Sinon l’autre casier est retenu, ses capteurs regardent encore, et le gestionnaire est prévenu. Selon les règles du site (wrongCompartment), la question n’est pas posée : le dépôt est annulé aussitôt, ou bien l’enregistrement suit le colis.',
    person:
      'Le gestionnaire demande au livreur de quel colis il s’agit, et déclare que ce colis se trouve dans l’autre casier (override-verdict avec finding present et ce compartmentId) : il y est gardé, et son résident est prévenu, avec un code. Si c’est refusé, il ouvre ce casier pour le destinataire. Personne ne se déplace tant que ce casier répond.',
  },
  'two-doors-open': {
    meaning: 'Deux portes d’une consigne sont ouvertes en même temps.',
    seen: 'Chaque porte signale sa propre ouverture et sa propre fermeture.',
    system:
      'Chaque casier est jugé d’après ses propres relevés, sous sa propre autorisation : rien ne se confond. Une porte qui reste ouverte est suivie comme telle.',
    person: 'Personne ne se déplace.',
  },
  'parcel-too-big': {
    meaning: 'Un colis n’entre pas dans le casier attribué.',
    seen: 'Le livreur annule à l’écran, ou la porte ne se ferme pas.',
    system:
      'Le dépôt est annulé et le livreur demande un casier plus grand. Le premier est de nouveau proposé dès qu’il est vu vide.',
    person: 'On ne se déplace que pour un colis coincé : sa porte reste ouverte, ou ne s’ouvre plus.',
  },
  'bank-full': {
    meaning: 'Aucun casier libre de la consigne ne convient au colis.',
    seen: 'Une demande de casier n’en trouve aucun.',
    system:
      'L’écran indique la consigne la plus proche du site où un casier convient. Les résidents dont le colis en retard occupe un casier qui conviendrait sont priés de le retirer, une fois par jour au plus.',
    person: 'Le gestionnaire marque les colis en retard pour le retour.',
  },
  'occupied-at-allocation': {
    meaning: 'Un livreur ouvre le casier attribué et y trouve quelque chose.',
    seen: 'Les relevés périodiques comparent chaque casier fermé à son enregistrement. Ce qu’aucun relevé n’a encore vu, le livreur le voit.',
    system:
      'Un casier au contenu inexpliqué est retenu et n’est plus proposé. Le livreur qui en trouve un annule et en reçoit un autre.',
    person: 'Comme pour un contenu sans enregistrement.',
  },
  'double-booked': {
    meaning: 'Deux demandes veulent le même casier, ou un colis doit se trouver dans deux casiers.',
    seen: 'Cela ne peut pas arriver : le casier et le colis sont réservés par des écritures conditionnelles, dont une seule réussit.',
    system: 'Le second reçoit aussitôt le casier suivant, ou apprend que le colis est déjà dans un casier.',
    person: 'Personne ne se déplace.',
  },
  'several-parcels': {
    meaning: 'Plusieurs colis sont mis dans un même casier.',
    seen: 'Cette version tient un colis par casier et ne les compte pas.',
    system: 'Tout ce qui est entré compte comme un seul colis : le casier redevient libre quand tout est parti.',
    person: 'Le livreur prend un casier pour chaque colis.',
  },
  'wrong-resident': {
    meaning: 'Le livreur s’est trompé de logement ou de résident, et la mauvaise personne a le code.',
    seen: 'Seules les personnes peuvent le dire : un résident signale que le colis n’est pas à lui, ou le bon le réclame.',
    system: 'Un incident ouvert par une personne est signalé au gestionnaire.',
    person:
      'Le gestionnaire ouvre le casier pour le bon résident et l’indique dans l’enregistrement, ou marque le colis pour le retour. Si le mauvais résident l’a pris, le gestionnaire le lui redemande.',
  },
  'door-ajar': {
    meaning: 'Une porte reste ouverte plus longtemps que ne dure un passage.',
    seen: 'La consigne le signale 60 s après l’ouverture, puis de nouveau après 5 min.',
    system:
      'L’écran demande à la personne présente de la fermer, et le casier n’est plus proposé. Deux minutes plus tard, la personne qui vient de s’en servir en est priée par SMS. Puis la serrure reçoit une impulsion, au cas où le loquet aurait rebondi, et le gestionnaire est prévenu.',
    person:
      'Quelqu’un sur place pousse la porte. Un technicien se déplace si elle reste ouverte ensuite : un objet la retient, ou le loquet est cassé.',
  },
  'latch-bounce': {
    meaning: 'Une porte que l’on pousse se rouvre, parce que le loquet n’accroche pas.',
    seen: 'Les cycles d’une porte se suivent à moins d’une seconde de sa fermeture, sans nouvelle commande.',
    system:
      'La personne qui vient de la fermer est priée aussitôt, à l’écran, de la pousser encore une fois. La serrure reçoit une impulsion pour remettre le loquet en place, une par passage où la porte se rouvre. C’est fini quand la porte est restée fermée dix fois de suite.',
    person: 'Un technicien règle ou remplace le loquet si cinq impulsions ont été vaines.',
  },
  'deposit-without-session': {
    meaning: 'Quelque chose a été mis dans un casier qui n’avait été attribué à aucun livreur.',
    seen: 'Un cycle de la porte, ouvert à la clé ou sans aucun droit, se termine sur un contenu que rien n’explique.',
    system: 'Le casier est retenu. Une ouverture sans aucun droit est un incident à part.',
    person: 'Celui qui s’est servi de la clé dit ce que c’est ; le reste comme pour un contenu sans enregistrement.',
  },
  'courier-code-shared': {
    meaning: 'Le code d’un livreur sert à d’autres.',
    seen: 'Cette version ne le recherche pas : les usages à deux consignes, à des heures inhabituelles ou très fréquents ne sont pas comparés.',
    system:
      'Le code d’un livreur expire avec ses heures, les codes erronés font attendre le clavier, et chaque dépôt dit de qui était le code.',
    person: 'Le gestionnaire crée un nouveau code pour le livreur.',
  },
};

import type { doorsAndLocks as rows } from '../../doors-and-locks.js';
import type { SectionTexts } from '../texts.js';

/** French. */
export const doorsAndLocks: SectionTexts<typeof rows> = {
  'wont-open': {
    meaning:
      'Une porte a reçu l’ordre de s’ouvrir et reste fermée : elle est coincée, ou quelque chose pousse de l’intérieur.',
    seen: 'La consigne répond que l’ouverture a échoué après trois impulsions de la serrure.',
    system:
      'Un livreur reçoit un autre casier ; un colis reste à l’abri et ne compte jamais comme retiré. Qui vient le chercher est prié de pousser la porte pendant le déclic. La serrure reçoit une impulsion, l’alimentation des serrures est redémarrée, puis la serrure reçoit une nouvelle impulsion et, si elle n’a pas bougé, une seule plus longue. Si elle bouge, le casier est remis en service à l’essai jusqu’à ce qu’il se soit ouvert : sinon, c’est le même incident. Si la serrure bouge chaque fois sans que la porte ne s’annonce ouverte, c’est peut-être son contact qui colle : on attend le prochain relevé avant d’envoyer quelqu’un.',
    person:
      'Un technicien ouvre à la main si la serrure n’a pas bougé après tout cela, ou si elle se bloque encore et encore.',
  },
  'opened-without-command': {
    meaning:
      'Une porte s’est ouverte sans que personne en ait le droit : elle a été forcée, ou la serrure ou le câblage est défectueux.',
    seen: 'La consigne signale un cycle de porte sans autorité, alors qu’aucun entretien n’est en cours.',
    system:
      'Le casier est retenu et ses capteurs regardent encore. Un colis que l’on voit parti compte comme manquant. Les preuves sont gardées et le gestionnaire est prévenu.',
    person:
      'Le gestionnaire examine les preuves et dit ce que c’était. On se déplace si un colis est parti, si la serrure est abîmée, ou si personne ne peut l’expliquer.',
  },
  'wrong-door-opened': {
    meaning:
      'Une autre porte s’est ouverte que celle qui en avait reçu l’ordre : le câblage ou la configuration est inversé.',
    seen: 'Une porte s’ouvre au moment où une autre devait s’ouvrir, et celle-ci reste fermée.',
    system:
      'Plus aucune porte de la consigne ne s’ouvre avant qu’une personne ne l’autorise, et les deux casiers sont retenus. Les serrures sont testées sans ouvrir de porte, et le gestionnaire est prévenu.',
    person: 'Un technicien vérifie le câblage, porte par porte, avant que les casiers soient libérés.',
  },
  'door-switch-stuck': {
    meaning: 'Une porte s’ouvre, mais son contact continue de la dire fermée.',
    seen: 'Une ouverture est donnée pour échouée, et pourtant les capteurs voient que le contenu a changé.',
    system:
      'Le casier est retenu, car sa porte est peut-être vraiment ouverte. Le contact et la serrure sont testés, et le gestionnaire est prévenu.',
    person: 'Quelqu’un sur place regarde si elle est fermée. Un technicien remplace le contact.',
  },
  'magnet-off': {
    meaning: 'Une porte est fermée, mais son contact la dit ouverte : le plus souvent, son aimant est tombé.',
    seen: 'La porte passe pour ouverte pendant des heures, tandis que ses capteurs ne bougent pas et que sa serrure réussit son test.',
    system:
      'Un seul avertissement en remplace beaucoup : le contact et la serrure sont testés, et le gestionnaire est prié d’aller voir. Entre-temps, le casier n’est pas proposé.',
    person: 'Quelqu’un sur place regarde si elle est fermée. Un technicien refixe l’aimant.',
  },
  'door-flapping': {
    meaning: 'Le contact d’une porte change sans cesse, alors que personne ne touche à la porte.',
    seen: 'De nombreux cycles de porte se suivent en quelques minutes, aucun sous une commande.',
    system:
      'Ils forment un seul incident. Le contact est testé et reçoit l’antirebond le plus long ; puis l’alimentation des serrures est redémarrée, et le contrôleur.',
    person:
      'Si cela continue, un technicien fixe le câble ou remplace le contact, et rétablit l’antirebond. Ce qui change encore sous l’antirebond le plus long est un défaut de câblage.',
  },
  'lock-wear': {
    meaning: 'Une serrure met plus de temps, ou demande plus d’impulsions qu’avant : elle finira par lâcher.',
    seen: 'La durée et les impulsions de chaque ouverture sont suivies pour chaque porte, et leur tendance monte.',
    system:
      'Le casier est attribué après les autres. Sa serrure est exercée ; si la tendance ne change pas, une visite d’entretien est demandée avant la panne.',
    person: 'Un technicien remplace la serrure lors d’une visite planifiée.',
  },
  'opens-at-boot': {
    meaning: 'Des portes se sont ouvertes au démarrage du contrôleur : les relais collent au retour du courant.',
    seen: 'Des portes s’ouvrent sans autorité dans les secondes qui suivent un démarrage.',
    system:
      'C’est un seul incident de la consigne. Rien n’est redémarré, car les portes s’ouvriraient encore. Le gestionnaire est prévenu.',
    person: 'Quelqu’un sur place ferme les portes. Un technicien se déplace, sauf si une personne a levé l’incident.',
  },
  'fire-alarm': {
    meaning: 'L’immeuble est évacué, ou une personne est enfermée.',
    seen: 'Rien ne le signale : aucune centrale d’alarme, aucun détecteur de mouvement ou de gaz n’est raccordé.',
    system:
      'Rien de lui-même : l’ouverture de l’intérieur est mécanique et ne demande ni courant ni cloud. Un incident ouvert par une personne est signalé aussitôt.',
    person: 'Quelqu’un se déplace toujours. En attendant, les portes peuvent être ouvertes à distance.',
  },
};

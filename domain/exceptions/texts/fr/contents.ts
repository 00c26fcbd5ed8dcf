import type { contents as rows } from '../../contents.js';
import type { SectionTexts } from '../texts.js';

/** French. */
export const contents: SectionTexts<typeof rows> = {
  phantom: {
    meaning: 'Quelque chose se trouve dans un casier qui devrait être vide.',
    seen: 'Un relevé du casier fermé voit quelque chose là où rien n’est enregistré, et un second relevé le confirme. Si un seul capteur le dit, le cas note le doute : c’est peut-être ce capteur qui a bougé.',
    system:
      'Le casier est retenu, ses capteurs regardent encore, et le gestionnaire apprend à qui était le dernier colis. Un livreur dont le dépôt y a été annulé est interrogé.',
    person:
      'Le gestionnaire demande à qui s’est servi du casier en dernier : si c’est à lui, le colis est gardé de nouveau et son code ouvre la porte. Quelqu’un va chercher l’objet si le propriétaire reste inconnu. De ce qui est arrivé dans un casier fermé qui avait été vu vide, personne n’est interrogé.',
  },
  'put-back': {
    meaning: 'Un résident a remis le colis dans le casier, ou autre chose à sa place.',
    seen: 'Le verdict du retrait n’est pas « absent ».',
    system:
      'L’écran demande de regarder encore, le résident est prévenu, et le code reste valable pendant le délai de réouverture. Ensuite, le colis est gardé comme avant.',
    person: 'Personne ne se déplace. Si le colis n’est pas à lui, le gestionnaire le marque pour le retour.',
  },
  ghost: {
    meaning:
      'D’après l’enregistrement un colis est là, mais les capteurs ne voient rien et la porte n’a pas été ouverte.',
    seen: 'Un relevé ne voit rien dans un casier où un colis est gardé, et un second relevé le confirme. Si un seul capteur le dit, le cas note le doute : c’est peut-être ce capteur qui a bougé.',
    system:
      'Les capteurs regardent encore, le gestionnaire est prévenu et le résident interrogé. Rien n’est soldé sur la seule foi d’un capteur.',
    person:
      'Le résident l’a, ou regarde avec son code, et le dit au gestionnaire, qui dit ce que le colis est devenu. Il est interrogé de nouveau après un jour. S’il a ouvert le casier depuis et que l’on n’y voit toujours rien, le gestionnaire est prié d’en décider ; si personne n’a regardé ni répondu, quelqu’un cherche sur place.',
  },
  'left-behind': {
    meaning: 'Quelque chose reste dans un casier alors que le retrait est terminé.',
    seen: 'Le verdict du retrait n’est pas « absent » ; ou un relevé voit quelque chose dans un casier dont le dernier passage était un retrait et qui n’a pas été vu vide depuis.',
    system:
      'Pendant le passage, le résident est prévenu aussitôt et le code rouvre la porte. Ce qu’un relevé trouve plus tard est retenu ; on demande au résident si c’est à lui, et le gestionnaire est prévenu.',
    person:
      'Si c’est au résident, le gestionnaire le garde de nouveau et le code ouvre la porte. Quelqu’un enlève ce qui n’est à personne, ou que personne ne vient chercher.',
  },
  'partial-pickup': {
    meaning: 'De plusieurs colis d’un casier, une partie seulement a été retirée.',
    seen: 'Cette version tient un colis par casier et ne les compte pas.',
    system: 'Ce qui reste se voit : le retrait compte comme oublié tant que tout n’est pas parti.',
    person: 'Personne ne se déplace.',
  },
  'foreign-object': {
    meaning: 'Un déchet, ou un petit objet qui n’est pas un colis, se trouve dans un casier.',
    seen: 'Après un retrait, les relevés voient un petit changement qui demeure, moindre que celui d’un colis.',
    system: 'Le casier est retenu, ses capteurs regardent encore, et le gestionnaire est prié de le faire nettoyer.',
    person: 'Quelqu’un enlève l’objet et nettoie le casier.',
  },
  'thin-item': {
    meaning: 'Une enveloppe ou un objet semblable : moins que ce que les capteurs de ce casier distinguent du vide.',
    seen: 'Le verdict d’un dépôt reste incertain, si souvent que l’on redemande un relevé à la consigne.',
    system:
      'Si les règles du site le permettent, le livreur se porte garant à l’écran, et l’enregistrement le dit. Sinon le casier est retenu, ses capteurs regardent encore, le livreur est interrogé, le lendemain une seconde fois, puis le résident, et le gestionnaire prévenu.',
    person:
      'Le livreur, ou le résident, répond au gestionnaire, qui dit ce qui est dedans : alors le colis est gardé, ou le casier est libre. Si personne ne répond, le gestionnaire dit que personne ne sait : le résident apprend qu’un colis est peut-être là, avec un code, et regarde.',
  },
  'item-moved': {
    meaning: 'La poussée de la porte qui se ferme déplace le contenu.',
    seen: 'Les capteurs oscillent quelques secondes après la fermeture de la porte.',
    system:
      'La consigne attend que tout soit stable avant de faire ses relevés ; un verdict encore douteux en demande d’autres.',
    person: 'Personne ne se déplace.',
  },
  'damaged-parcel': {
    meaning: 'Un résident signale qu’un colis ou son contenu est abîmé.',
    seen: 'Seules les personnes peuvent le voir.',
    system:
      'Le journal de garde dit qui a ouvert la porte et quand, et ce que les capteurs ont vu. Un incident ouvert par une personne est signalé au gestionnaire.',
    person: 'Le gestionnaire remet le journal au transporteur.',
  },
  disputed: {
    meaning: 'Le résident et le transporteur ne sont pas d’accord : le colis était-il là, et qui l’a pris ?',
    seen: 'Seules les personnes peuvent le dire.',
    system:
      'Le journal de garde contient les verdicts, les cycles de porte, les commandes et les messages, chaque ligne scellée par la précédente. Un incident ouvert par une personne est signalé au gestionnaire.',
    person: 'Le gestionnaire lit le journal et le donne aux deux parties.',
  },
  'wrong-occupant': {
    meaning: 'Une autre personne du foyer, ou un ami qui a le code, a pris le colis.',
    seen: 'Un code ouvre la porte ; personne ne voit quelle main l’a saisi.',
    system:
      'Le journal de garde dit quand le code a servi. Un incident ouvert par une personne est signalé au gestionnaire.',
    person: 'Le gestionnaire parle avec le foyer.',
  },
  temperature: {
    meaning: 'Des aliments ou des médicaments sont devenus trop chauds, ou restent trop longtemps.',
    seen: 'Aucun thermomètre n’est installé, et les colis ne disent pas ce qu’ils contiennent.',
    system: 'Un incident ouvert par une personne est signalé au résident, puis au gestionnaire.',
    person: 'Quelqu’un enlève ce qui est gâté et nettoie le casier.',
  },
  'dangerous-goods': {
    meaning: 'Un colis fuit, sent, bouge ou peut être dangereux.',
    seen: 'Seules les personnes peuvent le dire.',
    system: 'Un incident ouvert par une personne retient le casier et est signalé aussitôt.',
    person: 'Quelqu’un se déplace toujours. Le gestionnaire appelle les services compétents.',
  },
};

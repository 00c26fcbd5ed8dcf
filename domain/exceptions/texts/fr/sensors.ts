import type { sensors as rows } from '../../sensors.js';
import type { SectionTexts } from '../texts.js';

/** French. */
export const sensors: SectionTexts<typeof rows> = {
  'sensor-stuck': {
    meaning: 'Un capteur se répète : il est figé.',
    seen: 'Toutes ses mesures sont exactement égales, et tout ce qu’il dit d’autre aussi.',
    system:
      'Sa parole ne compte plus : les autres capteurs du casier décident, ou l’on interroge les personnes. Il regarde encore, puis est redémarré, et enfin son contrôleur aussi.',
    person: 'Un technicien le remplace si les redémarrages n’ont rien changé.',
  },
  'sensor-drift': {
    meaning: 'Ce qu’un capteur dit du casier vide s’est déplacé : poussière, âge ou chaleur.',
    seen: 'Ses valeurs pour le casier certainement vide sont suivies, et se sont écartées de ce qui était attendu.',
    system:
      'Les verdicts comparent l’après à l’avant et restent donc justes. Le capteur est réétalonné, mais seulement quand son casier est certainement vide.',
    person: 'Un technicien le nettoie, le remonte ou le remplace s’il dérive de nouveau.',
  },
  'sensor-noisy': {
    meaning: 'Les valeurs d’un capteur se dispersent plus qu’à l’état neuf.',
    seen: 'La dispersion de ses relevés est comparée à celle de sa mise en service.',
    system:
      'Les verdicts prennent plus de mesures et lui donnent moins de poids. Il est redémarré. S’il reste bruité pendant des jours et que le casier distingue quand même son plus petit objet, ce bruit devient le sien.',
    person: 'Un technicien le remplace si le casier ne distingue plus son plus petit objet.',
  },
  'sensor-silent': {
    meaning: 'Un capteur ne dit plus rien alors que sa consigne va bien.',
    seen: 'Ses relevés manquent, à chaque relevé périodique comme à chaque cycle de porte. Une consigne hors ligne est un autre incident.',
    system:
      'Les autres capteurs du casier décident, ou l’on interroge les personnes. Le capteur est redémarré, et enfin son contrôleur aussi.',
    person: 'Un technicien contrôle son câble et le remplace.',
  },
  'sensor-spiky': {
    meaning: 'Des valeurs isolées sont très loin des autres, plus souvent que pour ce type de capteur.',
    seen: 'La part des mesures que le filtre rejette est comparée à celle de son type.',
    system:
      'Les pointes isolées sont filtrées et ne décident de rien. Le capteur reçoit moins de poids, est redémarré, puis observé quelque temps. S’il y en a toujours autant, et que le casier distingue quand même son plus petit objet, elles sont admises comme siennes.',
    person: 'Un technicien cherche la cause s’il y en a de plus en plus, ou trop pour distinguer le plus petit objet.',
  },
  'sensor-blind': {
    meaning: 'Un capteur répond mais ne voit rien : soleil, miroir, poussière ou buée.',
    seen: 'Ses mesures portent un état d’erreur, trop de lumière ambiante, ou des valeurs en bout d’échelle.',
    system:
      'Ces mesures ne servent pas. Celui qui donne des erreurs est redémarré, et on laisse à la lumière le temps de changer. Celui qu’une forte lumière éblouit est cru de nouveau dès qu’il voit ; son cas est clos après deux jours sans éblouissement.',
    person: 'Quelqu’un le nettoie. Un écran le protège d’un soleil qui revient pendant des semaines.',
  },
  'sensor-swapped': {
    meaning: 'Le capteur d’un casier est raccordé à un autre.',
    seen: 'Les cycles d’une porte font bouger le capteur d’un autre casier, et non le sien.',
    system: 'Le casier est retenu jusqu’à vérification, et un technicien est prévenu.',
    person: 'Un technicien refait le câblage et vérifie les deux casiers.',
  },
  creep: {
    meaning: 'Une cellule de pesée cède lentement sous une charge constante.',
    seen: 'Le poids d’un colis que personne ne touche change de quelques grammes.',
    system:
      'Les verdicts comparent l’après à l’avant de chaque cycle de porte, et ne se servent jamais d’un poids tel quel.',
    person: 'Personne ne se déplace.',
  },
  'sensor-untared': {
    meaning: 'Le zéro d’un capteur est faux : un casier vide ne se lit pas comme vide.',
    seen: 'Ses valeurs pour le casier certainement vide sortent de ce que son type peut donner là.',
    system: 'Il est réétalonné, mais seulement quand son casier est certainement vide.',
    person: 'Un technicien règle son zéro, ou le remplace, si cela ne tient pas.',
  },
};

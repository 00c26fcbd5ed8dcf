import type { system as rows } from '../../system.js';
import type { SectionTexts } from '../texts.js';

/** French. */
export const system: SectionTexts<typeof rows> = {
  'bank-offline': {
    meaning: 'Une consigne n’a plus de connexion avec le cloud.',
    seen: 'Le serveur de messages dit quand la connexion finit. Cinq minutes sont un aléa. Deux heures, d’un trait ou dans les absences d’un jour réunies, font un incident ; ce qui est plus court ne se voit que dans sa présence.',
    system:
      'C’est un seul incident de la consigne, et ceux de ses portes attendent. Ce qu’elle a gardé est repris à son retour. Sinon, le gestionnaire et un technicien sont prévenus.',
    person:
      'Le gestionnaire regarde si le routeur et la consigne ont du courant. Un technicien les coupe et les rallume par une autre voie, interroge le fournisseur, et se déplace si la consigne n’est pas revenue six heures plus tard.',
  },
  'cloud-down': {
    meaning: 'Une consigne va bien, mais le cloud ne lui répond pas.',
    seen: 'Seule la consigne peut s’en apercevoir, et elle ne peut le dire à personne.',
    system:
      'Dans cette version les portes ne s’ouvrent que par le cloud ; l’écran dit donc qu’il n’y a pas de connexion. Ce qui se passe entre-temps est gardé et raconté ensuite.',
    person: 'Personne ne va à la consigne : les alarmes du déploiement sont l’affaire de l’exploitant.',
  },
  'messages-out-of-order': {
    meaning: 'Les messages d’une consigne arrivent en retard, deux fois, dans un autre ordre, ou pas du tout.',
    seen: 'Tout a une clé naturelle, et chaque signe de vie donne le dernier cycle de chaque porte.',
    system: 'Ce qui a été décidé ne décide plus rien. Ce qui manque est redemandé, par porte et par cycle.',
    person: 'Personne ne se déplace.',
  },
  'command-replayed': {
    meaning: 'Une commande arrive à une consigne trop tard, ou une fois de plus.',
    seen: 'La consigne garde les identifiants des commandes, et chaque commande dit jusqu’à quand elle vaut.',
    system: 'La consigne la refuse. Les commandes ne sont jamais conservées par le serveur, et toutes expirent.',
    person: 'Personne ne se déplace.',
  },
  'command-unknown': {
    meaning: 'Personne ne sait si une commande a été exécutée, car aucune réponse n’est venue.',
    seen: 'Le contrôle du passage ne trouve ni résultat ni mouvement de porte.',
    system:
      'Inconnu ne veut pas dire échoué : on demande à la consigne ce qu’il en est, et la commande n’est jamais renvoyée à l’aveugle. Un casier dont on n’apprend rien est retenu.',
    person:
      'Le gestionnaire regarde ce que la consigne dit par ailleurs, et libère le casier. Personne ne se déplace pour cela seul.',
  },
  'power-lost': {
    meaning: 'Le courant est coupé et la consigne fonctionne sur sa batterie.',
    seen: 'La consigne dit quand le courant manque, et quand il revient.',
    system:
      'Aucun dépôt ne commence ; ce qui est dedans peut être retiré. Si cela dure, le gestionnaire est prévenu, puis un technicien. Que la consigne s’absente quand sa batterie est vide n’est pas un incident de plus tant que personne ne dit que le courant est revenu.',
    person:
      'Quelqu’un sur place regarde le disjoncteur. Un technicien se déplace si le courant ne revient pas tant que la batterie tient.',
  },
  'brown-out': {
    meaning: 'La tension baisse, le plus souvent pendant l’impulsion d’une serrure, et le contrôleur redémarre.',
    seen: 'Le contrôleur le donne comme raison de son démarrage, deux fois en trois jours. Une baisse isolée vient du secteur.',
    system: 'On l’observe : après un jour un technicien est prévenu, et trois jours sans baisse closent l’incident.',
    person: 'Un technicien remplace l’alimentation si cela continue.',
  },
  'boot-loop': {
    meaning: 'Un contrôleur redémarre sans cesse.',
    seen: 'Ses démarrages en dix minutes sont comptés.',
    system: 'On lui laisse le temps de se calmer, un technicien est prévenu, et il est redémarré jusqu’à trois fois.',
    person: 'Un technicien remet le logiciel précédent, et se déplace avec un contrôleur de rechange si cela échoue.',
  },
  'firmware-update': {
    meaning: 'Un nouveau logiciel change ce que disent les capteurs, ou ne fait pas ce qu’il devrait.',
    seen: 'Un démarrage avec une autre version, après lequel les niveaux des capteurs ont changé ou les tests échouent.',
    system:
      'La consigne se teste et est redémarrée une fois ; puis un technicien est prévenu. Cette version ne met aucun logiciel à jour elle-même.',
    person: 'Un technicien remet le logiciel précédent, et se déplace si le contrôleur ne démarre plus.',
  },
  'clock-skew': {
    meaning:
      'L’horloge d’un contrôleur avance de plus de dix secondes, si bien que les ouvertures lui semblent venir trop tard ; ou elle retarde de plus d’une minute.',
    seen: 'L’heure que donne chaque signe de vie est comparée à celle de son arrivée ; et une consigne qui dit trop tardive une ouverture arrivée à temps la révèle aussi.',
    system:
      'Rien n’est décidé d’après cette horloge : les âges viennent des durées de marche, et chaque commande donne l’heure. Le contrôleur est redémarré, ce qui lui fait prendre l’heure : cette commande vaut aussi pour une horloge qui avance. Puis un technicien est prévenu.',
    person: 'Un technicien remplace la pile de l’horloge si elle reste fausse.',
  },
  'config-drift': {
    meaning: 'Une consigne a d’autres portes que le registre : elle a été déplacée, modifiée ou mal configurée.',
    seen: 'Ses signes de vie nomment des portes qui ne sont pas inscrites, ou en omettent.',
    system: 'Le contrôleur est redémarré, ce qui lui fait relire sa configuration ; puis un technicien est prévenu.',
    person: 'Un technicien compare les portes et les étiquettes au registre.',
  },
  'camera-offline': {
    meaning: 'Une caméra de la consigne ne répond pas.',
    seen: 'Aucune caméra n’est raccordée au système.',
    system: 'Aucune décision n’en a besoin. Un incident ouvert par une personne est signalé à un technicien.',
    person: 'Un technicien redémarre la caméra, ou la remplace.',
  },
  'ups-battery': {
    meaning: 'La batterie de secours ne tient pas aussi longtemps qu’elle devrait.',
    seen: 'Son propre test n’est pas raccordé : quelqu’un l’entend biper, ou voit la consigne s’éteindre.',
    system: 'Un incident ouvert par une personne est signalé à un technicien.',
    person: 'Un technicien remplace la batterie.',
  },
  'pms-sync': {
    meaning: 'Les résidents ne sont pas mis à jour depuis le logiciel de gestion de l’immeuble.',
    seen: 'Aucun logiciel de ce genre n’est raccordé dans cette version : les résidents sont tenus par l’API.',
    system: 'Rien ne change de lui-même.',
    person: 'Le gestionnaire, ou une intégration, modifie les résidents par l’API.',
  },
  'webhook-failing': {
    meaning: 'Un autre système ne prend pas ce qu’on lui envoie.',
    seen: 'Cette version n’envoie pas de webhooks : les autres systèmes interrogent l’API.',
    system: 'Rien.',
    person: 'Personne ne se déplace.',
  },
  'alert-storm': {
    meaning: 'Une seule panne produit beaucoup d’alertes à la fois.',
    seen: 'Cela n’arrive pas : une cause à un endroit est un seul incident, si souvent qu’on la voie.',
    system:
      'Une consigne hors ligne fait taire ses portes. Ce qui est vu de nouveau est compté dans l’incident ouvert, et n’est pas signalé une seconde fois.',
    person: 'Personne ne se déplace.',
  },
};

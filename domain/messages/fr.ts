import type { Texts } from './texts.js';

const ofDoor = (site: string, door: string): string => `Casier ${door} : ${site}`;

/**
 * French. Bodies are one SMS part with the longest site name (40 septets), door (8), code (8), and so avoid the letters
 * that the GSM 7-bit alphabet lacks (ç, ê, î, ô, û and the like); screens have them.
 */
export const fr: Texts = {
  someSite: 'la consigne',
  resident(name, unit) {
    if (name && unit) return `${name} (appt ${unit})`;
    return name || (unit ? `l'occupant de l'appt ${unit}` : 'le destinataire');
  },
  messages: {
    'parcel-stored': ({ site, door, code }) => ({
      subject: `Votre colis vous attend : ${site}`,
      body: `Votre colis vous attend dans le casier ${door}, ${site}. Votre code : ${code}. Saisissez-le à la consigne pour ouvrir.`,
    }),
    'parcel-may-wait': ({ site, door, code }) => ({
      subject: `Un colis vous attend peut-être : ${site}`,
      body: `Il se peut qu'un colis pour vous soit dans le casier ${door}, ${site}. Merci de regarder : le code ${code} ouvre le casier.`,
    }),
    'code-reissued': ({ site, door, code }) => ({
      subject: `Nouveau code pour votre colis : ${site}`,
      body: `Nouveau code pour votre colis, casier ${door}, ${site} : ${code}. L'ancien code ne fonctionne plus.`,
    }),
    'parcel-moved': ({ site, door, code }) => ({
      subject: `Votre colis a changé de casier : ${site}`,
      body: `Votre colis est désormais dans le casier ${door}, ${site}. Nouveau code : ${code}. L'ancien code ne fonctionne plus.`,
    }),
    'parcel-left-behind': ({ site, door, code, evidence }) => ({
      subject: `Merci de regarder encore dans votre casier : ${site}`,
      body:
        evidence === 'present'
          ? `Il reste quelque chose dans le casier ${door}, ${site}. Merci de le retirer. Le code ${code} ouvre encore la porte.`
          : `Impossible de voir si le casier ${door}, ${site}, est vide. Merci de vérifier. Le code ${code} ouvre la porte.`,
    }),
    'deposit-found-empty': ({ site, door }) => ({
      subject: 'Pas de colis dans le casier',
      body: `Aucun colis détecté. Veuillez rouvrir et déposer le colis. Casier ${door}, ${site}.`,
    }),
    reminder: ({ site, door, code, step }) => ({
      subject: `Rappel : votre colis, ${site}`,
      body: `Rappel${step > 1 ? ` ${step}` : ''} : votre colis attend dans le casier ${door}, ${site}. Votre code : ${code}.`,
    }),
    'parcel-overdue': ({ site, door, code }) => ({
      subject: `Votre colis attend depuis trop longtemps : ${site}`,
      body: `Votre colis (casier ${door}, ${site}) a dépassé le délai et peut repartir. Retirez-le aujourd'hui. Code : ${code}.`,
    }),
    'resident-unreachable': ({ site, door, resident }) => ({
      subject: `Destinataire impossible à joindre : ${site}`,
      body: `Impossible de joindre ${resident} : colis, casier ${door}, ${site}. Merci de prévenir.`,
    }),
    'parcel-returned': ({ site, door }) => ({
      subject: `Votre colis est reparti : ${site}`,
      body: `Votre colis (casier ${door}, ${site}) est reparti avec le livreur. Son code ne fonctionne plus.`,
    }),
    'parcel-reassigned': ({ site, door }) => ({
      subject: `Un colis qui n'est pas pour vous : ${site}`,
      body: `Le colis (casier ${door}, ${site}) n'est finalement pas pour vous. Son code ne fonctionne plus. Ne vous déplacez pas.`,
    }),
    'space-needed': ({ site, door, code }) => ({
      subject: `La consigne est pleine : ${site}`,
      body: `La consigne est pleine : ${site}. Merci de retirer aujourd'hui votre colis, casier ${door}. Votre code : ${code}.`,
    }),
    'door-trouble': ({ site, door }) => ({
      subject: `Votre casier : ${site}`,
      body: `Un souci avec le casier ${door}, ${site}, où se trouve votre colis. Nous nous en occupons.`,
    }),
    'door-needs-you': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `Un souci avec le casier ${door}, ${site}. Si vous passez devant, merci de vérifier qu'il est bien fermé.`,
    }),
    'parcel-not-seen': ({ site, door }) => ({
      subject: `Avez-vous retiré votre colis ? ${site}`,
      body: `Votre colis n'est plus visible, casier ${door}, ${site}. L'avez-vous pris ? Sinon, regardez et dites-le au gestionnaire.`,
    }),
    'something-left': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `Il y a un objet dans le casier ${door}, ${site}, où se trouvait votre colis. Est-il à vous ? Dites-le au gestionnaire.`,
    }),
    'deposit-unclear': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `Impossible de voir si votre colis est dans le casier ${door}, ${site}. L'y avez-vous mis ? Dites-le au gestionnaire.`,
    }),
    'delivery-unclear': ({ site, door }) => ({
      subject: `Une livraison : ${site}`,
      body: `Il se peut que votre colis soit dans le casier ${door}, ${site}. En attendez-vous un ? Merci de le dire au gestionnaire.`,
    }),
    'door-left-open': ({ site, door }) => ({
      subject: `Votre casier est ouvert : ${site}`,
      body: `Le casier ${door}, ${site}, est encore ouvert. Si vous passez devant, merci de pousser la porte jusqu'au clic.`,
    }),
  },
  alerts: {
    step: ({ severity, title, doubt, where, site, incidentId }) =>
      `${severity} : ${title}.${doubt} ${where}, ${site}. Merci de regarder l'incident ${incidentId}.`,
    visit: ({ severity, title, doubt, where, site, incidentId, bring }) =>
      `${severity} : ${title}.${doubt} ${where}, ${site}. Visite nécessaire${bring && ` ; à apporter : ${bring}`}. Incident ${incidentId}.`,
    over: ({ title, where, site, incidentId }) => `Terminé : ${title}. ${where}, ${site}. Incident ${incidentId}.`,
  },
  doubts: {
    'one-sensor': 'Un seul capteur le dit.',
    together: 'Les capteurs d’un autre casier ont bougé dans la même heure.',
    'whose-door': 'Ses capteurs sont peut-être câblés à un autre casier.',
    'looked-into': 'Le résident a ouvert le casier depuis.',
  },
  where: (compartmentId, bankId) =>
    compartmentId === undefined ? `Consigne ${bankId}` : `Casier ${compartmentId}, ${bankId}`,
  door: (compartmentId) => (compartmentId === undefined ? 'Le casier' : `Casier ${compartmentId}`),
  screen: {
    'door-open': (door) => [`${door} : ouverture.`, 'Déposez le colis et fermez la porte.'],
    reopened: (door) => [`${door} : nouvelle ouverture.`, 'Déposez le colis et fermez la porte.'],
    'deposit-verified': () => ['Colis détecté. Merci.', 'Le destinataire est prévenu.'],
    'no-parcel': () => ['Aucun colis détecté.', 'Veuillez rouvrir et déposer le colis.'],
    checking: () => ['Vérification du casier.', "Un instant, s'il vous plaît."],
    'confirm-deposit': () => ['Les capteurs ne voient aucun colis.', 'Est-il dans le casier ?'],
    'confirm-other-door': (_door, { other = '?' }) => ['Aucun colis détecté.', `Est-il dans le casier ${other} ?`],
    'deposit-vouched': () => ['Dépôt noté. Merci.', 'Le destinataire est prévenu.'],
    'deposit-cancelled': () => ['Le dépôt est annulé.'],
    'pickup-open': (door) => [`${door} : ouverture.`, 'Prenez tout et fermez la porte.'],
    collected: (_door, { isUnsure }) => [isUnsure ? "Merci d'avoir regardé." : 'Tout est retiré. Merci.'],
    'left-behind': () => ['Il reste quelque chose dans le casier.', 'Veuillez rouvrir et regarder encore.'],
    'left-behind-unclear': () => ['On ne voit pas si le casier est vide.', 'Veuillez rouvrir et regarder encore.'],
    'close-door': (door) => [`${door} : encore ouvert.`, 'Veuillez fermer la porte.'],
    'door-stuck': (door) => [
      `${door} : la porte est bloquée.`,
      "Votre colis reste à l'abri.",
      'Veuillez saisir à nouveau votre code,',
      'et pousser la porte pendant le déclic.',
    ],
    'try-other-door': (door) => [`${door} : la porte est bloquée.`, 'Recommencez avec un autre casier.'],
    'return-open': (door, { remaining }) => [
      `${door} : ouverture.`,
      'Emportez tout et fermez la porte.',
      ...(remaining === undefined ? [] : [remaining > 0 ? `Encore à emporter : ${remaining}.` : "C'est le dernier."]),
    ],
    returned: () => ['Tout est emporté. Merci.', "S'il en reste, demandez le suivant."],
    'not-taken': () => ['Il reste quelque chose dans le casier.', "Redemandez-le pour l'emporter."],
    'not-taken-unclear': (door) => ['On ne voit pas si le casier est vide.', `${door} : reste en l'état.`],
    'return-stuck': (door) => [`${door} : la porte est bloquée.`, 'Veuillez demander le suivant.'],
    'not-understood': () => ['Demande illisible.', 'Veuillez recommencer.'],
    'too-late': () => ['Le délai est dépassé.', 'Veuillez recommencer.'],
    'unknown-courier': () => ['Code livreur inconnu ici.', 'Vérifiez-le et réessayez.'],
    'unknown-recipient': () => ['Destinataire inconnu ici.', 'Vérifiez et réessayez.'],
    'choose-recipient': () => ['Plusieurs personnes habitent là.', 'Choisissez le destinataire.'],
    'already-placed': () => ['Ce colis est déjà dans un casier.'],
    'bank-full': (_door, { nearby }) =>
      nearby === undefined
        ? ['Aucun casier libre de cette taille.', 'Essayez plus grand, ou plus tard.']
        : ['Aucun casier libre de cette taille ici.', 'Le plus proche est libre dans :', nearby],
    'on-battery': () => ['Pas de dépôt : coupure de courant.', 'Le retrait reste possible.'],
    'door-taken': () => ["Ce casier vient d'être pris.", 'Veuillez recommencer.'],
    'unknown-code': () => ["Ce code n'ouvre aucun casier ici.", 'Vérifiez-le et réessayez.'],
    wait: () => ['Trop de codes erronés.', 'Attendez un peu, puis réessayez.'],
    'already-open': (door) => [`${door} : déjà ouvert.`, 'Cherchez la porte ouverte.'],
    'being-returned': () => ['Un livreur emporte ce colis.', 'Adressez-vous à lui, devant le casier.'],
    'nothing-to-collect': () => ["Il n'y a rien à emporter ici.", 'Merci.'],
    'not-now': () => ['Impossible pour le moment.', 'Veuillez recommencer.'],
    'may-not-vouch': () => ['Confirmer ne suffit pas ici.', 'Veuillez rouvrir et déposer le colis.'],
    'no-such-door': () => ["Ce casier n'existe pas ici."],
    'implausible-door-cycle': () => ["Ce casier a besoin d'un technicien."],
    'no-such-stay': () => ["Ce colis n'est pas dans ce casier."],
    'not-in-this-version': () => ['Cette consigne ne peut pas encore cela.'],
    'keypad-locked': () => ['Trop de codes erronés.', 'Le clavier est bloqué.', 'Appelez le gestionnaire.'],
    'opens-stopped': () => ['Aucun casier ne peut être ouvert.', "Quelqu'un a été prévenu.", 'Revenez plus tard.'],
    'holds-parcel': (door) => [`${door} : pas vide.`],
  },
};

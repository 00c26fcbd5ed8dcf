import type { Item } from '../../item.js';

/** French: what to bring, as parts of a list. */
export const items: Readonly<Record<Item, string>> = {
  'mechanical-key': 'la clé ou l’outil qui ouvre les portes à la main',
  lock: 'une serrure de rechange avec son loquet et son câble',
  'door-switch': 'un contact de porte et un aimant de rechange',
  sensor: 'un capteur de rechange du type installé, avec son câble',
  'test-weight': 'un poids d’essai, ou un colis de taille connue',
  'cleaning-kit': 'un chiffon doux et un produit de nettoyage non agressif',
  controller: 'un contrôleur de rechange, prêt à être inscrit',
  'power-supply': 'une alimentation de rechange',
  'backup-battery': 'une batterie de secours neuve du même type',
  'clock-battery': 'une pile neuve pour l’horloge',
  'network-kit': 'un modem ou un routeur de rechange, et un câble réseau',
  'wiring-plan': 'le plan de câblage, un multimètre et des étiquettes',
  tools: 'des tournevis et des pinces',
  'parcel-bag': 'un sac et des étiquettes pour ce que l’on retire',
  'camera-phone': 'un téléphone qui prend des photos',
  gloves: 'des gants de protection et un sac qui se ferme',
  camera: 'une caméra de rechange',
};

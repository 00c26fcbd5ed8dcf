import type { Item } from '../../item.js';

/** Spanish: what to bring, as parts of a list. */
export const items: Readonly<Record<Item, string>> = {
  'mechanical-key': 'la llave o herramienta que abre las puertas a mano',
  lock: 'una cerradura de repuesto con su pestillo y su cable',
  'door-switch': 'un contacto de puerta y un imán de repuesto',
  sensor: 'un sensor de repuesto de la clase instalada, con su cable',
  'test-weight': 'un peso de prueba, o un paquete de tamaño conocido',
  'cleaning-kit': 'un paño suave y un limpiador no agresivo',
  controller: 'un controlador de repuesto, listo para registrarlo',
  'power-supply': 'una fuente de alimentación de repuesto',
  'backup-battery': 'una batería de reserva nueva del mismo tipo',
  'clock-battery': 'una pila nueva para el reloj',
  'network-kit': 'un módem o router de repuesto, y un cable de red',
  'wiring-plan': 'el plano del cableado, un multímetro y etiquetas',
  tools: 'destornilladores y alicates',
  'parcel-bag': 'una bolsa y etiquetas para lo que se saca',
  'camera-phone': 'un teléfono que haga fotos',
  gloves: 'guantes de protección y una bolsa que se pueda cerrar',
  camera: 'una cámara de repuesto',
};

import type { timeAndPeople as rows } from '../../time-and-people.js';
import type { SectionTexts } from '../texts.js';

/** Spanish. */
export const timeAndPeople: SectionTexts<typeof rows> = {
  'not-collected': {
    meaning: 'Un paquete espera a su destinatario.',
    seen: 'Por el tiempo desde que se guardó.',
    system:
      'El residente recibe los recordatorios del edificio, nunca en horas de silencio ni en una ausencia, y nunca tras un indicio de recogida.',
    person: 'No va nadie. El gestor puede hacer que el paquete espere.',
  },
  overdue: {
    meaning: 'Un paquete espera más tiempo del que el edificio permite.',
    seen: 'Por el tiempo desde que se guardó, o desde el fin de una ausencia.',
    system: 'Se avisa al residente. Un repartidor puede llevárselo: una petición en la consigna abre una puerta.',
    person: 'El gestor hace que espere más, o lo marca para su devolución. Un repartidor o el personal se lo lleva.',
  },
  'on-hold': {
    meaning: 'Un residente está ausente, o un paquete ha de esperar.',
    seen: 'Una persona lo dice, y hasta cuándo.',
    system: 'Hasta entonces no hay recordatorios y nada está atrasado.',
    person: 'El gestor cambia la fecha.',
  },
  'moved-out': {
    meaning: 'El residente ya no vive aquí.',
    seen: 'Solo lo saben las personas: no hay registro de inquilinos conectado.',
    system: 'Una incidencia que abre una persona se comunica al gestor.',
    person: 'El gestor marca el paquete para su devolución. Alguien lo retira si no viene ningún repartidor.',
  },
  'unknown-recipient': {
    meaning: 'Un repartidor nombra una vivienda o una persona que aquí no se conoce.',
    seen: 'El directorio no la encuentra.',
    system: 'La pantalla lo dice y no se asigna casilla: el repartidor se lleva el paquete.',
    person: 'El gestor registra al residente, si lo hay.',
  },
  'not-registered': {
    meaning: 'Un residente vive aquí, pero no está registrado o no ha dado forma de avisarle.',
    seen: 'El directorio no lo encuentra, o encuentra a alguien sin un canal que funcione.',
    system:
      'Si no lo encuentra, no se asigna casilla. Si ningún mensaje llega al residente, se avisa al gestor, una vez por paquete.',
    person: 'El gestor registra al residente, con un teléfono o un correo.',
  },
  'message-undeliverable': {
    meaning:
      'Ningún canal lleva los mensajes al residente: el correo no está confirmado, el teléfono los rechaza o el envío ha fallado.',
    seen: 'El canal lo dice al enviar.',
    system:
      'Se prueba el canal siguiente, y después se avisa al gestor, una vez por paquete. El registro de custodia lo anota.',
    person: 'El gestor corrige la dirección y hace enviar una clave nueva.',
  },
  'code-lost': {
    meaning: 'Un residente ya no tiene la clave.',
    seen: 'El residente la pide.',
    system:
      'Cada recordatorio lleva la clave. Una nueva solo va a los canales del propio residente, y la anterior deja de valer al instante.',
    person: 'El gestor hace enviar una clave nueva.',
  },
  'code-guessing': {
    meaning: 'Alguien escribe una clave tras otra en una consigna.',
    seen: 'Las claves erróneas seguidas se cuentan para toda la consigna.',
    system:
      'Tras cada clave errónea el teclado hace esperar más, y tras demasiadas queda bloqueado. Si continúa, se avisa al gestor.',
    person: 'El gestor mira quién está allí y desbloquea el teclado.',
  },
  'code-stolen': {
    meaning: 'Un desconocido tenía la clave del residente.',
    seen: 'Una clave correcta es como cualquier otra: solo el residente puede decir que no fue él.',
    system:
      'El registro de custodia dice cuándo y dónde se usó la clave. Una incidencia que abre una persona se comunica al gestor.',
    person: 'El gestor hace enviar una clave nueva si el paquete sigue allí, y entrega el registro a la policía.',
  },
  'mass-open': {
    meaning:
      'Se abren muchas más puertas que personas vienen: alguien de la casa, una clave de la API en malas manos o una intrusión en un servidor.',
    seen: 'Las aperturas las cuentan el controlador de la consigna y la nube, y superan lo que las reglas permiten.',
    system:
      'La apertura a distancia se detiene, en la consigna y en la nube, hasta que una segunda persona la restablece. Se avisa al gestor.',
    person: 'Alguien vigila la consigna mientras haya puertas abiertas.',
  },
  'cannot-reach': {
    meaning: 'Un residente no alcanza las puertas altas.',
    seen: 'Lo dice la ficha del residente.',
    system: 'Recibe primero las casillas accesibles, que se reservan para él mientras otras sirvan.',
    person: 'El personal ayuda cuando solo quedaba libre una casilla alta.',
  },
  'messages-capped': {
    meaning: 'En un día iban a salir más mensajes de los que el edificio permite, a una persona o en total.',
    seen: 'Los mensajes se cuentan antes de enviarlos, por persona y para todo el edificio, según sus relojes.',
    system:
      'Los recordatorios y los avisos se detienen primero. Un mensaje necesario sigue saliendo solo por correo electrónico; si no llega a nadie, se avisa al gestor de ese paquete. Los SMS se detienen hasta medianoche. Se avisa al gestor enseguida.',
    person:
      'El gestor mira quién o qué los causa (claves renovadas una y otra vez, una clave de repartidor o de la API en malas manos), lo detiene y sube el tope en las reglas si solo es un día de mucho movimiento.',
  },
  'return-left': {
    meaning: 'Un paquete que ha de volver no se lo lleva nadie.',
    seen: 'Esta versión no lo busca: los residentes no pueden enviar paquetes, y a los repartidores no se les recuerda.',
    system: 'El paquete sigue atrasado y se ofrece a todo repartidor que pide devoluciones.',
    person: 'El gestor llama al transportista.',
  },
};

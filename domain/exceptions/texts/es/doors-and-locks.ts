import type { doorsAndLocks as rows } from '../../doors-and-locks.js';
import type { SectionTexts } from '../texts.js';

/** Spanish. */
export const doorsAndLocks: SectionTexts<typeof rows> = {
  'wont-open': {
    meaning: 'Una puerta recibió la orden de abrirse y sigue cerrada: está atascada, o algo la aprieta por dentro.',
    seen: 'La consigna responde que la apertura ha fallado tras tres impulsos de la cerradura.',
    system:
      'Un repartidor recibe otra casilla; un paquete sigue dentro y nunca cuenta como recogido. A quien viene a buscarlo se le pide que empuje la puerta mientras suena el clic. Se da un impulso a la cerradura, se reinicia la alimentación de las cerraduras y se da otro impulso; si no se ha movido, uno solo más largo. Si se mueve, la casilla vuelve a usarse a prueba hasta que se haya abierto: si no se abre, es la misma incidencia. Si la cerradura se mueve cada vez y nunca se sabe que la puerta se abra, quizá se pega su contacto: se espera a la próxima lectura antes de enviar a alguien.',
    person:
      'Un técnico la abre a mano si la cerradura no se ha movido después de todo eso, o si se atasca una y otra vez.',
  },
  'opened-without-command': {
    meaning:
      'Una puerta se abrió sin que nadie tuviera derecho a ello: la forzaron, o falla la cerradura o el cableado.',
    seen: 'La consigna avisa de un ciclo de puerta sin autoridad, mientras no hay mantenimiento en curso.',
    system:
      'La casilla queda retenida y sus sensores miran de nuevo. Un paquete que se ve que no está cuenta como desaparecido. Las pruebas se guardan y se avisa al gestor.',
    person:
      'El gestor mira las pruebas y dice qué fue. Se va si falta un paquete, si la cerradura está dañada o si nadie puede explicarlo.',
  },
  'wrong-door-opened': {
    meaning: 'Se abrió otra puerta que la que recibió la orden: el cableado o la configuración están cruzados.',
    seen: 'Una puerta se abre justo cuando otra debía abrirse, y esa sigue cerrada.',
    system:
      'No se abre ninguna puerta más de la consigna hasta que una persona lo autorice, y ambas casillas quedan retenidas. Las cerraduras se prueban sin abrir ninguna puerta y se avisa al gestor.',
    person: 'Un técnico comprueba el cableado, puerta por puerta, antes de liberar las casillas.',
  },
  'door-switch-stuck': {
    meaning: 'Una puerta se abre, pero su contacto sigue diciendo que está cerrada.',
    seen: 'Se responde que una apertura ha fallado, y sin embargo los sensores ven que el contenido ha cambiado.',
    system:
      'La casilla queda retenida, porque su puerta quizá esté abierta de verdad. Se prueban el contacto y la cerradura, y se avisa al gestor.',
    person: 'Alguien del edificio mira si está cerrada. Un técnico cambia el contacto.',
  },
  'magnet-off': {
    meaning: 'Una puerta está cerrada, pero su contacto dice que está abierta: casi siempre se ha caído el imán.',
    seen: 'La puerta figura como abierta durante horas, mientras sus sensores están quietos y su cerradura pasa la prueba.',
    system:
      'Un solo aviso sustituye a muchos: se prueban el contacto y la cerradura, y se pide al gestor que mire. Entretanto la casilla no se ofrece.',
    person: 'Alguien del edificio mira si está cerrada. Un técnico fija el imán.',
  },
  'door-flapping': {
    meaning: 'El contacto de una puerta cambia sin parar, aunque nadie toca la puerta.',
    seen: 'En pocos minutos llegan muchos ciclos de puerta, ninguno con una orden.',
    system:
      'Son una sola incidencia y no muchas. Se prueba el contacto y se le da el antirrebote más largo; después se reinicia la alimentación de las cerraduras, y el controlador.',
    person:
      'Si continúa, un técnico sujeta el cable o cambia el contacto, y restablece el antirrebote. Lo que aún cambia con el antirrebote más largo es cuestión de cableado.',
  },
  'lock-wear': {
    meaning: 'Una cerradura tarda más o necesita más impulsos que antes, y acabará por fallar.',
    seen: 'El tiempo y los impulsos de cada apertura se siguen para cada puerta, y su tendencia sube.',
    system:
      'La casilla se asigna después de las otras. Se ejercita su cerradura; si la tendencia no cambia, se pide una visita de mantenimiento antes de que falle.',
    person: 'Un técnico cambia la cerradura en una visita planificada.',
  },
  'opens-at-boot': {
    meaning: 'Unas puertas se abrieron al arrancar el controlador: los relés se cierran cuando vuelve la corriente.',
    seen: 'Se abren puertas sin autoridad en los segundos que siguen a un arranque.',
    system:
      'Es una sola incidencia de la consigna. No se reinicia nada, pues se abrirían otra vez. Se avisa al gestor.',
    person: 'Alguien del edificio cierra las puertas. Un técnico va, salvo que una persona la haya dado por resuelta.',
  },
  'fire-alarm': {
    meaning: 'Se evacúa el edificio, o una persona está encerrada.',
    seen: 'Nada lo comunica: no hay central de alarma ni detector de movimiento o de gas conectados.',
    system:
      'Nada por sí solo: la apertura desde dentro es mecánica y no necesita corriente ni nube. Una incidencia que abre una persona se comunica al instante.',
    person: 'Siempre va alguien. Entretanto, las puertas se pueden abrir a distancia.',
  },
};

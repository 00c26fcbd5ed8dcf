import type { system as rows } from '../../system.js';
import type { SectionTexts } from '../texts.js';

/** Spanish. */
export const system: SectionTexts<typeof rows> = {
  'bank-offline': {
    meaning: 'Una consigna no tiene conexión con la nube.',
    seen: 'El servidor de mensajes dice cuándo acaba la conexión. Cinco minutos son un parpadeo. Dos horas, seguidas o sumando las ausencias de un día, son una incidencia; lo más corto solo se ve en su presencia.',
    system:
      'Es una sola incidencia de la consigna, y las de sus puertas esperan. Lo que la consigna guardó se incorpora cuando vuelve. Si no vuelve, se avisa al gestor y a un técnico.',
    person:
      'El gestor mira si el router y la consigna tienen corriente. Un técnico los apaga y los enciende por otra vía, pregunta al proveedor, y va si la consigna no ha vuelto seis horas más tarde.',
  },
  'cloud-down': {
    meaning: 'Una consigna está bien, pero la nube no le responde.',
    seen: 'Solo la consigna puede notarlo, y no tiene a quién decírselo.',
    system:
      'En esta versión las puertas solo se abren desde la nube, así que la pantalla dice que no hay conexión. Lo que ocurre entretanto se guarda y se cuenta después.',
    person: 'Nadie va a la consigna: las alarmas del despliegue son cosa del operador.',
  },
  'messages-out-of-order': {
    meaning: 'Los mensajes de una consigna llegan tarde, dos veces, en otro orden o no llegan.',
    seen: 'Todo tiene una clave natural, y cada señal de vida dice el último ciclo de cada puerta.',
    system: 'Lo que ya se decidió no decide nada otra vez. Lo que falta se pide de nuevo, por puerta y ciclo.',
    person: 'No va nadie.',
  },
  'command-replayed': {
    meaning: 'Una orden llega a una consigna demasiado tarde, o una vez más.',
    seen: 'La consigna guarda los identificadores de las órdenes, y cada orden dice hasta cuándo vale.',
    system: 'La consigna la rechaza. Las órdenes nunca quedan retenidas en el servidor, y todas caducan.',
    person: 'No va nadie.',
  },
  'command-unknown': {
    meaning: 'Nadie sabe si una orden se cumplió, porque no llegó respuesta.',
    seen: 'El control de la visita no encuentra ni resultado ni movimiento de la puerta.',
    system:
      'Desconocido no es fallido: se pregunta a la consigna qué fue de la orden, y esta nunca se repite a ciegas. Una casilla de la que no se sabe nada queda retenida.',
    person: 'El gestor mira qué más dice la consigna y libera la casilla. Nadie va solo por esto.',
  },
  'power-lost': {
    meaning: 'Se ha cortado la corriente y la consigna funciona con su batería.',
    seen: 'La consigna dice cuándo falta la corriente y cuándo vuelve.',
    system:
      'No empieza ningún depósito; lo que hay dentro se puede recoger. Si dura, se avisa al gestor y después a un técnico. Que la consigna se ausente cuando su batería se agota no es otra incidencia mientras nadie diga que la corriente ha vuelto.',
    person: 'Alguien del edificio mira el fusible. Un técnico va si la corriente no vuelve mientras dura la batería.',
  },
  'brown-out': {
    meaning: 'La tensión baja, casi siempre durante el impulso de una cerradura, y el controlador arranca de nuevo.',
    seen: 'El controlador lo da como motivo de su arranque, dos veces en tres días. Una bajada aislada es de la red.',
    system: 'Se observa: tras un día se avisa a un técnico, y tres días sin bajadas la cierran.',
    person: 'Un técnico cambia la fuente de alimentación si continúa.',
  },
  'boot-loop': {
    meaning: 'Un controlador arranca una y otra vez.',
    seen: 'Se cuentan sus arranques en diez minutos.',
    system: 'Se le da tiempo para asentarse, se avisa a un técnico y se reinicia hasta tres veces.',
    person: 'Un técnico repone el firmware anterior, y va con un controlador de repuesto si eso falla.',
  },
  'firmware-update': {
    meaning: 'Un firmware nuevo cambia lo que dicen los sensores, o no hace lo que debería.',
    seen: 'Un arranque con otra versión, tras el cual los niveles de los sensores han cambiado o las pruebas fallan.',
    system:
      'La consigna se prueba a sí misma y se reinicia una vez; después se avisa a un técnico. Esta versión no actualiza ningún firmware por sí sola.',
    person: 'Un técnico repone el firmware anterior, y va si el controlador ya no arranca.',
  },
  'clock-skew': {
    meaning:
      'El reloj de un controlador adelanta más de diez segundos, de modo que las aperturas le parecen llegar tarde; o atrasa más de un minuto.',
    seen: 'La hora que da cada señal de vida se compara con la de su llegada; y una consigna que llama tardía una apertura que llegó a tiempo también lo revela.',
    system:
      'Nada se decide por ese reloj: las edades vienen de los tiempos de marcha, y cada orden dice la hora. El controlador se reinicia, con lo que toma la hora: esa orden vale también para un reloj que adelanta. Después se avisa a un técnico.',
    person: 'Un técnico cambia la pila del reloj si sigue mal.',
  },
  'config-drift': {
    meaning: 'Una consigna tiene otras puertas que el registro: se trasladó, se reformó o se configuró mal.',
    seen: 'Sus señales de vida nombran puertas que no están registradas, o les faltan algunas que sí lo están.',
    system: 'El controlador se reinicia, con lo que relee su configuración; después se avisa a un técnico.',
    person: 'Un técnico compara puertas y etiquetas con el registro.',
  },
  'camera-offline': {
    meaning: 'Una cámara de la consigna no responde.',
    seen: 'No hay ninguna cámara conectada al sistema.',
    system: 'Ninguna decisión la necesita. Una incidencia que abre una persona se comunica a un técnico.',
    person: 'Un técnico reinicia la cámara, o la cambia.',
  },
  'ups-battery': {
    meaning: 'La batería de reserva no dura lo que debería.',
    seen: 'Su propia prueba no está conectada: alguien la oye pitar, o ve apagarse la consigna.',
    system: 'Una incidencia que abre una persona se comunica a un técnico.',
    person: 'Un técnico cambia la batería.',
  },
  'pms-sync': {
    meaning: 'Los residentes no se actualizan desde el programa de gestión del edificio.',
    seen: 'En esta versión no hay ningún programa así conectado: los residentes se llevan por la API.',
    system: 'Nada cambia por sí solo.',
    person: 'El gestor, o una integración, cambia los residentes por la API.',
  },
  'webhook-failing': {
    meaning: 'Otro sistema no recibe lo que se le envía.',
    seen: 'Esta versión no envía webhooks: los otros sistemas preguntan a la API.',
    system: 'Nada.',
    person: 'No va nadie.',
  },
  'alert-storm': {
    meaning: 'Una sola avería causa muchas alertas a la vez.',
    seen: 'No ocurre: una causa en un lugar es una sola incidencia, por muchas veces que se vea.',
    system:
      'Una consigna desconectada silencia sus puertas. Lo que se ve de nuevo se cuenta en la incidencia abierta, y no se comunica por segunda vez.',
    person: 'No va nadie.',
  },
};

import type { deposit as rows } from '../../deposit.js';
import type { SectionTexts } from '../texts.js';

/** Spanish. */
export const deposit: SectionTexts<typeof rows> = {
  'empty-deposit': {
    meaning: 'Se abrió una puerta para un repartidor y se cerró sin nada nuevo dentro.',
    seen: 'Las lecturas de los sensores de antes y de después no difieren: el veredicto es «ausente».',
    system:
      'La pantalla y un SMS piden al repartidor que abra de nuevo y deposite el paquete. Al residente no se le dice nada. Al acabar el plazo de depósito, este se anula y la casilla queda libre.',
    person: 'No va nadie. Si se repite en la misma casilla, mire el estado de su sensor.',
  },
  'never-opened': {
    meaning: 'Un repartidor recibió una casilla cuya puerta no se abrió.',
    seen: 'La consigna responde que la apertura ha fallado o que ha caducado, o no se sabe nada de la puerta.',
    system:
      'El depósito se anula y el repartidor empieza de nuevo con otra casilla. Una puerta atascada, o de la que no se sabe nada, es una incidencia de esa clase.',
    person: 'Como con una puerta que no se abre.',
  },
  'courier-gone': {
    meaning: 'Un repartidor abrió una puerta y se fue sin cerrarla.',
    seen: 'La consigna avisa de que la puerta sigue abierta, y al acabar el plazo de depósito no se ha cerrado.',
    system:
      'Al residente no se le anuncia nada y la casilla queda retenida. La puerta en sí se trata como una puerta abierta.',
    person: 'Alguien del edificio empuja la puerta; lo demás, como con una puerta abierta.',
  },
  'wrong-compartment': {
    meaning: 'Un paquete se dejó en una casilla distinta de la que se abrió para él.',
    seen: 'El veredicto de la casilla asignada es «ausente», mientras que otra casilla de la consigna se cierra con algo que ningún registro explica.',
    system:
      'La pantalla pide al repartidor que abra de nuevo y deposite el paquete y, si está claro de quién puede ser, le pregunta si está en la otra casilla: si lo confirma, y esa casilla no se ha abierto desde entonces, queda guardado allí y se avisa al residente de esa casilla. Si no, la otra casilla queda retenida, sus sensores miran de nuevo y se avisa al gestor. Según las reglas del edificio (wrongCompartment) no se pregunta: el depósito se anula en el acto, o bien el registro sigue al paquete.',
    person:
      'El gestor pregunta al repartidor qué paquete es, y declara que ese paquete está en la otra casilla (override-verdict con finding present y ese compartmentId): queda guardado allí, y se avisa a su residente, con una clave. Si se rechaza, abre esa casilla para el destinatario. No va nadie mientras esa casilla responda.',
  },
  'two-doors-open': {
    meaning: 'Dos puertas de una consigna están abiertas a la vez.',
    seen: 'Cada puerta avisa de su propia apertura y de su propio cierre.',
    system:
      'Cada casilla se juzga por sus propias lecturas y bajo su propio permiso, así que nada se confunde. La que sigue abierta se trata como tal.',
    person: 'No va nadie.',
  },
  'parcel-too-big': {
    meaning: 'Un paquete no cabe en la casilla asignada.',
    seen: 'El repartidor anula en la pantalla, o la puerta no se puede cerrar.',
    system:
      'El depósito se anula y el repartidor pide una casilla mayor. La primera se ofrece de nuevo en cuanto se ve vacía.',
    person: 'Solo se va por un paquete atascado: su puerta sigue abierta, o ya no se abre.',
  },
  'bank-full': {
    meaning: 'Ninguna casilla libre de la consigna sirve para el paquete.',
    seen: 'Una petición de casilla no encuentra ninguna.',
    system:
      'La pantalla nombra la consigna más cercana del edificio con una casilla libre que sirva. A los residentes cuyos paquetes atrasados ocupan casillas que servirían se les pide que los retiren, una vez al día como mucho.',
    person: 'El gestor marca los paquetes atrasados para su devolución.',
  },
  'occupied-at-allocation': {
    meaning: 'Un repartidor abre la casilla asignada y hay algo dentro.',
    seen: 'Las lecturas periódicas comparan cada casilla cerrada con su registro. Lo que ninguna ha visto aún, lo ve el repartidor.',
    system:
      'Una casilla con algo sin explicar queda retenida y no se ofrece. El repartidor que encuentra una así anula y recibe otra.',
    person: 'Como con un contenido sin registro.',
  },
  'double-booked': {
    meaning: 'Dos peticiones quieren la misma casilla, o un paquete ha de estar en dos casillas.',
    seen: 'No puede ocurrir: la casilla y el paquete se reservan con escrituras condicionales, de las que solo una tiene éxito.',
    system:
      'Quien llega segundo recibe enseguida la casilla siguiente, o se le dice que el paquete ya está en una casilla.',
    person: 'No va nadie.',
  },
  'several-parcels': {
    meaning: 'Se ponen varios paquetes en una sola casilla.',
    seen: 'Esta versión lleva un paquete por casilla y no los cuenta.',
    system: 'Todo lo que entró cuenta como un solo paquete: la casilla queda libre cuando todo se ha ido.',
    person: 'El repartidor usa una casilla por paquete.',
  },
  'wrong-resident': {
    meaning: 'El repartidor se equivocó de vivienda o de residente, y la persona equivocada tiene la clave.',
    seen: 'Solo las personas pueden saberlo: un residente dice que no es suyo, o el verdadero lo reclama.',
    system: 'Una incidencia que abre una persona se comunica al gestor.',
    person:
      'El gestor abre la casilla para el residente verdadero y lo anota, o marca el paquete para su devolución. Si el residente equivocado se lo ha llevado, el gestor se lo pide.',
  },
  'door-ajar': {
    meaning: 'Una puerta sigue abierta más tiempo del que dura una visita.',
    seen: 'La consigna avisa 60 s después de la apertura y otra vez a los 5 min.',
    system:
      'La pantalla pide a quien esté allí que la cierre, y la casilla no se ofrece. Dos minutos después se lo pide por SMS a quien acaba de usarla. Después se da un impulso a la cerradura, por si el pestillo rebotó, y se avisa al gestor.',
    person:
      'Alguien del edificio la empuja. Un técnico va si después sigue abierta: un objeto la sujeta, o el pestillo está roto.',
  },
  'latch-bounce': {
    meaning: 'Una puerta que se empuja vuelve a abrirse porque el pestillo no encaja.',
    seen: 'Los ciclos de una puerta se suceden a menos de un segundo de su cierre, sin una orden nueva.',
    system:
      'A quien acaba de cerrarla, la pantalla le pide enseguida que la empuje otra vez. Se da un impulso a la cerradura para asentar el pestillo, uno por cada visita en que la puerta se vuelve a abrir. Termina cuando la puerta ha quedado cerrada diez veces seguidas.',
    person: 'Un técnico ajusta o cambia el pestillo si cinco impulsos han sido en vano.',
  },
  'deposit-without-session': {
    meaning: 'Se dejó algo en una casilla que no se había asignado a ningún repartidor.',
    seen: 'Un ciclo de la puerta, abierto con llave o sin derecho alguno, acaba con algo dentro que ningún registro explica.',
    system: 'La casilla queda retenida. Una apertura sin derecho alguno es una incidencia aparte.',
    person: 'Quien usó la llave dice qué es; lo demás, como con un contenido sin registro.',
  },
  'courier-code-shared': {
    meaning: 'La clave de un repartidor la usan otros.',
    seen: 'Esta versión no lo busca: los usos en dos consignas, a horas raras o muy frecuentes no se comparan.',
    system:
      'La clave de un repartidor acaba con su horario, las erróneas hacen esperar al teclado, y cada depósito dice de quién era la clave.',
    person: 'El gestor crea una clave nueva para el repartidor.',
  },
};

import type { contents as rows } from '../../contents.js';
import type { SectionTexts } from '../texts.js';

/** Spanish. */
export const contents: SectionTexts<typeof rows> = {
  phantom: {
    meaning: 'Hay algo en una casilla que debería estar vacía.',
    seen: 'Una lectura de la casilla cerrada ve algo donde el registro no tiene nada, y una segunda lectura lo confirma. Si lo dice un solo sensor, el caso anota la duda: puede que sea ese sensor lo que se ha movido.',
    system:
      'La casilla queda retenida, sus sensores miran de nuevo y el gestor sabe de quién era el último paquete. Se pregunta al repartidor cuyo depósito se anuló allí.',
    person:
      'El gestor pregunta a quien usó la casilla por última vez: si es suyo, se guarda de nuevo y su clave abre la puerta. Alguien lo recoge si no aparece el dueño. De lo que llegó a una casilla cerrada que se había visto vacía no se pregunta a nadie.',
  },
  'put-back': {
    meaning: 'Un residente volvió a dejar el paquete, u otra cosa en su lugar.',
    seen: 'El veredicto de la recogida no es «ausente».',
    system:
      'La pantalla pide que mire otra vez, se avisa al residente y la clave sigue valiendo durante el plazo de reapertura. Después el paquete queda guardado como antes.',
    person: 'No va nadie. Si no es suyo, el gestor lo marca para su devolución.',
  },
  ghost: {
    meaning: 'Según el registro hay un paquete dentro, pero los sensores no ven nada y la puerta no se ha abierto.',
    seen: 'Una lectura no ve nada en una casilla con un paquete guardado, y una segunda lectura lo confirma. Si lo dice un solo sensor, el caso anota la duda: puede que sea ese sensor lo que se ha movido.',
    system:
      'Los sensores miran de nuevo, se avisa al gestor y se pregunta al residente. Nada se da por perdido solo porque lo diga un sensor.',
    person:
      'El residente lo tiene, o mira con su clave, y avisa al gestor, que dice qué fue del paquete. Se le pregunta de nuevo al cabo de un día. Si desde entonces ha abierto la casilla y sigue sin verse nada, se pide al gestor que decida; si nadie ha mirado ni respondido, alguien busca en el lugar.',
  },
  'left-behind': {
    meaning: 'Queda algo en una casilla aunque su recogida ha terminado.',
    seen: 'El veredicto de la recogida no es «ausente»; o una lectura ve algo en una casilla cuya última visita fue una recogida y que no se ha visto vacía desde entonces.',
    system:
      'Durante la visita se avisa al residente al instante, y la clave abre la puerta de nuevo. Lo que una lectura encuentra más tarde queda retenido; se pregunta al residente si es suyo y se avisa al gestor.',
    person:
      'Si es del residente, el gestor lo guarda de nuevo y la clave abre la puerta. Alguien retira lo que no es de nadie, o nadie viene a buscar.',
  },
  'partial-pickup': {
    meaning: 'De varios paquetes de una casilla solo se recogieron algunos.',
    seen: 'Esta versión lleva un paquete por casilla y no los cuenta.',
    system: 'Lo que queda se ve: la recogida cuenta como incompleta hasta que todo se ha ido.',
    person: 'No va nadie.',
  },
  'foreign-object': {
    meaning: 'Hay basura, o algo pequeño que no es un paquete, en una casilla.',
    seen: 'Tras una recogida las lecturas ven un cambio pequeño que permanece, menor que el de un paquete.',
    system: 'La casilla queda retenida, sus sensores miran de nuevo y se pide al gestor que la haga limpiar.',
    person: 'Alguien lo saca y limpia la casilla.',
  },
  'thin-item': {
    meaning: 'Un sobre o algo parecido: menos de lo que los sensores de esta casilla distinguen de nada.',
    seen: 'El veredicto de un depósito sigue dudoso, por más lecturas que se pidan a la consigna.',
    system:
      'Si las reglas del edificio lo permiten, el repartidor responde del paquete en la pantalla, y el registro lo dice. Si no, la casilla queda retenida, sus sensores miran de nuevo, se pregunta al repartidor, al día siguiente otra vez, y después al residente, y se avisa al gestor.',
    person:
      'El repartidor, o el residente, responde al gestor, que dice qué hay dentro: entonces el paquete queda guardado, o la casilla libre. Si nadie responde, el gestor dice que nadie lo sabe: al residente se le avisa de que puede haber un paquete, con una clave, y mira.',
  },
  'item-moved': {
    meaning: 'El empujón de la puerta al cerrarse mueve lo que hay dentro.',
    seen: 'Los sensores oscilan unos segundos después de cerrarse la puerta.',
    system: 'La consigna deja que se asiente antes de tomar sus lecturas; un veredicto aún dudoso pide más.',
    person: 'No va nadie.',
  },
  'damaged-parcel': {
    meaning: 'Un residente comunica que un paquete o su contenido está dañado.',
    seen: 'Solo las personas pueden verlo.',
    system:
      'El registro de custodia dice quién abrió la puerta y cuándo, y qué vieron los sensores. Una incidencia que abre una persona se comunica al gestor.',
    person: 'El gestor entrega el registro al transportista.',
  },
  disputed: {
    meaning: 'El residente y el transportista no están de acuerdo en si el paquete estaba, o en quién se lo llevó.',
    seen: 'Solo las personas pueden decirlo.',
    system:
      'El registro de custodia tiene los veredictos, los ciclos de puerta, las órdenes y los mensajes, cada línea sellada por la anterior. Una incidencia que abre una persona se comunica al gestor.',
    person: 'El gestor lee el registro y lo da a ambas partes.',
  },
  'wrong-occupant': {
    meaning: 'Otra persona de la casa, o un amigo con la clave, se llevó el paquete.',
    seen: 'Una clave abre la puerta; nadie ve qué mano la escribió.',
    system:
      'El registro de custodia dice cuándo se usó la clave. Una incidencia que abre una persona se comunica al gestor.',
    person: 'El gestor habla con los de la casa.',
  },
  temperature: {
    meaning: 'Unos alimentos o medicinas se han calentado demasiado, o llevan demasiado tiempo.',
    seen: 'No hay termómetro instalado, y los paquetes no dicen qué contienen.',
    system: 'Una incidencia que abre una persona se comunica al residente y después al gestor.',
    person: 'Alguien saca lo que se ha estropeado y limpia la casilla.',
  },
  'dangerous-goods': {
    meaning: 'Un paquete gotea, huele, se mueve o puede ser peligroso.',
    seen: 'Solo las personas pueden saberlo.',
    system: 'Una incidencia que abre una persona retiene la casilla y se comunica al instante.',
    person: 'Siempre va alguien. El gestor llama a los servicios que se ocupan de ello.',
  },
};

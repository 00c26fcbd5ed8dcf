import { because, type EvidenceWords, type LapseReason } from './words.js';

const lapsed: Record<LapseReason, string> = {
  courier: 'el repartidor desistió',
  manager: 'el gestor lo anuló',
  'window-over': 'se acabó el tiempo',
  'never-opened': 'la puerta no se abrió',
  jammed: 'la puerta no llegó a abrirse',
  'open-lapsed': 'la orden de abrir no salió a tiempo',
  'other-door': 'se había metido en otra casilla',
  'door-taken': 'la otra casilla estaba ocupada',
  'too-late': 'era demasiado tarde',
  'not-taken': 'no se sacó el paquete',
  unclear: 'los sensores no podían decirlo',
  overtaken: 'otra cosa ocurrió entretanto',
};

const findings = {
  present: 'que estaba allí',
  unknown: 'que nadie podía decir si estaba allí',
  absent: 'que no estaba allí',
  'written-off': 'que se da por perdido',
};

/** Spanish. */
export const es: EvidenceWords = {
  language: 'es',
  locale: 'es-ES',
  parcel: (name) => `Paquete ${name}`,
  title: (name) => `Paquete ${name}: lo que ocurrió`,
  place: ({ site, door, bank, at, timeZone }) =>
    `${site}, casilla ${door} de ${bank}. Tal como estaba el ${at}; las horas son las de ${timeZone}.`,
  state: 'Estado:',
  states: {
    announced: 'anunciado',
    placing: 'se le está dando una casilla',
    withdrawn: 'anuncio retirado',
    reserved: 'tiene una casilla reservada',
    depositing: 'se está depositando',
    'deposit-unverified': 'aún no se ha visto en su casilla',
    stored: 'en su casilla',
    collecting: 'se está recogiendo',
    'pickup-unverified': 'aún no se ha visto que falte',
    'left-behind': 'olvidado en la casilla',
    overdue: 'fuera de plazo',
    returning: 'se está devolviendo',
    moving: 'se está cambiando de casilla',
    missing: 'no se encuentra',
    cancelled: 'anulado',
    collected: 'recogido',
    returned: 'se lo llevó el repartidor',
    moved: 'pasado a otra casilla',
    'written-off': 'dado por perdido',
  },
  vouched: 'el repartidor respondió del depósito; ningún sensor lo vio',
  unsure: 'nadie podía decir si estaba; ningún sensor lo vio',
  happened: { heading: 'Lo que ocurrió', none: 'Nada todavía.', when: 'Cuándo', what: 'Qué' },
  seen: {
    heading: 'Lo que vieron los sensores',
    none: 'No se conservan lecturas de sensores de este paquete.',
    means:
      'Lo que vieron todos los sensores antes de abrirse la puerta y después de cerrarse se pesa como indicio (razón de verosimilitud logarítmica) de que haya algo dentro: en el límite superior o por encima hay algo; en el inferior o por debajo no hay nada; entre los dos, los sensores no pueden decirlo.',
    cycle: (n) => `Apertura ${n}`,
    furtherLook: (n) => `Apertura ${n}, otra lectura`,
    noWindows: 'Los sensores no dijeron nada.',
    verdict: ({ says, llr, upper, lower }) => {
      const said = {
        present: 'hay algo dentro',
        absent: 'no hay nada dentro',
        unclear: 'los sensores no pueden decirlo',
      }[says];
      return `Veredicto: ${said} (${llr}; límite superior ${upper}, inferior ${lower}).`;
    },
  },
  plot: {
    kinds: { tof: 'distancia', ultrasonic: 'distancia', 'load-cell': 'peso', curtain: 'haz de luz' },
    before: 'antes de abrirse',
    after: 'después de cerrarse',
    noSamples: (sensor) => `${sensor}: ninguna lectura.`,
    title: (sensor, unit) => `${sensor} antes y después, en ${unit}`,
    scale: (sensor, unit) => `${sensor}, en ${unit}`,
    blocked: '1 si está tapado',
  },
  told: {
    heading: 'A quién se avisó',
    none: 'A nadie.',
    by: 'Por',
    how: 'Cómo fue',
    until: (at) => `, hasta el ${at}`,
  },
  trust: {
    heading: '¿Se puede confiar en este registro?',
    entries: (n) => `${n} ${n === 1 ? 'entrada' : 'entradas'}`,
    how: 'Cada entrada lleva una huella (SHA-256) de sí misma y de la entrada anterior: ninguna puede cambiarse, omitirse ni intercalarse sin que se vea. Cualquiera puede comprobarlo:',
    last: 'La última:',
    yes: 'Sí.',
    holds: (entries) => `Se comprobó al hacer esta página: ${entries}, ninguna falta ni ha cambiado.`,
    goesOn: 'El registro sigue después de ellas: esta página muestra el principio.',
    pending: 'Una parte se está escribiendo: vuelva a mirar dentro de un minuto.',
    no: 'No.',
    broken: (n, entries, why) => `No se sostiene en la entrada ${n} de ${entries}: ${why}.`,
    why: {
      missing: 'falta',
      'of-another-log': 'es de otro registro',
      'previous-does-not-match': 'se cambió lo que había antes de ella',
      'content-does-not-match': 'se cambió',
      'not-the-last': 'no es la que la casilla conoce como última',
    },
  },
  events: {
    'deposit-reserved': 'Un repartidor pidió una casilla, y se abrió esta.',
    'deposit-verified':
      'Se cerró la puerta, y los sensores vieron que había llegado un paquete. Se avisó al destinatario.',
    'deposit-found-empty': ({ tookOut }) =>
      tookOut
        ? 'Se cerró la puerta, y se había sacado lo que se había metido.'
        : 'Se cerró la puerta, y los sensores vieron que no había llegado nada. Se avisó al repartidor en el acto.',
    'sample-requested': 'Los sensores aún no estaban seguros, y se les pidió mirar otra vez.',
    'deposit-left-unclear': 'Los sensores no podían decir si había llegado algo. Se preguntó al repartidor.',
    'deposit-doubted':
      'Surgió la duda de qué puerta ven estos sensores: ya no se sabía si había llegado algo. Se preguntó al repartidor.',
    'deposit-vouched': 'El repartidor dijo que el paquete estaba dentro. Ningún sensor lo vio.',
    'deposit-reopened': 'El repartidor pidió la puerta una vez más.',
    'elsewhere-asked': ({ to }) =>
      to
        ? `Algo había llegado a la casilla ${to.compartmentId}. La pantalla preguntó al repartidor si es este paquete.`
        : 'El repartidor dijo que sí. Para entonces esa casilla se había abierto otra vez, y se le pidió abrir de nuevo la suya.',
    'deposit-adopted': ({ from, person, requestId }) => {
      if (person)
        return `Un gestor declaró que lo que debía llegar a la casilla ${from.compartmentId} está en esta${because(person.reason)}. Queda guardado aquí, y se avisó al residente.`;
      const bySensors = `Lo que debía llegar a la casilla ${from.compartmentId} llegó a esta, y queda guardado aquí. Se avisó al residente.`;
      return requestId ? `El repartidor lo dijo en la pantalla. ${bySensors}` : bySensors;
    },
    'deposit-cancelled': ({ person, reason }) =>
      person
        ? `Un gestor anuló el depósito${because(person.reason)}.`
        : `El depósito quedó en nada: ${lapsed[reason]}.`,
    'deposit-unaccounted': 'Se acabó el tiempo de la visita sin noticias de la puerta. La casilla quedó retenida.',
    'pickup-started': 'Se introdujo la clave, y se abrió la puerta.',
    'pickup-verified': ({ evidence }) =>
      evidence === undefined
        ? 'Se cerró la puerta, y los sensores vieron que ya no quedaba nada.'
        : 'La visita terminó; ningún sensor pudo ver qué fue del paquete. Cuenta como recogido.',
    'parcel-left-behind': ({ evidence }) =>
      evidence === 'present'
        ? 'Se cerró la puerta, y aún quedaba algo dentro. Se avisó al destinatario en el acto.'
        : 'Se cerró la puerta, y los sensores no podían decir si se había sacado todo. Se avisó al destinatario.',
    'pickup-lapsed': 'La visita terminó, y el paquete siguió guardado como antes.',
    'return-marked': ({ reason }) => `Un gestor destinó el paquete a devolución${because(reason)}.`,
    'return-started': 'Un transportista pidió lo que se devuelve, y se abrió la puerta.',
    'return-verified': 'Se cerró la puerta, y los sensores vieron que el transportista se había llevado el paquete.',
    'return-lapsed': 'La visita del transportista terminó, y el paquete seguía allí.',
    'move-asked': ({ reason, to }) =>
      `Un gestor pidió la casilla ${to.compartmentId} para el paquete${because(reason)}.`,
    'move-started': 'Se abrió la puerta para cambiar el paquete de casilla.',
    'moved-out': ({ to }) =>
      `Se cerró la puerta, y se vio que el paquete había salido. Se abrió para él la casilla ${to.compartmentId}.`,
    'move-lapsed': ({ reason }) => `El cambio de casilla quedó en nada: ${lapsed[reason]}.`,
    'move-reserved': ({ from, reason }) =>
      `Un gestor pasó el paquete aquí desde la casilla ${from.compartmentId}${because(reason)}.`,
    'move-opened': 'El paquete había salido de la otra casilla, y se abrió esta para él.',
    'space-needed': 'La consigna estaba llena: se pidió al destinatario que hiciera sitio.',
    'reminder-due': ({ step }) => `Tocaba el recordatorio ${step}.`,
    'stay-overdue': 'El paquete llevaba allí más tiempo del que el edificio permite.',
    'next-step-postponed': undefined,
    'watch-continued': undefined,
    'cycle-added': ({ isGone }) =>
      isGone ? 'Se abrió y se cerró la puerta, y se vio que el paquete salía.' : 'Se abrió y se cerró la puerta.',
    'sprang-open': 'La puerta volvió a abrirse sola nada más cerrarse.',
    'parcel-missing': 'El paquete no estaba, y ninguna recogida se lo había llevado.',
    'content-unexpected': 'En la casilla había algo que nadie había anunciado.',
    'door-found-empty': 'Se vio que la casilla estaba vacía.',
    'door-left-open': 'La puerta quedó abierta.',
    'sensors-judged': undefined,
    'opened-without-command': 'La puerta se abrió sin que nadie tuviera derecho a ello.',
    'verdict-overridden': ({ finding, reason }) => `Un gestor dijo ${findings[finding]}${because(reason)}.`,
    'stay-held': ({ reason }) => `Un gestor puso el paquete en espera${because(reason)}.`,
    'stay-extended': ({ reason }) => `Un gestor dio más plazo al paquete${because(reason)}.`,
    'parcel-reassigned': ({ reason }) =>
      `Un gestor dijo que el paquete es de otro residente${because(reason)}. Se le avisó con una clave nueva.`,
    'resident-unreachable': 'Ningún mensaje llegó al destinatario: se avisó al gestor.',
    'code-reissued': ({ reason }) => `Un gestor dio una clave nueva${because(reason)}.`,
    'effect-lapsed': undefined,
    'door-quarantined': 'La casilla se puso fuera de uso.',
    'door-released': 'La casilla se volvió a poner en uso.',
    'open-given': ({ reason, confirmedBy }) =>
      `La puerta se abrió a distancia${confirmedBy === undefined ? '' : ', por dos personas, con todas las de la consigna'}${because(reason)}.`,
  },
  messages: {
    'parcel-stored': 'Al destinatario: el paquete está ahí, con la clave',
    'parcel-may-wait': 'Al destinatario: puede que haya un paquete ahí, con la clave',
    'code-reissued': 'Al destinatario: una clave nueva',
    'parcel-moved': 'Al destinatario: el paquete está en otra casilla, con una clave nueva',
    'parcel-left-behind': 'Al destinatario: mire de nuevo, con la clave',
    'deposit-found-empty': 'Al repartidor: no se detecta el paquete',
    reminder: 'Al destinatario: un recordatorio, con la clave',
    'parcel-overdue': 'Al destinatario: el paquete está fuera de plazo, con la clave',
    'resident-unreachable': 'Al gestor: no se puede avisar a este residente',
    'parcel-returned': 'Al destinatario: el paquete ha sido devuelto',
    'parcel-reassigned': 'A quien se había avisado antes: el paquete no es para él',
    'space-needed': 'Al destinatario: la consigna está llena, con la clave',
    'door-trouble': 'Al destinatario: algo le pasa a la puerta',
    'door-needs-you': 'Al repartidor: compruebe la puerta',
    'parcel-not-seen': 'Al destinatario: ¿ha recogido el paquete?',
    'something-left': 'Al destinatario: ¿es suyo lo que hay en la casilla?',
    'deposit-unclear': 'Al repartidor: ¿dejó el paquete allí?',
    'delivery-unclear': 'Al destinatario: ¿espera un paquete allí?',
    'door-left-open': 'Al destinatario: cierre la puerta, por favor',
  },
  channels: { email: 'Correo', sms: 'SMS' },
  outcomes: {
    sent: 'Enviado',
    'no-address': 'No enviado: no se conoce tal dirección o número',
    unconfirmed: 'No enviado: la dirección no está confirmada',
    lost: 'No enviado: la dirección ya no acepta nuestro correo',
    'opted-out': 'No enviado: desde ese número se respondió STOP',
    declined: 'No enviado: pidieron no ser avisados así',
    capped: 'No enviado: se había alcanzado el tope del día',
    refused: 'Rechazado por el operador: no existe tal número o dirección',
    failed: 'Falló',
    pending: 'Enviándose',
    deferred: 'Aplazado',
    dropped: 'Descartado: no se pudo enviar a tiempo, o ya no era así',
  },
  because: {
    'quiet-hours': ' porque es de noche',
    hold: ' porque el paquete o su destinatario está en espera',
    visit: ' porque había alguien ante la puerta en ese momento',
  },
  again: ', tras haber fallado antes',
};

import type { Texts } from './texts.js';

const ofDoor = (site: string, door: string): string => `Casilla ${door}: ${site}`;

/**
 * Spanish. Bodies are one SMS part with the longest site name (40 septets), door (8), code (8), and so are worded without
 * the letters that the GSM 7-bit alphabet lacks (á, í, ó, ú); screens have them.
 */
export const es: Texts = {
  someSite: 'la consigna',
  resident(name, unit) {
    if (name && unit) return `${name} (piso ${unit})`;
    return name || (unit ? `la persona del piso ${unit}` : 'la persona destinataria');
  },
  messages: {
    'parcel-stored': ({ site, door, code }) => ({
      subject: `Su paquete le espera: ${site}`,
      body: `Su paquete le espera en la casilla ${door}, ${site}. Su clave es ${code}. Escriba la clave en la consigna para abrir.`,
    }),
    'parcel-may-wait': ({ site, door, code }) => ({
      subject: `Puede que haya un paquete para usted: ${site}`,
      body: `Puede que haya un paquete para usted en la casilla ${door}, ${site}. Mire, por favor: la clave ${code} abre la casilla.`,
    }),
    'code-reissued': ({ site, door, code }) => ({
      subject: `Nueva clave para su paquete: ${site}`,
      body: `La nueva clave de su paquete (casilla ${door}, ${site}) es ${code}. La clave anterior ya no sirve.`,
    }),
    'parcel-moved': ({ site, door, code }) => ({
      subject: `Su paquete ha cambiado de casilla: ${site}`,
      body: `Su paquete se encuentra ahora en la casilla ${door}, ${site}. Su nueva clave es ${code}. La anterior ya no sirve.`,
    }),
    'parcel-left-behind': ({ site, door, code, evidence }) => ({
      subject: `Por favor, mire de nuevo en su casilla: ${site}`,
      body:
        evidence === 'present'
          ? `Queda algo en la casilla ${door}, ${site}. Por favor, retire todo. La clave ${code} abre de nuevo la puerta.`
          : `No sabemos si queda algo en la casilla ${door}, ${site}. Por favor, mire de nuevo. La clave ${code} abre la puerta.`,
    }),
    'deposit-found-empty': ({ site, door }) => ({
      subject: 'No se detecta el paquete',
      body: `No se detecta el paquete. Abra de nuevo y deposite el paquete. Casilla ${door}, ${site}.`,
    }),
    reminder: ({ site, door, code, step }) => ({
      subject: `Recordatorio: su paquete, ${site}`,
      body: `Recordatorio${step > 1 ? ` ${step}` : ''}: su paquete espera en la casilla ${door}, ${site}. Su clave es ${code}.`,
    }),
    'parcel-overdue': ({ site, door, code }) => ({
      subject: `Su paquete ha superado el plazo: ${site}`,
      body: `Su paquete (casilla ${door}, ${site}) ha superado el plazo y puede ser devuelto. Retire el paquete hoy. Clave: ${code}.`,
    }),
    'resident-unreachable': ({ site, door, resident }) => ({
      subject: `No podemos avisar de un paquete: ${site}`,
      body: `No podemos avisar a ${resident}: paquete en la casilla ${door}, ${site}. Por favor, avise.`,
    }),
    'parcel-returned': ({ site, door }) => ({
      subject: `Su paquete ha sido devuelto: ${site}`,
      body: `El repartidor se ha llevado de vuelta su paquete (casilla ${door}, ${site}). La clave ya no sirve.`,
    }),
    'parcel-reassigned': ({ site, door }) => ({
      subject: `El paquete no es para usted: ${site}`,
      body: `Al final, el paquete (casilla ${door}, ${site}) no es para usted. La clave ya no sirve y no tiene que hacer nada.`,
    }),
    'space-needed': ({ site, door, code }) => ({
      subject: `No quedan casillas libres: ${site}`,
      body: `No quedan casillas libres: ${site}. Por favor, retire hoy su paquete de la casilla ${door}. Su clave es ${code}.`,
    }),
    'door-trouble': ({ site, door }) => ({
      subject: `Su casilla: ${site}`,
      body: `Hay un problema con la casilla ${door}, ${site}, la de su paquete. Lo estamos revisando.`,
    }),
    'door-needs-you': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `Hay un problema con la casilla ${door}, ${site}. Si pasa por delante, compruebe que queda bien cerrada.`,
    }),
    'parcel-not-seen': ({ site, door }) => ({
      subject: `Pregunta sobre su paquete: ${site}`,
      body: `Ya no vemos su paquete en la casilla ${door}, ${site}. ¿Lo tiene usted? Si no, mire dentro y avise al gestor.`,
    }),
    'something-left': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `Hay algo en la casilla ${door}, ${site}, la de su paquete. ¿Es suyo? Por favor, avise al gestor.`,
    }),
    'deposit-unclear': ({ site, door }) => ({
      subject: ofDoor(site, door),
      body: `No sabemos si su paquete se encuentra en la casilla ${door}, ${site}. ¿Lo ha dejado? Por favor, avise al gestor.`,
    }),
    'delivery-unclear': ({ site, door }) => ({
      subject: `Una entrega: ${site}`,
      body: `Puede que su paquete haya quedado en la casilla ${door}, ${site}. Si espera uno, avise al gestor, por favor.`,
    }),
    'door-left-open': ({ site, door }) => ({
      subject: `Su casilla sigue abierta: ${site}`,
      body: `La casilla ${door}, ${site}, sigue abierta. Si pasa por delante, empuje la puerta hasta que haga clic.`,
    }),
  },
  alerts: {
    step: ({ severity, title, doubt, where, site, incidentId }) =>
      `${severity}: ${title}.${doubt} ${where}, ${site}. Por favor, mire la incidencia ${incidentId}.`,
    visit: ({ severity, title, doubt, where, site, incidentId, bring }) =>
      `${severity}: ${title}.${doubt} ${where}, ${site}. Se necesita una visita${bring && `; llevar: ${bring}`}. Incidencia ${incidentId}.`,
    over: ({ title, where, site, incidentId }) => `Terminado: ${title}. ${where}, ${site}. Incidencia ${incidentId}.`,
  },
  doubts: {
    'one-sensor': 'Lo dice un solo sensor.',
    together: 'Los sensores de otra casilla se movieron en la misma hora.',
    'whose-door': 'Puede que sus sensores estén conectados a otra casilla.',
    'looked-into': 'El residente ha abierto la casilla desde entonces.',
  },
  where: (compartmentId, bankId) =>
    compartmentId === undefined ? `Consigna ${bankId}` : `Casilla ${compartmentId}, ${bankId}`,
  door: (compartmentId) => (compartmentId === undefined ? 'La casilla' : `Casilla ${compartmentId}`),
  screen: {
    'door-open': (door) => [`${door}: se está abriendo.`, 'Deposite el paquete y cierre la puerta.'],
    reopened: (door) => [`${door}: se abre de nuevo.`, 'Deposite el paquete y cierre la puerta.'],
    'deposit-verified': () => ['Paquete detectado. Gracias.', 'Se avisa al destinatario.'],
    'no-parcel': () => ['No se detecta ningún paquete.', 'Abra de nuevo y deposite el paquete.'],
    checking: () => ['Comprobando la casilla.', 'Un momento, por favor.'],
    'confirm-deposit': () => ['Los sensores no ven ningún paquete.', '¿Está en la casilla?'],
    'confirm-other-door': (_door, { other = '?' }) => [
      'No se detecta ningún paquete.',
      `¿Está en la casilla ${other}?`,
    ],
    'deposit-vouched': () => ['Depósito anotado. Gracias.', 'Se avisa al destinatario.'],
    'deposit-cancelled': () => ['El depósito queda anulado.'],
    'pickup-open': (door) => [`${door}: se está abriendo.`, 'Retire todo y cierre la puerta.'],
    collected: (_door, { isUnsure }) => [isUnsure ? 'Gracias por mirar.' : 'Todo retirado. Gracias.'],
    'left-behind': () => ['Todavía queda algo en la casilla.', 'Abra de nuevo y mire otra vez.'],
    'left-behind-unclear': () => ['No vemos si la casilla está vacía.', 'Abra de nuevo y mire otra vez.'],
    'close-door': (door) => [`${door}: sigue abierta.`, 'Por favor, cierre la puerta.'],
    'door-stuck': (door) => [
      `${door}: no se ha abierto.`,
      'Su paquete sigue seguro dentro.',
      'Escriba de nuevo su clave, y empuje',
      'la puerta mientras suena el clic.',
    ],
    'try-other-door': (door) => [`${door}: no se ha abierto.`, 'Empiece de nuevo con otra casilla.'],
    'return-open': (door, { remaining }) => [
      `${door}: se está abriendo.`,
      'Llévese todo y cierre la puerta.',
      ...(remaining === undefined ? [] : [remaining > 0 ? `Quedan por recoger: ${remaining}.` : 'Es la última.']),
    ],
    returned: () => ['Todo recogido. Gracias.', 'Si quedan más, pida la siguiente.'],
    'not-taken': () => ['Todavía queda algo en la casilla.', 'Pídala de nuevo para recogerlo.'],
    'not-taken-unclear': (door) => ['No vemos si la casilla está vacía.', `${door}: queda como está.`],
    'return-stuck': (door) => [`${door}: no se ha abierto.`, 'Pida la siguiente, por favor.'],
    'not-understood': () => ['No se ha podido leer la petición.', 'Empiece de nuevo, por favor.'],
    'too-late': () => ['Ha pasado demasiado tiempo.', 'Empiece de nuevo, por favor.'],
    'unknown-courier': () => ['Esta clave de repartidor no vale aquí.', 'Compruébela e inténtelo de nuevo.'],
    'unknown-recipient': () => ['Aquí no consta ese destinatario.', 'Compruébelo e inténtelo de nuevo.'],
    'choose-recipient': () => ['Allí vive más de una persona.', 'Elija el destinatario.'],
    'already-placed': () => ['Este paquete ya está en una casilla.'],
    'bank-full': (_door, { nearby }) =>
      nearby === undefined
        ? ['No hay casillas libres de este tamaño.', 'Pruebe una más grande, o más tarde.']
        : ['Aquí no quedan de este tamaño.', 'La consigna libre más cercana es:', nearby],
    'on-battery': () => ['Sin entregas: no hay corriente.', 'Puede recoger paquetes.'],
    'door-taken': () => ['Esta casilla se acaba de ocupar.', 'Empiece de nuevo, por favor.'],
    'unknown-code': () => ['Esta clave no abre nada aquí.', 'Compruébela e inténtelo de nuevo.'],
    wait: () => ['Demasiadas claves erróneas.', 'Espere un poco e inténtelo de nuevo.'],
    'already-open': (door) => [`${door}: acaba de abrirse.`, 'Busque la puerta abierta.'],
    'being-returned': () => ['Un repartidor recoge este paquete.', 'Pregúntele, está ante la casilla.'],
    'nothing-to-collect': () => ['Aquí no hay nada que recoger.', 'Gracias.'],
    'not-now': () => ['Ahora no es posible.', 'Empiece de nuevo, por favor.'],
    'may-not-vouch': () => ['Aquí no basta con confirmar.', 'Abra de nuevo y deposite el paquete.'],
    'no-such-door': () => ['Aquí no existe esa casilla.'],
    'implausible-door-cycle': () => ['Esta casilla necesita un técnico.'],
    'no-such-stay': () => ['Ese paquete no está en esta casilla.'],
    'not-in-this-version': () => ['Esta consigna aún no puede hacerlo.'],
    'keypad-locked': () => ['Demasiadas claves erróneas.', 'El teclado está bloqueado.', 'Llame al gestor.'],
    'opens-stopped': () => ['Ahora no se puede abrir nada.', 'Ya se ha dado aviso.', 'Vuelva más tarde.'],
    'holds-parcel': (door) => [`${door}: no está vacía.`],
  },
};

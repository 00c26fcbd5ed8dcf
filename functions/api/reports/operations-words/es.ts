import { numbersIn } from '../numbers.js';
import type { OperationsWords } from './words.js';

const locale = 'es-ES';
const numbers = numbersIn(locale, { day: 'd' });
const { number, count, form } = numbers;

/** Spanish. */
export const es: OperationsWords = {
  ...{ language: 'es', locale, numbers },
  title: (site) => `${site}: balance de las consignas`,
  made: ({ from, to, at, timeZone }) => `Del ${from} al ${to}. Elaborado el ${at}; las horas son las de ${timeZone}.`,
  cutShort: 'Hubo más de lo que lee un informe: pida un periodo más corto para verlo todo.',
  first: {
    stored: (parcels, banks) =>
      `${form(parcels, 'paquete depositado', 'paquetes depositados')}, en ${count(banks, 'consigna')}`,
    incidents: (incidents, open) =>
      `${form(incidents, 'incidencia', 'incidencias')}, ${number(open)} de ellas ${form(open, 'abierta', 'abiertas')}`,
    rate: 'de las ya decididas se cerraron a distancia',
    visits: (visits) => form(visits, 'visita pedida', 'visitas pedidas'),
    saved: 'de tiempo del personal ahorrado',
    spent: 'de tiempo del personal más que a mano',
  },
  parcels: {
    heading: 'Paquetes',
    none: 'No llegó ni se anunció ningún paquete.',
    columns: ['Depósitos', 'Paquetes'],
    verified: 'Vistos por los sensores al cerrarse la puerta',
    vouched: 'Por la palabra de alguien, pues ningún sensor podía decirlo',
    unsure: 'Nadie podía decir si estaba; se pidió al destinatario que mirara',
    notStored: 'Anunciados, en camino o anulados',
  },
  incidents: {
    heading: 'Qué falló, y cómo terminó',
    none: 'No hubo ninguna incidencia.',
    plot: {
      title: 'Incidencias por causa, y cómo terminaron',
      axis: 'incidencias',
      kinds: ['cerrada a distancia', 'con visita, o vista otra vez', 'terminada, sin decidir', 'abierta'],
    },
    all: 'Todas',
    withoutInherentVisits: 'Sin las que por su naturaleza piden una visita',
    columns: {
      ...{ cause: 'Causa', severity: 'Gravedad', incidents: 'Incidencias', open: 'Abiertas', undecided: 'Sin decidir' },
      ...{
        mendedRemotely: 'Cerradas a distancia',
        repeated: 'Vistas otra vez',
        repeatsAtWorkingDoors: 'La puerta funciona',
      },
      ...{ visits: 'Visitas', rate: 'Tasa', meanTime: 'Tiempo medio' },
    },
  },
  closed: {
    heading: 'Qué puso fin a las que se cerraron a distancia',
    none: 'No se cerró nada a distancia de forma definitiva.',
    columns: ['Qué le puso fin', 'Incidencias'],
    endings: {
      worked: 'La casilla volvió al servicio a prueba, y se vio que funcionaba',
      seenOver: 'Se vio que había terminado, tras intentar algo o avisar a alguien',
      done: 'La consigna respondió que estaba hecho',
      trialTime: 'Nadie usó la casilla hasta el fin de la prueba',
      untried: 'Terminó antes de intentar nada o avisar a nadie',
      explained: 'La explicaba otra incidencia',
      person: 'Lo dijo una persona',
    },
  },
  alarms: {
    heading: 'Falsas alarmas',
    none: 'No hubo ninguna alarma sobre un sensor.',
    raised: ({ raised, endedByThemselves, perBankAndMonth, budget }) =>
      `${count(raised, 'alarma')} sobre sensores. Falsas: ${number(endedByThemselves)} como máximo, que ${form(endedByThemselves, 'terminó', 'terminaron')} antes de intentar nada${perBankAndMonth === undefined ? '' : `, ${perBankAndMonth} por consigna y mes`}. El edificio admite ${budget}`,
    noneFalse: ({ raised, budget }) =>
      `${count(raised, 'alarma')} sobre sensores. Ninguna cuenta como falsa: ninguna terminó antes de intentar algo. El edificio admite ${budget} por consigna y mes`,
    kept: 'se cumple',
    exceeded: 'se supera',
  },
  staff: {
    heading: 'El tiempo de su personal',
    columns: ['Tiempo', 'Minutos'],
    byParcels: 'Paquetes que nadie tuvo que recibir, guardar y entregar',
    byVisitsSpared: 'Visitas evitadas',
    spentOnVisits: 'Visitas pedidas a pesar de todo',
    saved: 'Ahorrado',
    assumptions: ({ minutesPerParcelByHand, minutesPerVisit }) =>
      `Se cuentan ${minutesPerParcelByHand} minutos de personal por paquete a mano (una hora para 15 paquetes: National Apartment Association, 2015) y ${minutesPerVisit} minutos por visita a una consigna, lo cual es un supuesto.`,
  },
  method: {
    heading: 'Cómo se cuenta',
    paragraphs: [
      'Los paquetes son los que se anunciaron o llegaron en el periodo; las incidencias, las que empezaron en él.',
      'Una incidencia cuenta como cerrada a distancia si terminó sin visita y no se vio otra vez en 7 días. La tasa es la de todas las incidencias decididas: las que están abiertas, o terminaron hace menos de 7 días, figuran al lado. Algunos casos piden una visita por su naturaleza, como un objeto que hay que ir a buscar: la última línea va sin ellos.',
      'La puerta funciona: se dejó abierta otra vez, pero funciona, de modo que cada vez fue cosa de quien la dejó así. Desde la primera vez se ha cerrado a tiempo tantas veces que una puerta que falla una vez de cada cinco solo lo lograría por azar en un caso de cien como mucho; ninguna incidencia habló de su cerradura, pestillo o contacto, y no se pidió a nadie que fuera. Cuenta igualmente como vista otra vez, y ninguna tasa la deja fuera.',
    ],
  },
};

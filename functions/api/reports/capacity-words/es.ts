import { numbersIn } from '../numbers.js';
import type { CapacityWords } from './words.js';

const locale = 'es-ES';
const numbers = numbersIn(locale, { day: 'd' });
const { number, count, duration, form } = numbers;

const lockers = (n: number): string => count(n, 'casilla');
const parcelsOf = (n: number): string => count(n, 'paquete');

/** Spanish. */
export const es: CapacityWords = {
  ...{ language: 'es', locale, numbers },
  title: (site) => `${site}: ¿hay bastantes casillas?`,
  made: ({ from, to, at, timeZone }) => `Del ${from} al ${to}. Elaborado el ${at}; las horas son las de ${timeZone}.`,
  cutShort: 'Hubo más de lo que lee un informe: pida un periodo más corto para verlo todo.',
  first: {
    stored: (doors) => `paquetes depositados, en ${lockers(doors)}`,
    rate: 'paquetes por casilla y día',
    half: 'hasta que se va la mitad de los paquetes',
    neverFull: 'en los que un tamaño no tuvo ninguna casilla libre',
    longestFull: (size, bankId) => `sin casillas ${size} libres en ${bankId}, lo más largo`,
    overdue: 'paquetes fuera de plazo ahora',
  },
  change: {
    heading: 'Qué cambiar',
    tooLittle: 'Aún se sabe muy poco: hace falta una semana, y paquetes que hayan llegado y salido.',
    enough: (bankId) => `${bankId}: según lo contado, no hace falta cambiar ninguna casilla.`,
    add: (bankId, doors, size) => `${bankId}: añadir ${count(doors, `casilla ${size}`, `casillas ${size}`)}.`,
    spare: (bankId, doors, size) =>
      `${bankId}: ${count(doors, `casilla ${size} podría quitarse, o ser de otro tamaño`, `casillas ${size} podrían quitarse, o ser de otro tamaño`)}.`,
    why: ({ parcels, perDay, dwellMs, load }) =>
      `${parcelsOf(perDay)} al día para ese tamaño (${number(parcels)} en total), que estuvieron ${duration(dwellMs)} de media: ${number(load)} a la vez.`,
    spareBecause: (needed, doors) =>
      `Incluso al ritmo más alto compatible con lo contado, bastan ${needed} de las ${doors}.`,
    noSuchDoor: (needed, most) =>
      `No hay ninguna casilla de ese tamaño; con ${needed}, eso no pasaría del ${most} del tiempo.`,
    full: ({ doors, share, needed, most }) =>
      `Las ${doors} están todas ocupadas el ${share} del tiempo; con ${needed}, eso no pasaría del ${most}.`,
    inLarger: (parcels) => `${parcelsOf(parcels)} ${form(parcels, 'se dejó', 'se dejaron')} en casillas más grandes.`,
  },
  days: {
    heading: 'Lo llena que estuvo',
    none: 'No llegó ni hubo aquí ningún paquete.',
    stored: { title: 'Paquetes depositados cada día', label: 'Paquetes depositados' },
    taken: { title: 'Máximo de casillas ocupadas a la vez, cada día', label: 'Máximo de casillas ocupadas a la vez' },
    day: 'Día',
    allDoors: (doors) => (doors === 1 ? lockers(doors) : `las ${lockers(doors)}`),
  },
  sizes: {
    heading: 'Las casillas, tamaño por tamaño',
    noBank: 'El edificio aún no tiene ninguna consigna.',
    noDoors: 'Aún no tiene casillas.',
    doors: (doors, outOfUse) =>
      `${lockers(doors)}${outOfUse > 0 ? `, ${number(outOfUse)} de ellas fuera de uso ahora` : ''}`,
    nothingStored: 'no se depositó nada',
    stored: (parcels) => `${parcelsOf(parcels)} ${form(parcels, 'depositado', 'depositados')}`,
    perDoorAndDay: (rate) => `${rate} por casilla y día`,
    both: (doors, stored) => `${doors}; ${stored}.`,
    plotTitle: (bankId) => `Casillas de ${bankId}, por tamaño`,
    plot: {
      axis: 'casillas',
      doors: 'casillas que hay',
      taken: 'ocupadas de media',
      most: 'máximo ocupado a la vez',
      needed: 'casillas necesarias, con el margen que queda abierto',
      row: ({ label, doors, taken, most, needed }) =>
        `${label}: ${lockers(doors)}, ${number(taken)} ${form(taken, 'ocupada', 'ocupadas')} de media, ${number(most)} como máximo${needed === undefined ? '' : `, ${number(needed)} ${form(needed, 'necesaria', 'necesarias')}`}`,
    },
    size: (size) => `tamaño ${size}`,
    all: 'todos',
    columns: [
      ...(['Tamaño', 'Casillas', 'Paquetes', 'En casilla mayor', 'Ocupadas de media', 'Máximo a la vez'] as const),
      ...(['Todas ocupadas', 'Parte del tiempo', 'Previsión de esa parte', 'Casillas necesarias'] as const),
    ],
  },
  dwell: {
    heading: 'Cuánto tiempo están los paquetes',
    none: 'Aquí no hubo ningún paquete.',
    onlyLying: (parcels) => `${parcelsOf(parcels)} ${form(parcels, 'sigue aquí', 'siguen aquí')}.`,
    ended: ({ ended, lying, mean }) =>
      `${parcelsOf(ended)} ${form(ended, 'llegó y salió', 'llegaron y salieron')}, ${count(lying, 'sigue aquí', 'siguen aquí')}. Un paquete está ${mean} de media.`,
    endsUnknown: (parcels) => `De ${parcelsOf(parcels)} no se conservó cuándo ${form(parcels, 'salió', 'salieron')}.`,
    plot: {
      title: 'Paquetes según el tiempo que estuvieron',
      yLabel: 'Paquetes que llegaron y salieron',
      xLabel: 'Horas en la casilla',
      andMore: (hours) => `${hours} y más`,
    },
    columns: ['De todos los paquetes', 'han salido en'],
    notKnown: 'aún no se sabe',
  },
  cleanOut: {
    heading: 'Qué retirar',
    none: 'No hay nada fuera de plazo.',
    overdue: (parcels) =>
      `${parcelsOf(parcels)} ${form(parcels, 'está', 'están')} fuera del plazo que fija el edificio, primero los más antiguos:`,
    notShown: (parcels) => `${number(parcels)} más no se ${form(parcels, 'muestra', 'muestran')}.`,
    columns: ['Consigna', 'Casilla', 'Tamaño', 'Paquete', 'Depositado', 'Está desde hace'],
  },
  method: {
    heading: 'Cómo se calcula',
    paragraphs: (fullShareMax) => [
      'Una casilla está ocupada desde que se da a un repartidor hasta que su paquete se recoge, se devuelve o se da por perdido. Los paquetes que siguen aquí cuentan como «al menos ese tiempo» (Kaplan y Meier, 1958).',
      `La previsión es la de paquetes que llegan al azar y están cada uno el tiempo que le es propio: cuántos hay a la vez sigue una ley de Poisson, cuya media son los paquetes al día por los días que está cada uno (M/G/∞; Little, 1961). Con las casillas necesarias, las de un tamaño no están todas ocupadas más del ${fullShareMax} del tiempo. Un recuento de paquetes deja un margen (95 % a cada lado; Garwood, 1936): solo hay que añadir casillas si su ritmo más bajo pide más, y solo sobran al más alto.`,
      'Lo que la previsión no sabe: los repartidores que no encontraron casilla no dejaron rastro, así que una consigna que estuvo llena a menudo necesita más casillas de las que aquí se dicen; los repartidores traen muchos paquetes a la vez, así que las horas punta están más llenas que la media; y un paquete pequeño puede dejarse en una casilla más grande, así que las grandes ayudan también a los pequeños, a su precio. Las casillas fuera de uso cuentan como libres.',
    ],
  },
};

import type { sensors as rows } from '../../sensors.js';
import type { SectionTexts } from '../texts.js';

/** Spanish. */
export const sensors: SectionTexts<typeof rows> = {
  'sensor-stuck': {
    meaning: 'Un sensor se repite: está congelado.',
    seen: 'Todas sus muestras son exactamente iguales, y también todo lo demás que dice.',
    system:
      'Su palabra ya no cuenta: deciden los otros sensores de la casilla, o se pregunta a las personas. Mira de nuevo y después se reinicia, y al final también su controlador.',
    person: 'Un técnico lo cambia si los reinicios no han servido.',
  },
  'sensor-drift': {
    meaning: 'Lo que un sensor dice de la casilla vacía se ha desplazado: por polvo, edad o calor.',
    seen: 'Sus valores de la casilla vacía con certeza se siguen, y se han apartado de lo esperado.',
    system:
      'Los veredictos comparan el después con el antes, así que entretanto son correctos. El sensor se recalibra, pero solo cuando su casilla está vacía con certeza.',
    person: 'Un técnico lo limpia, lo monta de nuevo o lo cambia si vuelve a derivar.',
  },
  'sensor-noisy': {
    meaning: 'Los valores de un sensor se dispersan más que cuando era nuevo.',
    seen: 'La dispersión de sus lecturas se compara con la de su puesta en marcha.',
    system:
      'Los veredictos toman más muestras y le dan menos peso. Se reinicia. Si el ruido sigue durante días y la casilla aún distingue su objeto más pequeño, ese ruido pasa a ser el suyo.',
    person: 'Un técnico lo cambia si la casilla ya no distingue su objeto más pequeño.',
  },
  'sensor-silent': {
    meaning: 'Un sensor no dice nada mientras su consigna está bien.',
    seen: 'Faltan sus lecturas, tanto en las periódicas como en los ciclos de puerta. Una consigna desconectada es otra incidencia.',
    system:
      'Deciden los otros sensores de la casilla, o se pregunta a las personas. El sensor se reinicia, y al final también su controlador.',
    person: 'Un técnico revisa su cable y lo cambia.',
  },
  'sensor-spiky': {
    meaning: 'Algunos valores sueltos quedan muy lejos, más a menudo que en un sensor de su clase.',
    seen: 'La parte de las muestras que el filtro descarta se compara con la de su clase.',
    system:
      'Los picos sueltos se filtran y no deciden nada. El sensor recibe menos peso, se reinicia y se observa un tiempo. Si sigue habiendo tantos, y la casilla distingue igual su objeto más pequeño, se toman por suyos.',
    person: 'Un técnico busca la causa si hay cada vez más, o demasiados para distinguir el objeto más pequeño.',
  },
  'sensor-blind': {
    meaning: 'Un sensor responde pero no ve: sol, un espejo, polvo o vaho.',
    seen: 'Sus muestras traen un estado de error, demasiada luz ambiente o valores al final de su escala.',
    system:
      'Esas muestras no se usan. El que da errores se reinicia, y se le da tiempo hasta que la luz cambie. Al que deslumbra una luz fuerte se le cree de nuevo en cuanto ve; su caso acaba tras dos días sin ella.',
    person: 'Alguien lo limpia. Una visera lo protege de un sol que vuelve durante semanas.',
  },
  'sensor-swapped': {
    meaning: 'El sensor de una casilla está conectado a otra.',
    seen: 'Los ciclos de una puerta mueven el sensor de otra casilla, y no el suyo.',
    system: 'La casilla queda retenida hasta que se comprueba, y se avisa a un técnico.',
    person: 'Un técnico corrige el cableado y comprueba las dos casillas.',
  },
  creep: {
    meaning: 'Una célula de carga cede despacio bajo un peso constante.',
    seen: 'El peso de un paquete que nadie toca cambia unos gramos.',
    system: 'Los veredictos comparan el después con el antes de cada ciclo de puerta, y nunca usan un peso tal cual.',
    person: 'No va nadie.',
  },
  'sensor-untared': {
    meaning: 'El cero de un sensor es falso: una casilla vacía no se lee como vacía.',
    seen: 'Sus valores de la casilla vacía con certeza quedan fuera de lo que su clase puede dar ahí.',
    system: 'Se recalibra, pero solo cuando su casilla está vacía con certeza.',
    person: 'Un técnico ajusta su cero, o lo cambia, si eso no dura.',
  },
};

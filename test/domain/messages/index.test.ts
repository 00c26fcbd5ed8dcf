import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { septets } from '../../../domain/messages/gsm7.js';
import {
  languageTags,
  messages,
  render as renderIn,
  type MessageName,
  type MessageParams,
} from '../../../domain/messages/index.js';
import { spoken } from './spoken.js';

const render = (name: MessageName, tag: string, given: MessageParams) => renderIn(name, spoken(tag), given);

const params = { siteName: 'Maple Court', compartmentId: 'A07', code: '12345678' };
const names = Object.keys(messages) as MessageName[];

describe('the table of messages', () => {
  test('reminders would rather not come than come twice; all else would rather come twice', () => {
    const atMostOnce = names.filter((name) => messages[name].prefers === 'at-most-once');
    expect(atMostOnce).toEqual(['reminder', 'parcel-overdue', 'resident-unreachable', 'space-needed']);
  });
  test('the courier is told of an empty or doubtful deposit and of a door that needs them, by SMS only, and of nothing else', () => {
    const toCouriers = names.filter((name) => messages[name].to === 'courier');
    expect(toCouriers).toEqual(['deposit-found-empty', 'door-needs-you', 'deposit-unclear']);
    expect(toCouriers.map((name) => messages[name].channels)).toEqual([['sms'], ['sms'], ['sms']]);
  });
});

describe('the languages', () => {
  const english = (name: MessageName) => render(name, 'en', params);
  test('are English, French and Spanish', () => {
    expect(languageTags).toEqual(['en', 'fr', 'es']);
  });
  test.each(['fr', 'es'])('%s says each message in words of its own', (language) => {
    for (const name of names) {
      expect(render(name, language, params).body).not.toBe(english(name).body);
      expect(render(name, language, params).subject).not.toBe(english(name).subject);
    }
    const bodies = names.map((name) => render(name, language, params).body);
    expect(new Set(bodies).size).toBe(names.length);
  });
  test.each<[string, MessageName, object, string]>([
    [
      'fr',
      'parcel-stored',
      {},
      'Votre colis vous attend dans le casier A07, Maple Court. Votre code : 12345678. Saisissez-le à la consigne pour ouvrir.',
    ],
    [
      'fr-CA',
      'reminder',
      { step: 1 },
      'Rappel : votre colis attend dans le casier A07, Maple Court. Votre code : 12345678.',
    ],
    [
      'fr',
      'reminder',
      { step: 2 },
      'Rappel 2 : votre colis attend dans le casier A07, Maple Court. Votre code : 12345678.',
    ],
    [
      'es',
      'parcel-overdue',
      {},
      'Su paquete (casilla A07, Maple Court) ha superado el plazo y puede ser devuelto. Retire el paquete hoy. Clave: 12345678.',
    ],
    [
      'ES',
      'parcel-left-behind',
      { evidence: 'present' },
      'Queda algo en la casilla A07, Maple Court. Por favor, retire todo. La clave 12345678 abre de nuevo la puerta.',
    ],
    [
      'es',
      'deposit-found-empty',
      {},
      'No se detecta el paquete. Abra de nuevo y deposite el paquete. Casilla A07, Maple Court.',
    ],
  ])('in %s, %s %j', (language, name, more, body) => {
    expect(render(name, language, { ...params, ...more }).body).toBe(body);
  });
});

describe('a manager', () => {
  const told = (language: string, resident?: { name: string; unit: string }) =>
    render('resident-unreachable', language, { siteName: 'Maple Court', compartmentId: 'A07', resident }).body;
  test('is told who cannot be reached, and where the parcel is', () => {
    expect(told('en', { name: 'Ada Byron', unit: '12B' })).toBe(
      'No message reaches Ada Byron (unit 12B) about the parcel in door A07 at Maple Court. Please tell them.',
    );
    expect(told('fr', { name: 'Ada Byron', unit: '12B' })).toBe(
      'Impossible de joindre Ada Byron (appt 12B) : colis, casier A07, Maple Court. Merci de prévenir.',
    );
    expect(told('es', { name: 'Ada Byron', unit: '12B' })).toBe(
      'No podemos avisar a Ada Byron (piso 12B): paquete en la casilla A07, Maple Court. Por favor, avise.',
    );
  });
  test('is told the unit of a resident whose name has other letters, and no code', () => {
    expect(told('en', { name: '👩🏽‍🚀✨', unit: '12B' })).toContain('the resident of unit 12B');
    expect(told('fr', { name: 'דוד', unit: '12B' })).toContain("l'occupant de l'appt 12B");
    expect(told('es', { name: 'Дарья', unit: '١٢' })).toContain('la persona destinataria');
    expect(told('en')).toContain('the resident about');
    expect(told('en')).not.toMatch(/\d{8}/);
  });
});

describe('the words', () => {
  test.each<[MessageName, object, string, string]>([
    [
      'parcel-stored',
      {},
      'Your parcel is at Maple Court',
      'Your parcel is in door A07 at Maple Court. Your code is 12345678. Enter it at the locker to open the door.',
    ],
    [
      'code-reissued',
      {},
      'A new code for your parcel at Maple Court',
      'The new code for your parcel in door A07 at Maple Court is 12345678. The code sent before no longer works.',
    ],
    [
      'parcel-left-behind',
      { evidence: 'present' },
      'Please look again into your door at Maple Court',
      'There is still something in door A07 at Maple Court. Please take it out. Code 12345678 opens the door again.',
    ],
    [
      'parcel-left-behind',
      { evidence: 'unclear' },
      'Please look again into your door at Maple Court',
      'We could not see if door A07 at Maple Court is empty. Please look again. Code 12345678 opens the door.',
    ],
    [
      'deposit-found-empty',
      {},
      'No parcel detected',
      'No parcel detected. Please re-open and deposit. Door A07, Maple Court.',
    ],
    [
      'reminder',
      { step: 1 },
      'Reminder: your parcel at Maple Court',
      'Reminder: your parcel is waiting in door A07 at Maple Court. Your code is 12345678.',
    ],
    [
      'reminder',
      { step: 3 },
      'Reminder: your parcel at Maple Court',
      'Reminder 3: your parcel is waiting in door A07 at Maple Court. Your code is 12345678.',
    ],
    [
      'parcel-overdue',
      {},
      'Your parcel at Maple Court is overdue',
      'Your parcel in door A07 at Maple Court is overdue and may be sent back. Please collect it today. Your code is 12345678.',
    ],
    [
      'parcel-returned',
      {},
      'Your parcel at Maple Court has gone back',
      'Your parcel in door A07 at Maple Court has gone back with the carrier. Its code no longer works.',
    ],
    [
      'space-needed',
      {},
      'The lockers at Maple Court are full',
      'The lockers at Maple Court are full. Please collect your parcel from door A07 today. Your code is 12345678.',
    ],
  ])('%s %j', (name, more, subject, body) => {
    expect(render(name, 'en', { ...params, ...more })).toEqual({ subject, body });
  });
  test('of a door that something is wrong with nobody is sent a code', () => {
    expect(render('door-trouble', 'en', params).body).toBe(
      'Something is wrong with door A07 at Maple Court, where your parcel is. We are looking into it.',
    );
    expect(render('door-needs-you', 'fr', params).body).toBe(
      "Un souci avec le casier A07, Maple Court. Si vous passez devant, merci de vérifier qu'il est bien fermé.",
    );
    expect(render('door-needs-you', 'es', params).body).toBe(
      'Hay un problema con la casilla A07, Maple Court. Si pasa por delante, compruebe que queda bien cerrada.',
    );
  });
  test('nothing seen is not said to be something left: without evidence it is unclear', () => {
    expect(render('parcel-left-behind', 'en', params)).toEqual(
      render('parcel-left-behind', 'en', { ...params, evidence: 'unclear' }),
    );
  });
  test('the courier needs no code for a door that is open to the courier anyway', () => {
    const { body } = render('deposit-found-empty', 'en', { siteName: 'Maple Court', compartmentId: 'A07' });
    expect(body).toBe('No parcel detected. Please re-open and deposit. Door A07, Maple Court.');
  });
  test.each([undefined, '', '1234567', '123456789', '1234567x'])('a resident is never sent the code %j', (code) => {
    expect(() => render('parcel-stored', 'en', { ...params, code })).toThrow(/code of eight digits/);
  });
  test.each(['en', 'en-GB', 'EN', 'xx', '', '__proto__', 'constructor'])(
    'in language %j it is said in English',
    (tag) => {
      expect(render('parcel-stored', tag, params).subject).toBe('Your parcel is at Maple Court');
    },
  );
});

describe('every message', () => {
  const longest = {
    siteName: 'M'.repeat(60),
    compartmentId: 'A1234567',
    code: '88888888',
    step: 8,
    resident: { name: 'W'.repeat(60), unit: 'U'.repeat(16) },
  };
  const every = languageTags.flatMap((language) =>
    names.flatMap((name) => (['present', 'unclear'] as const).map((evidence) => [language, name, evidence] as const)),
  );

  test.each(every)('in %s, %s (%s) fits one SMS part with the longest names', (language, name, evidence) => {
    const { subject, body } = render(name, language, { ...longest, evidence });
    expect(body).toContain('M'.repeat(40));
    expect(body).toContain('A1234567');
    if (name === 'resident-unreachable') expect(body).toMatch(/W{20} .*U{16}/);
    expect(septets(body)).toBeLessThanOrEqual(160);
    expect(subject.length).toBeLessThan(100);
  });
  test.each(every)('in %s, %s (%s) is whole with names that it cannot write', (language, name, evidence) => {
    for (const strange of ['🏢🏡', 'بناية السلام', 'מגדל', '', '\u202eevil', 'x'.repeat(500), '{}[]~^|€'.repeat(9)]) {
      const given = { ...longest, evidence, siteName: strange, resident: { name: strange, unit: strange } };
      const { subject, body } = render(name, language, given);
      expect(septets(body)).toBeLessThanOrEqual(160);
      expect(body).not.toMatch(/\?\?|undefined| {2}|\( *\)/);
      expect(subject).toMatch(/^[A-Z][ -~]{1,98}$/);
    }
  });
  test('fits, whatever the site is called, and shows the code in the body alone', () => {
    const language = fc.constantFrom(...languageTags);
    const anyName = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(fc.constantFrom(...names), language, anyName, (name, language, siteName) => {
        const given = { ...longest, siteName, resident: { name: siteName, unit: siteName }, code: '90817263' };
        const { subject, body } = render(name, language, given);
        expect(septets(body)).toBeLessThanOrEqual(160);
        expect(subject).toMatch(/^[A-Z][ -~]{1,98}$/);
        expect(subject).not.toContain('90817263');
        const isCodeless = [
          ...['parcel-returned', 'door-trouble', 'parcel-not-seen', 'something-left'],
          ...['delivery-unclear', 'door-left-open'],
        ].includes(name);
        expect(body.includes('90817263')).toBe(messages[name].to === 'resident' && !isCodeless);
      }),
    );
  });
  test('has a subject under 100 characters even where one letter becomes two', () => {
    const { subject } = render('parcel-left-behind', 'en', { ...params, siteName: 'Æ'.repeat(40) });
    expect(subject).toMatch(/^Please look again into your door at (AE)+A?$/);
    expect(subject).toHaveLength(99);
  });
});

import { describe, expect, it } from 'vitest';
import { alertText } from '../../../domain/messages/alerts.js';
import { Case } from '../incident/case.js';
import { spoken } from './spoken.js';
import type { Language } from '../../../domain/messages/language.js';

const { incident } = Case.in('resolving');
const told = (language: Language, alert: 'step' | 'visit' | 'over', bring: readonly string[] = []) =>
  alertText(incident, { language, texts: spoken(language), siteName: 'Rosewood Court', alert, bring });

describe('an alert', () => {
  it('says what is wrong, where, and which incident it is', () => {
    expect(told('en', 'step')).toEqual({
      subject: 'P2: Door will not open',
      body: 'P2: Door will not open. Door A01, bank-1, Rosewood Court. Please look at incident abcdefghijklmnop-1.',
    });
    expect(told('en', 'over').body).toBe(
      'Over: Door will not open. Door A01, bank-1, Rosewood Court. Incident abcdefghijklmnop-1.',
    );
  });

  it('of a visit says what to bring, where there is something to bring', () => {
    expect(told('en', 'visit', ['lock', 'tools']).body).toBe(
      'P2: Door will not open. Door A01, bank-1, Rosewood Court. A visit is needed; bring: lock, tools. Incident abcdefghijklmnop-1.',
    );
    expect(told('en', 'visit').body).toContain('A visit is needed. Incident');
  });

  it('of what is not known to be so says why, as it was last seen, in each language; what is over is not in doubt', () => {
    const seen = (what: 'incident-raised' | 'incident-seen', doubt?: string) => ({
      ...{ what, atMs: 0, detail: doubt === undefined ? undefined : { doubt } },
    });
    const body = (language: Language, doubts: (string | undefined)[], alert: 'step' | 'visit' | 'over' = 'step') => {
      const rows = doubts.map((doubt, i) => seen(i === 0 ? 'incident-raised' : 'incident-seen', doubt));
      const doubted = { ...incident, timeline: { rows, omitted: 0 } };
      return alertText(doubted, { language, texts: spoken(language), siteName: 'Rosewood Court', alert }).body;
    };
    expect(body('en', ['one-sensor'])).toBe(
      'P2: Door will not open. One sensor alone says so. Door A01, bank-1, Rosewood Court. Please look at incident abcdefghijklmnop-1.',
    );
    expect(body('en', ['one-sensor', 'whose-door'], 'visit')).toContain(
      '. Its sensors may be wired to another door. Door',
    );
    expect(body('en', ['one-sensor', undefined])).toContain('Door will not open. Door A01');
    expect(body('en', ['together'], 'over')).toContain('Door will not open. Door A01');
    expect(body('fr', ['one-sensor'])).toContain('. Un seul capteur le dit. Casier A01');
    expect(body('es', ['together'])).toContain(
      '. Los sensores de otra casilla se movieron en la misma hora. Casilla A01',
    );
  });

  it('of what its resident has looked into says that, and no more that one sensor alone says so', () => {
    const detail = { doubt: 'one-sensor', lookedInto: 'resident' };
    const timeline = { rows: [{ what: 'incident-seen' as const, atMs: 0, detail }], omitted: 0 };
    const body = (language: Language) =>
      alertText(
        { ...incident, timeline },
        { language, texts: spoken(language), siteName: 'Rosewood Court', alert: 'step' },
      ).body;
    expect(body('en')).toBe(
      'P2: Door will not open. Its resident has opened the door since. Door A01, bank-1, Rosewood Court. Please look at incident abcdefghijklmnop-1.',
    );
    expect(body('fr')).toContain('. Le résident a ouvert le casier depuis. Casier A01');
    expect(body('es')).toContain('. El residente ha abierto la casilla desde entonces. Casilla A01');
  });

  it('is in the language of its site, its subject in ASCII', () => {
    expect(told('fr', 'step').body).toMatch(/^P2 : .* Casier A01, bank-1, Rosewood Court\. Merci/);
    expect(told('es', 'visit', ['lock']).body).toMatch(/Casilla A01, .*Se necesita una visita; llevar: lock\./);
    for (const language of ['en', 'fr', 'es'] as const) expect(told(language, 'step').subject).toMatch(/^[ -~]{5,99}$/);
  });

  it('of a bank names the bank, and of a site whose name cannot be written none', () => {
    const ofBank = { ...incident, place: { bankId: incident.place.bankId } };
    const { body } = alertText(ofBank, { language: 'en', texts: spoken('en'), siteName: '東京', alert: 'step' });
    expect(body).toBe(
      'P2: Door will not open. Bank bank-1, the parcel locker. Please look at incident abcdefghijklmnop-1.',
    );
  });
});

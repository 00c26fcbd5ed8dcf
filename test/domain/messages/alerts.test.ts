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

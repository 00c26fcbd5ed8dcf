import { describe, expect, it } from 'vitest';
import { explainedAt, explanationsOf, mayBeExplained } from '../../../domain/incident/explained.js';
import type { Incident } from '../../../domain/incident/incident.js';
import type { Finding } from '../../../domain/incident/finding.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import { Case } from './case.js';

const bankId = 'bank-1' as BankId;
const door = { bankId, compartmentId: 'A01' as CompartmentId };
const finding = (cause: Finding['cause'], change: Partial<Finding> = {}): Finding => ({
  ...{ cause, place: door, status: 'standing', key: 'k', occurredAtMs: 1, ...change },
});

describe('a door that opens without a command', () => {
  it('is explained by its switch, its magnet, its wires and a start of its bank', () => {
    expect(explanationsOf(finding('opened-without-command'))).toEqual([
      { cause: 'door-flapping', place: door },
      { cause: 'magnet-off', place: door },
      { cause: 'opens-at-boot', place: { bankId } },
      { cause: 'wrong-door-opened', place: door },
    ]);
    expect(explainedAt(finding('door-flapping'))).toEqual([{ cause: 'opened-without-command', place: door }]);
  });

  it('is explained by nothing where a parcel is gone, nor is its end, nor any other cause', () => {
    expect(explanationsOf(finding('opened-without-command', { detail: { parcel: 'missing' } }))).toEqual([]);
    expect(explanationsOf(finding('opened-without-command', { status: 'over' }))).toEqual([]);
    expect(explanationsOf(finding('ghost'))).toEqual([]);
    expect(explainedAt(finding('door-flapping', { status: 'over' }))).toEqual([]);
    expect(explainedAt(finding('wont-open'))).toEqual([]);
  });
});

it('a door that stands ajar over a parcel is not explained by its switch that flaps, before and after', () => {
  const detail = { parcel: 'exposed' };
  const explanations = explanationsOf(finding('opened-without-command', { detail })).map(({ cause }) => cause);
  expect(explanations).toEqual(['magnet-off', 'opens-at-boot', 'wrong-door-opened']);
  const seen = (given: typeof detail | undefined): Incident => ({
    ...Case.in('resolving').incident,
    timeline: { rows: [{ what: 'incident-raised', atMs: 0, detail: given }], omitted: 0 },
  });
  expect(mayBeExplained(seen(detail), 'door-flapping')).toBe(false);
  expect(mayBeExplained(seen(detail), 'magnet-off')).toBe(true);
  expect(mayBeExplained(seen(undefined), 'door-flapping')).toBe(true);
});

describe('a door that does not open', () => {
  const under = { doorCycle: 2, under: 'A05' };

  it('is explained by its switch that is stuck: it opens, and nobody hears of it', () => {
    expect(explanationsOf(finding('wont-open'))).toEqual([{ cause: 'door-switch-stuck', place: door }]);
    expect(explainedAt(finding('door-switch-stuck'))).toEqual([{ cause: 'wont-open', place: door }]);
  });

  it('is explained by the one that opens in its stead', () => {
    const other = { bankId, compartmentId: 'A05' as CompartmentId };
    expect(explainedAt(finding('wrong-door-opened', { detail: under }))).toEqual([
      { cause: 'opened-without-command', place: door },
      { cause: 'magnet-off', place: door },
      { cause: 'wont-open', place: other },
    ]);
    expect(explainedAt(finding('wrong-compartment', { detail: under }))).toEqual([{ cause: 'phantom', place: door }]);
  });
});

it('a magnet that came off explains a door that is said to stand ajar', () => {
  expect(explanationsOf(finding('door-ajar'))).toEqual([{ cause: 'magnet-off', place: door }]);
  expect(explainedAt(finding('magnet-off'))).toEqual([
    { cause: 'opened-without-command', place: door },
    { cause: 'door-ajar', place: door },
  ]);
});

it('a magnet is not what keeps a door open that sprang open at a start, or in the stead of another', () => {
  expect(explanationsOf(finding('magnet-off'))).toEqual([
    { cause: 'opens-at-boot', place: { bankId } },
    { cause: 'wrong-door-opened', place: door },
  ]);
});

it('a drift explains that the same sensor, and no other, ends far from its zero', () => {
  const place = { ...door, sensor: 'floor' };
  expect(explanationsOf(finding('sensor-untared', { place }))).toEqual([{ cause: 'sensor-drift', place }]);
});

describe('sensors that are wired to another door', () => {
  const swapped = finding('sensor-swapped', { place: { ...door, sensor: 'floor' } });

  it('explain what they said of their own, which is at the door and not at the sensor', () => {
    expect(explainedAt(swapped)).toEqual([
      { cause: 'ghost', place: door },
      { cause: 'phantom', place: door },
    ]);
  });

  it.each([
    ['whose-door', true],
    ['together', true],
    ['one-sensor', false],
    [undefined, false],
  ])('with the doubt %s: %s', (doubt, expected) => {
    const timeline = { rows: [{ what: 'incident-raised' as const, atMs: 0, detail: doubt && { doubt } }], omitted: 0 };
    const ghost = { ...Case.in('resolving').incident, cause: 'ghost' as const, timeline } as Incident;
    expect(mayBeExplained(ghost, 'sensor-swapped')).toBe(expected);
    expect(mayBeExplained(ghost, 'wrong-compartment')).toBe(true);
    expect(mayBeExplained({ ...ghost, isParcelGone: true }, 'sensor-swapped')).toBe(false);
    expect(mayBeExplained({ ...ghost, state: 'closed' }, 'sensor-swapped')).toBe(false);
  });
});

it('mains that failed explain that their bank is away', () => {
  expect(explanationsOf(finding('bank-offline', { place: { bankId } }))).toEqual([
    { cause: 'power-lost', place: { bankId } },
  ]);
});

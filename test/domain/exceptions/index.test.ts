import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { causes, type Cause } from '../../../domain/exceptions/cause.js';
import { situationOf, situations } from '../../../domain/exceptions/index.js';
import { inherentVisitsWhere, isVisitInherent } from '../../../domain/exceptions/inherent-visits.js';
import { items } from '../../../domain/exceptions/item.js';
import type { Playbook, Step } from '../../../domain/exceptions/playbook.js';
import { remoteActions } from '../../../domain/exceptions/remote-actions.js';
import { settledBy } from '../../../domain/exceptions/settled-by.js';
import { sections, type Situation } from '../../../domain/exceptions/situation.js';

const rows = Object.values(situations);
const withPlaybook = rows.filter((row): row is Situation & { playbook: Playbook } => row.playbook !== undefined);
const steps = withPlaybook.flatMap(({ playbook, ...row }) => playbook.steps.map((step) => ({ ...row, step })));
const minutes = (n: number) => n * 60_000;
const days = (n: number) => minutes(n * 24 * 60);
const namesOf = (rows: readonly Situation[]): Cause[] => rows.map(({ cause }) => cause);
const spanOf = ({ withinMs, tries = 1 }: Step): number => withinMs * tries;
const totalMs = (steps: readonly Step[]): number => steps.reduce((sum, step) => sum + spanOf(step), 0);

describe('the catalogue', () => {
  it('has the 74 situations that were studied, by their numbers, and what was found since', () => {
    const numbersIn = sections.map((section) => [
      section,
      rows.flatMap((row) => (row.section === section ? row.number : [])).sort((a, b) => a - b),
    ]);
    const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
    expect(Object.fromEntries(numbersIn)).toEqual({
      deposit: from(1, 15),
      'doors-and-locks': from(16, 24),
      contents: from(25, 37),
      'time-and-people': [...from(38, 50), 76],
      sensors: [...from(51, 58), 75],
      system: from(59, 74),
    });
  });

  it('numbers causes as they are listed, and knows each by its name', () => {
    for (const [i, cause] of causes.entries()) {
      expect([situationOf(cause).cause, situationOf(cause).number]).toEqual([cause, i + 1]);
    }
    expect(rows).toHaveLength(causes.length);
  });

  it('claims to see by software what telemetry shows, and nothing else', () => {
    expect(namesOf(rows.filter(({ detectableBy }) => detectableBy === 'software'))).toEqual([
      ...['wrong-compartment', 'door-ajar', 'latch-bounce'],
      ...['wont-open', 'opened-without-command', 'wrong-door-opened', 'door-switch-stuck', 'magnet-off'],
      ...['door-flapping', 'lock-wear', 'opens-at-boot'],
      ...['phantom', 'ghost', 'left-behind', 'foreign-object', 'thin-item'],
      ...['code-guessing', 'mass-open', 'messages-capped'],
      ...['sensor-stuck', 'sensor-drift', 'sensor-noisy', 'sensor-silent', 'sensor-spiky', 'sensor-blind'],
      ...['sensor-swapped', 'sensor-untared'],
      ...['bank-offline', 'command-unknown', 'power-lost', 'brown-out', 'boot-loop', 'firmware-update'],
      ...['clock-skew', 'config-drift'],
    ]);
  });

  it('says what is not of this version, what no part is fitted for, and what only people see', () => {
    const by = (detection: Situation['detectableBy']) =>
      namesOf(rows.filter(({ detectableBy }) => detectableBy === detection));
    expect(by('notInVersion1')).toEqual([
      ...['several-parcels', 'courier-code-shared', 'partial-pickup', 'return-left', 'cloud-down'],
      ...['pms-sync', 'webhook-failing'],
    ]);
    expect(by('hardware not fitted')).toEqual(['fire-alarm', 'temperature', 'camera-offline', 'ups-battery']);
    expect(by('people')).toEqual([
      ...['wrong-resident', 'damaged-parcel', 'disputed', 'wrong-occupant', 'dangerous-goods'],
      ...['moved-out', 'code-stolen'],
    ]);
  });
});

describe('what is settled in the flow', () => {
  const settled = rows.flatMap(({ cause }) => settledBy[cause]?.map((by) => ({ cause, by })) ?? []);
  const named = (kind: string) =>
    settled.flatMap(({ cause, by }) => (by.startsWith(`${kind}:`) ? { cause, name: by.slice(kind.length + 1) } : []));

  it('names what settles it, and nothing else does', () => {
    const inTheFlow = rows.filter(({ detectableBy }) => detectableBy === 'settled-in-the-flow');
    expect(namesOf(inTheFlow).sort()).toEqual(Object.keys(settledBy).sort());
    expect(settled.length).toBeGreaterThan(30);
  });

  it.each(named('file'))('$cause: the file $name is there', ({ name }) => {
    expect(existsSync(name)).toBe(true);
  });

  it.each(named('cause'))('$cause: the software sees $name', ({ name }) => {
    expect(situationOf(name as Cause).detectableBy).toBe('software');
  });
});

describe('a playbook', () => {
  it('tries something before a visit wherever the software sees the cause', () => {
    const bySoftware = withPlaybook.filter(({ detectableBy }) => detectableBy === 'software');
    expect(bySoftware.filter(({ playbook }) => playbook.steps.length === 0)).toEqual([]);
  });

  it('gives every step the two minutes that schedules need at least, and no more than a week', () => {
    const timed = steps.filter(({ step }) => step.withinMs !== 0);
    expect(timed.filter(({ step }) => step.withinMs < minutes(2) || step.withinMs > days(7))).toEqual([]);
  });

  it('waits for nothing only where a bank has nothing to answer: a door is held, somebody is told', () => {
    const untimed = steps.filter(({ step }) => step.withinMs === 0);
    expect([...new Set(untimed.map(({ step }) => step.action.do))].sort()).toEqual(['hold-door', 'tell']);
    expect(steps.filter(({ step }) => step.action.do === 'hold-door' && step.withinMs !== 0)).toEqual([]);
  });

  it('tries nothing more than three times, or five where a try is one of a visit’s, and names no two steps alike', () => {
    const most = ({ trial }: Step): number => (trial && trial.sameWithinMs > 0 ? 5 : 3);
    expect(steps.filter(({ step }) => (step.tries ?? 1) < 1 || (step.tries ?? 1) > most(step))).toEqual([]);
    for (const { cause, playbook } of withPlaybook) {
      const names = playbook.steps.map(({ name }) => name);
      expect([cause, new Set(names).size]).toEqual([cause, names.length]);
    }
  });

  it.each([
    ['P1', 0],
    ['P2', days(1)],
    ['P3', days(7)],
  ] as const)('of %s reaches a person within %d ms', (severity, withinMs) => {
    const late = withPlaybook.filter((row) => {
      const first = row.playbook.steps.findIndex(({ action }) => action.do === 'tell');
      const before = first < 0 ? row.playbook.steps : row.playbook.steps.slice(0, first);
      return row.severity === severity && totalMs(before) > withinMs;
    });
    expect(namesOf(late)).toEqual([]);
  });

  it('of a door that stands open ends half an hour after its opening, of which the bank tells after a minute', () => {
    const { playbook } = situationOf('door-ajar');
    expect(minutes(1) + totalMs(playbook?.steps ?? [])).toBe(minutes(30));
  });

  it('of a bank that is offline tells at once who is on site and who is not', () => {
    const [manager, technician] = situationOf('bank-offline').playbook?.steps ?? [];
    expect([manager?.withinMs, manager?.action]).toEqual([0, { do: 'tell', whom: 'manager' }]);
    expect(technician?.action).toEqual({ do: 'tell', whom: 'technician' });
  });

  it.each(['sensor-stuck', 'sensor-silent'] as const)(
    'of %s replaces the sensor after two restarts in vain, each seen by the next hourly scan, and one of its bus',
    (cause) => {
      const [restart, ofBus] = situationOf(cause).playbook?.steps.slice(-2) ?? [];
      expect(ofBus?.action).toEqual({ do: 'command', command: 'restart', fields: { what: 'controller' } });
      expect(restart?.action).toEqual({ do: 'command', command: 'restart', fields: { what: 'sensor' } });
      expect(restart?.tries).toBe(2);
      expect(restart?.withinMs).toBeGreaterThan(minutes(60));
    },
  );

  const commands = steps.flatMap(({ step: { action, ...step }, ...row }) =>
    action.do === 'command' ? { ...row, step, action } : [],
  );

  it('never opens a door, and shows nothing on a screen', () => {
    const used = new Set<string>(commands.map(({ action }) => action.command));
    expect([...used].sort()).toEqual([
      'pulse-lock',
      'recalibrate',
      'resend',
      'restart',
      'sample',
      'self-test',
      'set-debounce',
    ]);
  });

  it('commands nothing that a person could not try as well', () => {
    expect(commands.filter(({ action, cause }) => !remoteActions[cause]?.includes(action.command))).toEqual([]);
  });

  it('takes the bank’s word for a lock that it has seen move, and for nothing else', () => {
    const trusting = commands.filter(({ step }) => step.success === 'done');
    expect(new Set(trusting.map(({ cause, action }) => `${cause} ${action.command}`))).toEqual(
      new Set(['wont-open pulse-lock', 'latch-bounce pulse-lock']),
    );
    // And of none of them for good: its door is on trial for a week of visits.
    expect(trusting.filter(({ step }) => (step.trial?.forMs ?? 0) < days(7))).toEqual([]);
    expect(steps.filter(({ step }) => step.trial && step.success !== 'done')).toEqual([]);
    expect(steps.filter(({ step }) => step.success === 'done' && step.action.do !== 'command')).toEqual([]);
  });

  it('sends to a door or sensor only where the incident names one', () => {
    const needs: Record<string, Situation['scope'][]> = {
      'pulse-lock': ['door'],
      'pulse-lock long': ['door'],
      sample: ['door', 'sensor'],
      recalibrate: ['sensor'],
      resend: ['door'],
      'restart sensor': ['sensor'],
      'restart lock-rail': ['door', 'bank'],
      'restart controller': ['bank', 'door', 'sensor'], // It names none: sensors and switches hang on it.
      'self-test': ['door', 'sensor', 'bank'],
      'set-debounce 1000': ['door'],
    };
    const misplaced = commands.filter(({ action: { command, fields }, scope }) => {
      const name = [command, ...Object.values(fields ?? {})].join(' ');
      return !needs[name]?.includes(scope);
    });
    expect(misplaced.map(({ cause, step }) => `${cause} ${step.name}`)).toEqual([]);
    const held = steps.filter(({ step, scope }) => step.action.do === 'hold-door' && scope === 'bank');
    expect(held).toEqual([]);
  });

  it('restarts nothing where a start opens doors, and asks rather than sends again where the outcome is unknown', () => {
    const of = (cause: Cause) => commands.flatMap((row) => (row.cause === cause ? row.action.command : []));
    expect(of('opens-at-boot')).toEqual([]);
    expect(of('command-unknown')).toEqual(['resend']);
  });
});

describe('a visit', () => {
  it('says what to bring, each once', () => {
    for (const { cause, playbook } of withPlaybook) {
      if (playbook.visit === 'never') continue;
      const { bring } = playbook.visit;
      expect([cause, bring.length > 0, new Set(bring).size]).toEqual([cause, true, bring.length]);
    }
  });

  it('is never asked for where a person decides from afar', () => {
    expect(namesOf(withPlaybook.filter(({ playbook }) => playbook.visit === 'never'))).toEqual([
      ...['wrong-compartment', 'wrong-resident', 'thin-item', 'damaged-parcel', 'disputed', 'wrong-occupant'],
      ...['code-guessing', 'code-stolen', 'messages-capped', 'command-unknown'],
    ]);
  });

  it('belongs by nature to what must be fetched, replaced or verified at the bank, and is asked for there', () => {
    const inherent = rows.filter(({ cause }) => isVisitInherent(cause));
    expect(namesOf(inherent)).toEqual([
      ...['wrong-door-opened', 'door-switch-stuck', 'magnet-off', 'lock-wear', 'fire-alarm'],
      ...['foreign-object', 'dangerous-goods', 'sensor-swapped', 'ups-battery'],
    ]);
    expect(inherent.filter(({ playbook }) => !playbook || playbook.visit === 'never')).toEqual([]);
  });

  it('belongs by nature to cases of a cause that is else mended from afar: a parcel that is gone, an object whose owner nobody knows, a lens that is covered, a wire', () => {
    expect(inherentVisitsWhere).toEqual({
      'opened-without-command': { parcel: 'missing' },
      phantom: { owner: 'unknown' },
      'sensor-blind': { why: 'covered' },
      'door-flapping': { why: 'wiring' },
    });
    const inherent = rows.filter(({ cause }) => inherentVisitsWhere[cause]);
    expect(inherent.filter(({ cause, playbook }) => isVisitInherent(cause) || playbook?.visit === 'never')).toEqual([]);
  });

  it('needs every thing that can be brought for some cause', () => {
    const brought = withPlaybook.flatMap(({ playbook: { visit } }) => (visit === 'never' ? [] : visit.bring));
    expect(items.filter((item) => !brought.includes(item))).toEqual([]);
  });
});

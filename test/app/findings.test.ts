import { expect, it } from 'vitest';
import { tellFindings } from '../../app/findings.js';
import type { Ports } from '../../app/ports.js';
import type { Cause } from '../../domain/exceptions/cause.js';
import { incidentIdOf, type CompartmentId } from '../../domain/ids.js';
import type { Finding } from '../../domain/incident/finding.js';
import { bankId, House } from './house.js';

const place = { bankId, compartmentId: 'A02' as CompartmentId };
const found = (house: House, change: Partial<Finding>): Finding => ({
  ...{
    cause: 'phantom',
    place,
    status: 'standing',
    key: 'scan-3-17',
    occurredAtMs: house.nowMs,
    detail: { doorCycle: 4 },
  },
  ...change,
});
const idOf = (house: House, cause: Cause) =>
  house.ports.incidents.all().flatMap(({ incident }) => (incident.cause === cause ? [incidentIdOf(incident)] : []))[0];
const states = (house: House) =>
  house.ports.incidents.all().map(({ incident: { cause, state } }) => `${cause} ${state}`);

it('what detectors find raises incidents, in its order: what is now seen to be another ends the first', async () => {
  const house = await House.open();
  await tellFindings(house.ports, [found(house, {})]);
  house.nowMs += 3_600_000;
  const over = found(house, { status: 'over', key: 'scan-3-18' });
  await tellFindings(house.ports, [over, found(house, { cause: 'door-switch-stuck', key: 'scan-3-18' })]);
  expect(states(house)).toEqual(['phantom resolved-remotely', 'door-switch-stuck resolving']);
});

it('is counted with its place and the cycle that was seen, and without what a message said', async () => {
  const house = await House.open();
  await tellFindings(house.ports, [found(house, { detail: { doorCycle: 4, what: 'free words' } })]);
  expect(house.ports.counters.details['finding']).toEqual({
    ...{ cause: 'phantom', status: 'standing', key: 'scan-3-17', bankId, compartmentId: 'A02', doorCycle: 4 },
  });
});

it('that could not be said is said by the retry: the same again is once', async () => {
  const house = await House.open();
  const findings = [found(house, {}), found(house, { cause: 'door-flapping' })];
  let calls = 0;
  const { incidents } = house.ports;
  const commit: typeof incidents.commit = (one) =>
    ++calls === 2 ? Promise.reject(new Error('the world failed')) : incidents.commit(one);
  const ports: Ports = { ...house.ports, incidents: { ...incidents, commit } };
  await expect(tellFindings(ports, findings)).rejects.toThrow('the world failed');
  await tellFindings(house.ports, findings);
  expect(house.ports.incidents.all().map(({ incident }) => [incident.cause, incident.sightings])).toEqual([
    ['phantom', 1],
    ['door-flapping', 1],
  ]);
});

it('ends what it explains, but never a case in which a parcel went, however soon that came after the first sighting', async () => {
  const opened = { cause: 'opened-without-command', detail: { event: 'opened-without-command' } } as const;
  const flaps = { cause: 'door-flapping', key: 'scan-3-18' } as const;
  for (const [detail, state] of [
    [opened.detail, 'resolved-remotely'],
    [{ ...opened.detail, parcel: 'missing' }, 'resolving'],
  ] as const) {
    const house = await House.open();
    await tellFindings(house.ports, [found(house, { ...opened, key: 'A02-x-1' })]);
    house.nowMs += 60_000;
    await tellFindings(house.ports, [found(house, { ...opened, key: 'A02-x-2', detail })]);
    house.nowMs += 3_600_000;
    await tellFindings(house.ports, [found(house, { ...opened, key: 'A02-x-3' }), found(house, flaps)]);
    expect(states(house).sort()).toEqual(['door-flapping resolving', `opened-without-command ${state}`]);
  }
});

it('ends what it explains each time, by whatever first case of its own, and that says by which', async () => {
  const house = await House.open();
  const opened = { cause: 'opened-without-command' } as const;
  for (const cause of ['door-flapping', 'magnet-off'] as const) {
    await tellFindings(house.ports, [found(house, { ...opened, key: `opened-${cause}` })]);
    await tellFindings(house.ports, [found(house, { cause, key: `${cause}-stands` })]);
    house.nowMs += 3_600_000;
    await tellFindings(house.ports, [found(house, { cause, key: `${cause}-over`, status: 'over' })]);
  }
  const ended = house.ports.incidents
    .all()
    .flatMap(({ incident: { cause, n, resolution } }) => (cause === opened.cause ? [{ n, ...resolution }] : []));
  expect(ended).toMatchObject([
    { n: 1, how: 'remotely', by: 'explained', explainedBy: idOf(house, 'door-flapping') },
    { n: 2, how: 'remotely', by: 'explained', explainedBy: idOf(house, 'magnet-off') },
  ]);
});

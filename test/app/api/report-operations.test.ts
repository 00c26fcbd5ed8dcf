import { describe, expect, it } from 'vitest';
import { reportOperations } from '../../../app/api/report-operations.js';
import type { Page } from '../../../app/ports.js';
import { incidentIdOf, type SiteId } from '../../../domain/ids.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { defaultPolicy } from '../../../domain/policy.js';

const dayMs = 86_400_000;
const period = { fromMs: 10 * dayMs, toMs: 20 * dayMs };
const site = { id: 'rosewood' as SiteId, policy: defaultPolicy };

const incident = (state: Incident['state'], day: number): Incident =>
  ({
    ...{
      cause: 'wont-open',
      place: { bankId: 'bank-1' },
      state,
      raisedAtMs: day * dayMs,
      acts: [],
      position: { step: 0, tries: 1 },
    },
    ...(state === 'closed' && { resolution: { how: 'remotely', by: 'done', atMs: day * dayMs + 1 } }),
  }) as unknown as Incident;

const nothing = async <Item>(): Promise<Page<Item>> => ({ items: [] });

/** A list of incidents as its store gives it, page by page; and how many were asked for. */
function listOf(...pages: Incident[][]) {
  const asked: (string | undefined)[] = [];
  const list = async (_site: SiteId, { cursor }: { cursor?: string | undefined }): Promise<Page<Incident>> => {
    asked.push(cursor);
    const at = Number(cursor ?? 0);
    return { items: pages[at] ?? [], cursor: at + 1 < pages.length ? String(at + 1) : undefined };
  };
  return { list, asked };
}

const reportOn = (list: ReturnType<typeof listOf>['list']) =>
  reportOperations(
    { parcels: { list: nothing }, incidents: { list }, registry: { banks: { list: nothing } } } as never,
    site,
    period,
  );

describe('incidents in the operations report', () => {
  it('are those of the period, also past a page of open ones that are older than it', async () => {
    const { list } = listOf([incident('resolving', 1), incident('resolving', 2)], [incident('closed', 15)]);
    const { incidents, isCutShort } = await reportOn(list);
    expect(incidents.all).toMatchObject({ incidents: 1, mendedRemotely: 1 });
    expect(isCutShort).toBe(false);
  });

  it('are read no further than to the first that ended and is older', async () => {
    const { list, asked } = listOf([incident('closed', 15), incident('closed', 9)], [incident('closed', 8)]);
    const { incidents } = await reportOn(list);
    expect(incidents.all).toMatchObject({ incidents: 1 });
    expect(asked).toEqual([undefined]);
  });

  it('are read on past one that was raised as the period began, which is in it', async () => {
    const { list } = listOf([incident('closed', 10)], [incident('closed', 10)]);
    expect((await reportOn(list)).incidents.all).toMatchObject({ incidents: 2 });
  });

  it('share the fate of what they were put down to, though that was raised after the period: its visit is not of it', async () => {
    const gone = { ...incident('dispatched', 21), slot: 'boot', n: 1, visit: { askedAtMs: 0, bring: [] } } as Incident;
    const jam = incident('closed', 19);
    const resolution = { ...jam.resolution!, by: 'explained', explainedBy: incidentIdOf(gone) } as const;
    const { list } = listOf([gone], [{ ...jam, slot: 'jam', n: 1, resolution }]);
    const { all } = (await reportOn(list)).incidents;
    expect(all).toMatchObject({ incidents: 1, decided: 1, mendedRemotely: 0, visits: 0 });
  });
});

describe('the operations report', () => {
  const endless = async <Item>(): Promise<Page<Item>> => ({ items: [], cursor: 'more' });

  it.each(['parcels', 'incidents'] as const)('says so where it has not read all %s of the period', async (list) => {
    const { isCutShort } = await reportOperations(
      {
        ...{ parcels: { list: nothing }, incidents: { list: nothing }, registry: { banks: { list: nothing } } },
        [list]: { list: endless },
      } as never,
      site,
      period,
    );
    expect(isCutShort).toBe(true);
  });
});

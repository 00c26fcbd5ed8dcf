import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { snsSiteTopics } from '../../adapters/channels/site-topics.js';
import { memoryAlerts } from '../../adapters/memory/alerts.js';
import type { Alert, Alerts } from '../../app/ports.js';
import type { IncidentId, SiteId } from '../../domain/ids.js';
import { createOutbox, type Delivery } from '../../local/stand-ins/outbox.js';
import { ServiceError, type ServiceRequest } from '../../local/stand-ins/service.js';
import { snsService } from '../../local/stand-ins/sns-service.js';
import { Notifications } from '../../local/stand-ins/sns.js';
import { atEnd, inMemory, PLACE, startHarness } from '../stand-ins/harness.js';

interface Opened {
  alerts: Alerts;
  /** To which site's topic what went out, under which event. */
  published: () => { siteId: string; body: string; subject: string | undefined; eventId: string | undefined }[];
}

async function openMemory(): Promise<Opened> {
  const alerts = memoryAlerts();
  const published = () => alerts.published.map(({ siteId, text, eventId }) => ({ siteId, ...text, eventId }));
  return { alerts, published };
}

async function openSns() {
  const { clock, mishaps, endpoint, client } = await startHarness();
  const outbox = createOutbox(inMemory<Delivery>());
  const topics = inMemory<{ arn: string }>();
  const kept = { topics, subscriptions: inMemory<never>() };
  const notifications = new Notifications({ ...PLACE, clock, mishaps, outbox, ...kept, confirmUrl: () => 'http://x' });
  const asked: URLSearchParams[] = [];
  const service = snsService(notifications);
  endpoint.register('sns', (request: ServiceRequest) => {
    asked.push(new URLSearchParams(request.body.toString()));
    return service(request);
  });
  const sns = new SNSClient({ ...client, maxAttempts: 1 });
  atEnd(() => sns.destroy());
  const arnPrefix = `arn:aws:sns:${PLACE.region}:${PLACE.accountId}:pigeonhole-dev-site-`;
  const alerts = snsSiteTopics({ lookUp: async () => sns, sendOnce: async () => sns, arnPrefix });
  const published = () =>
    outbox.all().map(({ to, body, subject, eventId }) => ({
      siteId: to.slice('pigeonhole-dev-site-'.length),
      ...{ body, subject, eventId },
    }));
  return { alerts, published, topics, asked, endpoint };
}

const alert = (change: Partial<Alert> = {}): Alert => ({
  siteId: 'site-1' as SiteId,
  incidentId: 'abcdefghijklmnop-1' as IncidentId,
  severity: 'P1',
  audience: 'technician',
  text: { subject: 'P1: Door forced open', body: 'P1: Door forced open. Door A07.' },
  eventId: 'abcdefghijklmnop-1#2-0',
  ...change,
});

describe.each([
  { name: 'memory', open: openMemory },
  { name: 'SNS', open: (): Promise<Opened> => openSns() },
])('alerts in $name', ({ open }) => {
  it('go to the topic of their site, with the event that they are for', async () => {
    const { alerts, published } = await open();
    await alerts.publish(alert());
    await alerts.publish(alert({ siteId: 'site-2' as SiteId }));
    const went = { body: 'P1: Door forced open. Door A07.', subject: 'P1: Door forced open' };
    expect(published()).toEqual([
      { siteId: 'site-1', ...went, eventId: 'abcdefghijklmnop-1#2-0' },
      { siteId: 'site-2', ...went, eventId: 'abcdefghijklmnop-1#2-0' },
    ]);
  });

  it('published twice tell twice: nothing deduplicates', async () => {
    const { alerts, published } = await open();
    await alerts.publish(alert());
    await alerts.publish(alert());
    expect(published()).toHaveLength(2);
  });
});

describe('a site topic in SNS', () => {
  it('is made when something is first published to it, and once', async () => {
    const { alerts, topics, asked } = await openSns();
    await alerts.publish(alert());
    await alerts.publish(alert());
    expect(topics.size).toBe(1);
    expect(asked.map((form) => form.get('Action'))).toEqual(['Publish', 'CreateTopic', 'Publish', 'Publish']);
  });

  it('can be read by severity and audience: subscriptions filter by these attributes', async () => {
    const { alerts, asked } = await openSns();
    await alerts.publish(alert({ audience: 'manager', severity: 'P2' }));
    const last = Object.fromEntries(asked.at(-1) ?? []);
    const names = Object.keys(last).filter((name) => name.endsWith('.Name'));
    const said = names.map((name) => [last[name], last[name.replace(/Name$/, 'Value.StringValue')]]);
    expect(Object.fromEntries(said)).toEqual({
      severity: 'P2',
      audience: 'manager',
      incidentId: 'abcdefghijklmnop-1',
      eventId: 'abcdefghijklmnop-1#2-0',
      kind: 'incident',
    });
  });

  it('that refuses throws, and makes no other', async () => {
    const { alerts, endpoint, topics } = await openSns();
    endpoint.register('sns', async () => {
      throw new ServiceError('AuthorizationError', 'no', 403);
    });
    await expect(alerts.publish(alert())).rejects.toThrow();
    expect(topics.size).toBe(0);
  });
});

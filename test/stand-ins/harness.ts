import { afterEach } from 'vitest';
import { openJournal } from '../../local/journal.js';
import { createMishaps, type Mishaps } from '../../local/mishaps.js';
import { Clock } from '../../local/stand-ins/clock.js';
import { startEndpoint, type Endpoint } from '../../local/stand-ins/endpoint.js';

export interface Harness {
  readonly clock: Clock;
  readonly mishaps: Mishaps;
  readonly endpoint: Endpoint;
  /** What the stand-ins said of failures. */
  readonly said: string[];
  /** For the constructor of an SDK client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
}

export const PLACE = { region: 'us-east-1', accountId: '000000000000' };
export const inMemory = <T>() => openJournal<T>(undefined, 'none');

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Closes something after the test. */
export function atEnd(close: () => unknown): void {
  closers.push(close);
}

/** A clock and an endpoint for the stand-in under test; both end with the test. */
export async function startHarness(): Promise<Harness> {
  const said: string[] = [];
  const log = (line: string) => void said.push(line);
  const clock = new Clock({ log });
  atEnd(() => clock.close());
  const endpoint = await startEndpoint({ clock, log });
  atEnd(() => endpoint.close());
  const client = {
    endpoint: endpoint.url,
    region: PLACE.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  return { clock, mishaps: createMishaps(1), endpoint, said, client };
}

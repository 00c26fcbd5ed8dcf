import { createServer, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { listenOnLoopback } from '../../local/stand-ins/http-server.js';
import { inFlight } from '../../local/stand-ins/in-flight.js';
import { atEnd } from './harness.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function start() {
  const taken: ServerResponse[] = [];
  const { listener, drain } = inFlight((message, response) => {
    message.resume();
    taken.push(response);
  });
  const { port, close } = await listenOnLoopback(createServer(listener), { port: 0 });
  atEnd(close);
  const ask = () =>
    new Promise<{ status: number | undefined; bytes: number }>((resolve, reject) => {
      request({ port, agent: false }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => (bytes += chunk.length));
        response.on('end', () => resolve({ status: response.statusCode, bytes }));
      })
        .on('error', reject)
        .end();
    });
  const untilTaken = async (count: number) => {
    while (taken.length < count) await pause(1);
  };
  let isDrained = false;
  const stop = () => drain(5_000).then(() => (isDrained = true));
  return { port, taken, ask, untilTaken, stop, isDrained: () => isDrained };
}

test('a stop waits until the last byte of what is being answered, and turns away what comes later', async () => {
  const { taken, ask, untilTaken, stop, isDrained } = await start();
  const early = ask();
  await untilTaken(1);
  const stopped = stop();
  expect(await ask()).toEqual({ status: 503, bytes: 0 });
  await pause(20);
  expect(isDrained()).toBe(false);
  taken[0]?.end('x'.repeat(300_000));
  await stopped;
  expect(await early).toEqual({ status: 200, bytes: 300_000 });
});

test('a stop waits for work whose caller has gone, and not for a request that never was whole', async () => {
  const { port, taken, untilTaken, stop, isDrained } = await start();
  const half = connect(port, '127.0.0.1');
  half.write('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\nhalf');
  const whole = connect(port, '127.0.0.1');
  whole.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await untilTaken(2);
  half.resetAndDestroy();
  whole.resetAndDestroy();
  await pause(20);
  const stopped = stop();
  await pause(20);
  expect(isDrained()).toBe(false);
  for (const response of taken) if (response.req.complete) response.end('late');
  await stopped;
  expect(isDrained()).toBe(true);
});

test('nothing under way is nothing to wait for', async () => {
  const { stop, isDrained } = await start();
  await stop();
  expect(isDrained()).toBe(true);
});

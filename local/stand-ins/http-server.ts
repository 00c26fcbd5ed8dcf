import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

export interface Listening {
  readonly port: number;
  /** Stops listening and drops every connection at once. */
  readonly close: () => Promise<void>;
}

/** A server whose port is known before what it answers with: what comes early waits until `serve` is called. */
export interface ListeningFor<T> extends Listening {
  readonly serve: (options: T) => void;
}

/** A promise and what fulfils it. */
export function later<T>(): { readonly promise: Promise<T>; readonly fulfil: (value: T) => void } {
  let fulfil!: (value: T) => void;
  const promise = new Promise<T>((resolve) => (fulfil = resolve));
  return { promise, fulfil };
}

/** Listens on 127.0.0.1 only. A taken port is an error that names the flag to choose another with. */
export async function listenOnLoopback(
  server: Server,
  { port, flag }: { port: number; flag?: string },
): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.setNoDelay(true); // Nagle's algorithm would add 40 ms to small answers.
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainTaken(error, port, flag)));
    server.listen({ host: '127.0.0.1', port }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/**
 * Reads a body whole, or says that it is over the limit. What is over is read and dropped, so that the sender gets its
 * answer and not a reset; a sender that goes on for eight times the limit is cut off.
 */
export async function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else if (bytes > 8 * maxBytes) break;
  }
  return bytes > maxBytes ? 'too-large' : Buffer.concat(chunks, bytes);
}

/** Says of a taken port which flag chooses another; any other error stays as it is. */
export function explainTaken(error: unknown, port: number, flag?: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!('code' in error) || error.code !== 'EADDRINUSE') return error;
  const advice = flag ? `: choose another with ${flag}` : '';
  return new Error(`port ${port} on 127.0.0.1 is taken${advice}`, { cause: error });
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceHandler } from '../../local/stand-ins/service.js';

export interface Served {
  readonly url: string;
  close(): void;
}

/** The plainest HTTP server around one handler. */
export async function serve(handler: ServiceHandler): Promise<Served> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const headers = request.headers as Record<string, string>;
      const { method = '' } = request;
      void handler({ method, path, query: new URLSearchParams(query), headers, body: Buffer.concat(chunks) }).then(
        (answer) => response.writeHead(answer.status, answer.headers).end(answer.body),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

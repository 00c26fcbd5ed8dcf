import type { AddressInfo, Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { CertificateAuthority } from './certificates.js';

export interface TlsListenerOptions {
  readonly port: number;
  readonly authority: CertificateAuthority;
  /** A connection whose certificate our authority signed, with the certificate's id. */
  readonly onDevice: (socket: TLSSocket, certificateId: string) => void;
  readonly onRefused: (reason: string) => void;
}

export interface TlsListener {
  readonly port: number;
  /** Ends every connection at once. */
  close(): void;
}

/** Mutual TLS on 127.0.0.1: a client without a certificate of our authority does not get through the handshake. */
export async function listenTls(options: TlsListenerOptions): Promise<TlsListener> {
  const { authority, onDevice, onRefused } = options;
  const server = createServer({
    key: authority.server.privateKeyPem,
    cert: authority.server.certificatePem,
    ca: authority.certificatePem,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    noDelay: true, // Nagle's algorithm makes 44 to 88 ms of a round trip of 0.13.
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // OpenSSL says in its own words why, and in the message where in its sources as well.
  server.on('tlsClientError', (error: Error & { reason?: string }) => onRefused(error.reason ?? error.message));
  server.on('secureConnection', (socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => undefined); // Until the broker listens itself, a reset must not end the process.
    const certificate = socket.getPeerX509Certificate();
    if (certificate) return onDevice(socket, certificate.fingerprint256.replaceAll(':', '').toLowerCase());
    onRefused('no certificate');
    socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

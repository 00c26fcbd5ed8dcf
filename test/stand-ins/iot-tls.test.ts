import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { openAuthority } from '../../local/stand-ins/certificates.js';
import { listenTls } from '../../local/stand-ins/iot-tls.js';
import { atEnd } from './harness.js';

test('a refused handshake is told with its reason, and not with where in OpenSSL that was found', async () => {
  const authority = await openAuthority();
  let onRefused: (reason: string) => void = () => undefined;
  const refused = new Promise<string>((resolve) => (onRefused = resolve));
  const listener = await listenTls({ port: 0, authority, onDevice: (socket) => socket.destroy(), onRefused });
  atEnd(() => listener.close());
  const stranger = connect({ port: listener.port, host: '127.0.0.1', ca: authority.certificatePem });
  stranger.on('error', () => undefined);
  atEnd(() => stranger.destroy());
  expect(await refused).toBe('peer did not return a certificate');
});

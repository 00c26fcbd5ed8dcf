import { createHash, createHmac } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

/**
 * SHA-256 as the SDK's signer asks for it: under a key an HMAC. The SDK's own brings one in JavaScript along, for engines that
 * have none: four kilobytes in each bundle.
 */
export class Sha256 implements Checksum {
  private hash: ReturnType<typeof createHash | typeof createHmac>;

  constructor(private readonly key?: SourceData) {
    this.hash = this.begun();
  }

  update(data: SourceData): void {
    this.hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    this.hash = this.begun();
  }

  private begun() {
    return this.key === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(this.key));
  }
}

function bytesOf(data: SourceData): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

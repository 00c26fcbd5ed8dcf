import { toHex, toUint8Array } from '@smithy/core/serde';
import {
  ALGORITHM_IDENTIFIER,
  AMZ_DATE_HEADER,
  AUTH_HEADER,
  createScope,
  getCanonicalHeaders,
  getPayloadHash,
  getSigningKey,
  prepareRequest,
  SHA256_HEADER,
  SignatureV4Base,
  TOKEN_HEADER,
} from '@smithy/signature-v4';
import type { AwsCredentialIdentity, HttpRequest } from '@smithy/types';
import { Sha256 } from './sha256.js';

/** Who signs, for which service where. */
interface Signing {
  credentials: AwsCredentialIdentity;
  region: string;
  service: string;
}

/**
 * Signs requests, by the SDK's parts. The SDK's own signer signs events, messages, strings and links as well, which no
 * operation of ours has: five kilobytes in each bundle.
 */
export class Signer extends SignatureV4Base {
  constructor(private readonly signing: Signing) {
    super({ ...signing, sha256: Sha256 });
  }

  async signRequest(asked: HttpRequest): Promise<HttpRequest> {
    const { credentials, region, service } = this.signing;
    const request = prepareRequest(asked);
    const { longDate, shortDate } = this.formatDate(new Date());
    const scope = createScope(shortDate, region, service);
    request.headers[AMZ_DATE_HEADER] = longDate;
    if (credentials.sessionToken) request.headers[TOKEN_HEADER] = credentials.sessionToken;
    const payloadHash = await getPayloadHash(request, Sha256);
    request.headers[SHA256_HEADER] = payloadHash;
    const headers = getCanonicalHeaders(request);
    const canonical = this.createCanonicalRequest(request, headers, payloadHash);
    const toSign = await this.createStringToSign(longDate, scope, canonical, ALGORITHM_IDENTIFIER);
    const hash = new Sha256(await getSigningKey(Sha256, credentials, shortDate, region, service));
    hash.update(toUint8Array(toSign));
    const signature = toHex(await hash.digest());
    request.headers[AUTH_HEADER] =
      `${ALGORITHM_IDENTIFIER} Credential=${credentials.accessKeyId}/${scope}, ` +
      `SignedHeaders=${this.getCanonicalHeaderList(headers)}, Signature=${signature}`;
    return request;
  }
}

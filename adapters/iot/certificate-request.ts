/**
 * What is wrong with a certificate signing request, in words for whoever sent it, or undefined. AWS IoT takes RSA keys of
 * 2,048 bits and more and keys on the NIST curves P-256, P-384 and P-521 (Developer Guide, "Create client certificates").
 */
export async function requestFault(csrPem: string): Promise<string | undefined> {
  if (csrPem.length > pemLengthMax) return `the certificate signing request is longer than ${pemLengthMax} characters`;
  const { Pkcs10CertificateRequest } = await import('@peculiar/x509');
  try {
    const request = new Pkcs10CertificateRequest(csrPem);
    const fault = keyFault(request.publicKey.algorithm as KeyAlgorithm);
    if (fault) return fault;
    return (await request.verify()) ? undefined : 'the certificate signing request is not signed by its own key';
  } catch {
    return 'the certificate signing request cannot be read: PKCS #10 in PEM is expected';
  }
}

/** A request with a key of 4,096 bits is 1.8 KB. */
const pemLengthMax = 8_192;

const curves = ['P-256', 'P-384', 'P-521'];

interface KeyAlgorithm {
  name: string;
  namedCurve?: string;
  modulusLength?: number;
}

function keyFault(algorithm: KeyAlgorithm): string | undefined {
  if (algorithm.name.startsWith('RSA')) {
    return (algorithm.modulusLength ?? 0) >= 2_048 ? undefined : 'an RSA key has 2,048 bits or more';
  }
  const isCurve = curves.includes(algorithm.namedCurve ?? '');
  return isCurve ? undefined : `the key is one of RSA or of the curves ${curves.join(', ')}`;
}

import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

interface Certified {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A device certificate of the run's own authority, whose keys lie in its data directory: real, but valid then and not now. */
export async function certificateOf(
  dataDir: string,
  commonName: string,
  { notBefore, notAfter }: { notBefore: Date; notAfter: Date },
): Promise<Certified> {
  const issuer = new x509.X509Certificate(readFileSync(path.join(dataDir, 'authority.pem'), 'utf8'));
  const [der] = x509.PemConverter.decode(readFileSync(path.join(dataDir, 'authority-key.pem'), 'utf8'));
  const signingKey = await webcrypto.subtle.importKey('pkcs8', der!, algorithm, false, ['sign']);
  return sign(commonName, { issuer: issuer.subject, signingKey, notBefore, notAfter });
}

/** The same of an authority that nobody here knows. */
export async function foreignCertificate(commonName: string): Promise<Certified> {
  const { privateKey: signingKey } = await newKeys();
  const [notBefore, notAfter] = [new Date('2020-01-01'), new Date('2049-12-31')];
  return sign(commonName, { issuer: 'CN=Somebody else', signingKey, notBefore, notAfter });
}

interface Signing {
  readonly issuer: string;
  readonly signingKey: webcrypto.CryptoKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

async function sign(commonName: string, signing: Signing): Promise<Certified> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    ...signing,
    subject: `CN=${commonName}`,
    publicKey: keys.publicKey,
    signingAlgorithm: algorithm,
    extensions: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
  });
  const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificatePem: certificate.toString('pem'), privateKeyPem: x509.PemConverter.encode(der, 'PRIVATE KEY') };
}

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

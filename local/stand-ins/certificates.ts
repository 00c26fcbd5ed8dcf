import * as x509 from '@peculiar/x509';
import { createPublicKey, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The certificate authority of one run, or of one data directory. */
export interface CertificateAuthority {
  /** What a device must trust. */
  readonly certificatePem: string;
  /** For 127.0.0.1, ::1 and localhost; made anew at every start. */
  readonly server: { readonly privateKeyPem: string; readonly certificatePem: string };
  /**
   * Signs a certificate signing request in PEM. As AWS IoT: EC P-256 or P-384, or RSA of 2,048 bits and more.
   * @throws Error when the request cannot be read, is not signed by its own key, or has another kind of key.
   */
  sign(csrPem: string): Promise<DeviceCertificate>;
}

export interface DeviceCertificate {
  /** SHA-256 of the certificate's DER in lower-case hexadecimal, which is what AWS IoT calls it by. */
  readonly certificateId: string;
  readonly certificatePem: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
// AWS IoT's own certificates end at this instant. The beginning lies back so far that no clock of a device is before it.
const VALID = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-12-31T23:59:59Z') };
const DAY_MS = 24 * 60 * 60 * 1000;

/** Reads the authority kept in `directory`, or makes one, and keeps it when there is a directory. */
export async function openAuthority(directory?: string): Promise<CertificateAuthority> {
  const root = (directory === undefined ? undefined : await keptRoot(directory)) ?? (await newRoot(directory));
  const server = await serverCertificate(root);
  const sign = (csrPem: string) => signRequest(root, csrPem);
  return { certificatePem: root.certificate.toString('pem'), server, sign };
}

/** A fresh EC P-256 key of a device, and the request for its certificate. The key never leaves the machine it is made on. */
export async function createDeviceKeyAndCsr(commonName: string): Promise<{ privateKeyPem: string; csrPem: string }> {
  const keys = await newKeys();
  const name = [{ CN: [commonName] }];
  const request = await x509.Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: ALGORITHM });
  return { privateKeyPem: await pemOf(keys.privateKey), csrPem: request.toString('pem') };
}

interface Root {
  readonly certificate: x509.X509Certificate;
  readonly privateKey: webcrypto.CryptoKey;
}

const KEY_FILE = 'authority-key.pem';
const CERTIFICATE_FILE = 'authority.pem';

async function keptRoot(directory: string): Promise<Root | undefined> {
  const keyFile = join(directory, KEY_FILE);
  const certificateFile = join(directory, CERTIFICATE_FILE);
  // The certificate is written last: without it, a first start was killed half-way, and nothing was signed yet.
  if (!existsSync(keyFile) || !existsSync(certificateFile)) return undefined;
  const [der] = x509.PemConverter.decode(readFileSync(keyFile, 'utf8'));
  if (!der) throw new Error(`${keyFile} holds no key: move it away to start anew`);
  const privateKey = await webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
  return { certificate: new x509.X509Certificate(readFileSync(certificateFile, 'utf8')), privateKey };
}

async function newRoot(directory: string | undefined): Promise<Root> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...VALID,
    name: 'CN=Pigeonhole local authority',
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  if (directory !== undefined) {
    mkdirSync(directory, { recursive: true });
    keep(join(directory, KEY_FILE), await pemOf(keys.privateKey));
    keep(join(directory, CERTIFICATE_FILE), certificate.toString('pem'));
  }
  return { certificate, privateKey: keys.privateKey };
}

/** Some TLS clients refuse a server whose certificate lives longer than 825 days, so it is short-lived and never kept. */
async function serverCertificate(root: Root): Promise<CertificateAuthority['server']> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + 800 * DAY_MS),
    subject: 'CN=localhost',
    issuer: root.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      ...(await leafExtensions(root, x509.ExtendedKeyUsage.serverAuth)),
    ],
  });
  return { privateKeyPem: await pemOf(keys.privateKey), certificatePem: certificate.toString('pem') };
}

async function signRequest(root: Root, csrPem: string): Promise<DeviceCertificate> {
  const request = parseRequest(csrPem);
  if (!(await request.verify())) throw new Error('the certificate signing request is not signed by its own key');
  checkKey(request);
  const certificate = await x509.X509CertificateGenerator.create({
    ...VALID,
    subject: request.subjectName.toString() || 'CN=AWS IoT Certificate',
    issuer: root.certificate.subject,
    publicKey: request.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: await leafExtensions(root, x509.ExtendedKeyUsage.clientAuth),
  });
  const thumbprint = Buffer.from(await certificate.getThumbprint('SHA-256'));
  return { certificateId: thumbprint.toString('hex'), certificatePem: certificate.toString('pem') };
}

function parseRequest(csrPem: string): x509.Pkcs10CertificateRequest {
  try {
    return new x509.Pkcs10CertificateRequest(csrPem);
  } catch (cause) {
    throw new Error('the certificate signing request is not PKCS #10 in PEM', { cause });
  }
}

function checkKey(request: x509.Pkcs10CertificateRequest): void {
  const key = createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' });
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const isKnownCurve = key.asymmetricKeyType === 'ec' && ['prime256v1', 'secp384r1'].includes(namedCurve);
  if (isKnownCurve || (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048)) return;
  throw new Error('the key must be EC P-256 or P-384, or RSA of at least 2,048 bits');
}

async function leafExtensions(root: Root, use: x509.ExtendedKeyUsage): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([use]),
    await x509.AuthorityKeyIdentifierExtension.create(root.certificate),
  ];
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function pemOf(privateKey: webcrypto.CryptoKey): Promise<string> {
  const der = await webcrypto.subtle.exportKey('pkcs8', privateKey);
  return x509.PemConverter.encode(der, 'PRIVATE KEY');
}

/** Written beside and renamed, so that a kill in the middle leaves no half file. */
function keep(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

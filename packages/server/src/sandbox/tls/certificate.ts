import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import * as der from './der.js';

/** A certificate and the key that belongs to it, both PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;

/** ECDSA on P-256 with SHA-256: what every client of the last ten years reads. */
const SIGNATURE = der.sequence(der.objectId('1.2.840.10045.4.3.2'));

/** IPv6 `::1` in bytes. */
const LOOPBACK_6 = Uint8Array.of(...Array<number>(15).fill(0), 1);

/**
 * Makes a certificate authority of its own key. It may only vouch for this machine: a name constraint keeps
 * it to `localhost`, 127.0.0.0/8 and ::1, so that whoever trusts it risks nothing else.
 *
 * @param now milliseconds since 1970; it is valid from a day before, for ten years.
 */
export function createAuthority(now: number): KeyAndCertificate {
  const name = `psakit sandbox ${randomBytes(4).toString('hex')}`;
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' });
  const extensions = [
    extension('2.5.29.19', der.sequence(der.yes(), der.integer(0)), 'critical'),
    // keyCertSign and cRLSign
    extension('2.5.29.15', der.bits(Uint8Array.of(0b0000_0110), 1), 'critical'),
    extension('2.5.29.14', der.octets(keyId(publicKey))),
    extension('2.5.29.30', der.sequence(der.wrapped(0, ...permitted())), 'critical'),
  ];
  const cert = certificate({
    issuer: name,
    subject: name,
    publicKey,
    from: now - DAY_MS,
    until: now + 3650 * DAY_MS,
    extensions,
    signingKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  return { key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

/**
 * Makes the certificate a server on this machine shows: for `localhost`, 127.0.0.1 and ::1.
 *
 * @param now milliseconds since 1970; it is valid from a day before, for a year.
 */
export function createLoopbackCertificate(authority: KeyAndCertificate, now: number): KeyAndCertificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' });
  const issuer = new X509Certificate(authority.cert);
  const issuerKey = issuer.publicKey.export({ type: 'spki', format: 'der' });
  const extensions = [
    extension('2.5.29.19', der.sequence(), 'critical'),
    // digitalSignature
    extension('2.5.29.15', der.bits(Uint8Array.of(0b1000_0000), 7), 'critical'),
    // serverAuth
    extension('2.5.29.37', der.sequence(der.objectId('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', der.sequence(...loopbackNames())),
    extension('2.5.29.14', der.octets(keyId(publicKey))),
    // Python 3.13 and later refuse a certificate that does not say which key signed it.
    extension('2.5.29.35', der.sequence(der.tagged(0, keyId(issuerKey)))),
  ];
  const cert = certificate({
    issuer: issuer.subject.replace(/^CN=/, ''),
    subject: 'localhost',
    publicKey,
    from: now - DAY_MS,
    until: now + 365 * DAY_MS,
    extensions,
    signingKey: authority.key,
  });
  return { key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

/** GeneralNames: 2 is a DNS name, 7 an address. */
function loopbackNames(): Buffer[] {
  return [
    der.tagged(2, Buffer.from('localhost')),
    der.tagged(7, Uint8Array.of(127, 0, 0, 1)),
    der.tagged(7, LOOPBACK_6),
  ];
}

/** GeneralSubtrees: an address is followed by its mask. */
function permitted(): Buffer[] {
  return [
    der.tagged(2, Buffer.from('localhost')),
    der.tagged(7, Uint8Array.of(127, 0, 0, 0, 255, 0, 0, 0)),
    der.tagged(7, Uint8Array.of(...LOOPBACK_6, ...Array<number>(16).fill(255))),
  ].map((name) => der.sequence(name));
}

/** What an RFC 5280 certificate says; validity in milliseconds since 1970. */
interface CertificateFacts {
  readonly issuer: string;
  readonly subject: string;
  /** SubjectPublicKeyInfo */
  readonly publicKey: Buffer;
  readonly from: number;
  readonly until: number;
  readonly extensions: readonly Buffer[];
  /** PEM */
  readonly signingKey: string;
}

function certificate(facts: CertificateFacts): string {
  // The first bit of a serial number is its sign; a leading zero byte would be one too many.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const signed = der.sequence(
    der.wrapped(0, der.integer(2)),
    der.integer(...serial),
    SIGNATURE,
    commonName(facts.issuer),
    der.sequence(der.time(facts.from), der.time(facts.until)),
    commonName(facts.subject),
    facts.publicKey,
    der.wrapped(3, der.sequence(...facts.extensions)),
  );
  const signature = sign('sha256', signed, createPrivateKey(facts.signingKey));
  const encoded = der.sequence(signed, SIGNATURE, der.bits(signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${encoded.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}

function commonName(text: string): Buffer {
  return der.sequence(der.setOf(der.sequence(der.objectId('2.5.4.3'), der.utf8(text))));
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  return der.sequence(der.objectId(id), ...(critical ? [der.yes()] : []), der.octets(value));
}

/** Any number that is the same for the same key will do. */
function keyId(publicKey: Buffer): Buffer {
  return createHash('sha256').update(publicKey).digest().subarray(0, 20);
}

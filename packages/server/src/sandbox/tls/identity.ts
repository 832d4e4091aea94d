import { randomBytes, X509Certificate } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PsaError } from 'psakit/core';
import { createAuthority, createLoopbackCertificate, type KeyAndCertificate } from './certificate.js';

/** What a server on this machine needs to speak https, and its clients to believe it. */
export interface TlsIdentity extends KeyAndCertificate {
  /** The certificate of the authority that signed it: `NODE_EXTRA_CA_CERTS`, `REQUESTS_CA_BUNDLE`, `curl --cacert`. */
  readonly caFile: string;
}

/** Authority and certificate as they are kept. */
interface Kept {
  readonly authority: KeyAndCertificate;
  readonly server: KeyAndCertificate;
}

/** A certificate that ends within this time is made anew, so that none ends while it serves. */
const RENEW_MS = 30 * 86_400_000;

/**
 * The certificate of this machine for `localhost`, 127.0.0.1 and ::1, with the authority that signed it. Both
 * are made once, kept in the folder for this user only (mode 0600) and used until a month before they end;
 * then the authority, which clients trust, stays as long as it can.
 *
 * @param now milliseconds since 1970, of the real clock: it is what clients go by.
 * @throws PsaError `STORAGE` when the folder cannot be written.
 */
export function openTlsIdentity(folder: string, now: number): TlsIdentity {
  const place = resolve(folder);
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    const file = join(place, 'identity.json');
    const found = readKept(file);
    const kept =
      found && lasts(found.server, now) && lasts(found.authority, now) ? found : renew(file, found, now);
    const caFile = join(place, 'ca.pem');
    if (readText(caFile) !== kept.authority.cert) writeWhole(caFile, kept.authority.cert);
    return { ...kept.server, caFile };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!/^E[A-Z]+$/.test(code)) throw error;
    throw new PsaError({
      code: 'STORAGE',
      message: `The certificate of the sandbox cannot be kept in ${place} (${code}).`,
      hint: 'Make the folder writable for this user, or name another.',
      cause: error,
    });
  }
}

function renew(file: string, found: Kept | undefined, now: number): Kept {
  const authority = found && lasts(found.authority, now) ? found.authority : createAuthority(now);
  const made: Kept = { authority, server: createLoopbackCertificate(authority, now) };
  const text = JSON.stringify(made, undefined, 1);
  if (found || readText(file) !== undefined) {
    writeWhole(file, text);
    return made;
  }
  // Of two that start at once, both use what the first one made.
  const unfinished = unfinishedName(file);
  writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(unfinished, file);
    return made;
  } catch (error) {
    const first = readKept(file);
    if (!first) throw error;
    return first;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** What is kept, if it is what this file writes and nobody broke it. */
function readKept(file: string): Kept | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    const { authority, server } = JSON.parse(text) as Kept;
    const issuer = new X509Certificate(authority.cert);
    const certificate = new X509Certificate(server.cert);
    if (!certificate.verify(issuer.publicKey) || certificate.checkIP('127.0.0.1') === undefined)
      return undefined;
    chmodSync(file, 0o600);
    return { authority, server };
  } catch {
    return undefined;
  }
}

function lasts({ cert }: KeyAndCertificate, now: number): boolean {
  const { validFrom, validTo } = new X509Certificate(cert);
  return Date.parse(validFrom) <= now && Date.parse(validTo) > now + RENEW_MS;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Nobody ever reads half of it. */
function writeWhole(file: string, text: string): void {
  const unfinished = unfinishedName(file);
  writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, file);
}

function unfinishedName(file: string): string {
  return `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
}

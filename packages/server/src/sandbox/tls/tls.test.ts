import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { serveApi } from '../../api/index.js';
import { defaultTlsFolder, openTlsIdentity } from './index.js';

const root = mkdtempSync(join(tmpdir(), 'psakit-tls-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

let made = 0;
const folder = (): string => join(root, String(++made), 'tls');
const now = Date.now();
const DAY = 86_400_000;

describe('the certificate', () => {
  test('is for this machine, and signed by an authority that can sign for no other', () => {
    const { cert, caFile } = openTlsIdentity(folder(), now);
    const server = new X509Certificate(cert);
    const authority = new X509Certificate(readFileSync(caFile));
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkIssued(authority)).toBe(true);
    expect([authority.ca, server.ca]).toEqual([true, false]);
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkIP('::1')).toBe('::1');
    expect(server.checkHost('example.com')).toBeUndefined();
  });

  test('is kept for this user only, and used again', () => {
    const place = folder();
    const first = openTlsIdentity(place, now);
    expect(openTlsIdentity(place, now + 200 * DAY)).toEqual(first);
    for (const name of ['identity.json', 'ca.pem'])
      expect(statSync(join(place, name)).mode & 0o777).toBe(0o600);
    expect(statSync(place).mode & 0o777).toBe(0o700);
  });

  test('that ends soon is renewed, the authority that clients trust stays', () => {
    const place = folder();
    const first = openTlsIdentity(place, now);
    const trusted = readFileSync(first.caFile, 'utf8');
    const second = openTlsIdentity(place, now + 340 * DAY);
    expect(second.cert).not.toBe(first.cert);
    expect(readFileSync(second.caFile, 'utf8')).toBe(trusted);
    const third = openTlsIdentity(place, now + 3640 * DAY);
    expect(readFileSync(third.caFile, 'utf8')).not.toBe(trusted);
  });

  test('that somebody broke is made anew', () => {
    const place = folder();
    const { caFile } = openTlsIdentity(place, now);
    writeFileSync(join(place, 'identity.json'), '{"authority": 5}');
    writeFileSync(caFile, 'no certificate');
    const { cert } = openTlsIdentity(place, now);
    expect(new X509Certificate(cert).verify(new X509Certificate(readFileSync(caFile)).publicKey)).toBe(true);
  });

  test('a folder that cannot be written is said so', () => {
    const blocked = join(root, 'file');
    writeFileSync(blocked, '');
    chmodSync(blocked, 0o600);
    expect(() => openTlsIdentity(join(blocked, 'tls'), now)).toThrow(
      expect.objectContaining({ code: 'STORAGE', message: expect.stringContaining('ENOTDIR') }),
    );
  });

  test('is kept where psakit keeps what it has', () => {
    expect(defaultTlsFolder({ PSAKIT_STATE_DIR: '/state' })).toBe('/state/tls');
    expect(defaultTlsFolder({ XDG_STATE_HOME: '/xdg' })).toBe('/xdg/psakit/tls');
    expect(defaultTlsFolder({ XDG_STATE_HOME: 'relative' })).toMatch(/\.local\/state\/psakit\/tls$/);
  });
});

describe('https', () => {
  const ask = (url: string, options: RequestOptions): Promise<string> =>
    new Promise((resolve, reject) => {
      get(url, { agent: false, ...options }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      }).on('error', reject);
    });

  test('is believed by who trusts the authority, by each name, and http goes on beside it', async () => {
    const identity = openTlsIdentity(folder(), now);
    const server = await serveApi((request) => Promise.resolve(new Response(request.url)), { tls: identity });
    const ca = readFileSync(identity.caFile);
    const { port } = new URL(server.httpsUrl ?? '');
    expect(await ask(`https://127.0.0.1:${port}/a`, { ca })).toBe(`https://127.0.0.1:${port}/a`);
    expect(await ask(`https://localhost:${port}/a`, { ca, family: 4 })).toBe(`https://localhost:${port}/a`);
    expect(await (await fetch(`${server.url}/a`)).text()).toBe(`${server.url}/a`);
    await expect(ask(`https://127.0.0.1:${port}/a`, {})).rejects.toThrow(/certificate/);
    await server.close();
  });

  test.each([[['http/1.0']], [['http/1.1']], [['h2', 'http/1.1']], [[]]])(
    'is spoken with who offers %j',
    async (ALPNProtocols) => {
      const identity = openTlsIdentity(folder(), now);
      const server = await serveApi(() => Promise.resolve(new Response('answer')), { tls: identity });
      const ca = readFileSync(identity.caFile);
      expect(await ask(server.httpsUrl ?? '', { ca, ALPNProtocols } as RequestOptions)).toBe('answer');
      await server.close();
    },
  );

  test('a port that is taken leaves nothing open', async () => {
    const identity = openTlsIdentity(folder(), now);
    const first = await serveApi(() => Promise.resolve(new Response()), { tls: identity });
    const port = Number(new URL(first.httpsUrl ?? '').port);
    await expect(
      serveApi(() => Promise.resolve(new Response()), { tls: { ...identity, port } }),
    ).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    await first.close();
  });
});

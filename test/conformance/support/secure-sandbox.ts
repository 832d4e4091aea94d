import { readFile } from 'node:fs/promises';
import { globalAgent } from 'node:https';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { createSandbox, type Sandbox, type SandboxOptions } from '@psakit/server/sandbox';
import { afterAll, beforeAll } from 'vitest';
import { root } from '../../support/psa.js';

/** A sandbox that speaks https, for clients that speak nothing else. */
export interface SecureSandbox {
  readonly sandbox: Sandbox;
  /** `https://127.0.0.1:54322` */
  readonly origin: string;
  /** `127.0.0.1:54322`, as clients that build the URL themselves want it. */
  readonly host: string;
  readonly caFile: string;
  /** What a client is told, in the words of our own variables, and the authority to trust. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts it before the tests of a file, and stops it after them. */
export function useSecureSandbox(options: SandboxOptions = {}): SecureSandbox {
  let started: Sandbox | undefined;
  const sandbox = (): Sandbox => {
    if (!started) throw new TypeError('The sandbox is started in beforeAll; use it inside tests.');
    return started;
  };
  beforeAll(async () => {
    const tls = { folder: join(root, '.tmp/conformance-tls') };
    started = await createSandbox({ rateLimit: 'off', tls, ...options });
  });
  afterAll(() => started?.close());
  return {
    get sandbox() {
      return sandbox();
    },
    get origin() {
      return sandbox().httpsUrl!;
    },
    get host() {
      return new URL(sandbox().httpsUrl!).host;
    },
    get caFile() {
      return sandbox().caFile!;
    },
    get env() {
      const { companyId, publicKey, privateKey, clientId } = sandbox().credentials;
      return {
        PSA_HOST: new URL(sandbox().httpsUrl!).host,
        PSA_COMPANY: companyId,
        PSA_PUBLIC_KEY: publicKey,
        PSA_PRIVATE_KEY: privateKey,
        PSA_CLIENT_ID: clientId,
        NODE_EXTRA_CA_CERTS: sandbox().caFile!,
        SSL_CERT_FILE: sandbox().caFile!,
        REQUESTS_CA_BUNDLE: sandbox().caFile!,
      };
    },
  };
}

/**
 * Has this process trust the sandbox's authority, for clients that run in it: what `NODE_EXTRA_CA_CERTS` does for
 * a process that is yet to start. The clients are not touched.
 */
export function trustInThisProcess(secure: SecureSandbox): void {
  const before = globalAgent.options.ca;
  beforeAll(async () => {
    globalAgent.options.ca = [...rootCertificates, await readFile(secure.caFile, 'utf8')];
  });
  afterAll(() => {
    globalAgent.options.ca = before;
  });
}

import { API } from '../../support/sandbox.js';
import { startSandboxCommand, type SandboxLine } from '../../support/psa.js';

/** An answer of a server that may be killed before it. */
export interface SiteAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly json: () => unknown;
}

/** The built `psa sandbox` over a file, in a process of its own. */
export interface Site {
  /** Asks; `undefined` where no whole answer came. */
  ask(method: string, path: string, body?: unknown): Promise<SiteAnswer | undefined>;
  /** Asks the admin API, which must answer. */
  admin(method: string, path: string): Promise<unknown>;
  /** As a power cut does, for everything but the disk. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSite(file: string): Promise<Site> {
  const { line, child, stop } = await startSandboxCommand(['--db', file, '--rate-limit', 'off']);
  const { url, companyId, publicKey, privateKey, clientId, adminToken } = line as SandboxLine & {
    readonly adminToken: string;
  };
  const pair = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64');
  const headers = { authorization: `Basic ${pair}`, clientId };
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    ask: async (method, path, body) => {
      try {
        const form = body instanceof FormData;
        const json = body === undefined || form ? {} : { 'content-type': 'application/json' };
        const response = await fetch(`${url}${API}${path}`, {
          method,
          headers: { ...headers, ...json },
          ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
        });
        const bytes = Buffer.from(await response.arrayBuffer());
        return { status: response.status, bytes, json: () => JSON.parse(bytes.toString()) as unknown };
      } catch {
        return undefined;
      }
    },
    admin: async (method, path) => {
      const response = await fetch(`${url}/_psakit${path}`, {
        method,
        headers: { authorization: `Bearer ${adminToken}` },
      });
      const text = await response.text();
      if (!response.ok) throw new TypeError(`${path}: ${response.status} ${text}`);
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      await stop();
    },
  };
}

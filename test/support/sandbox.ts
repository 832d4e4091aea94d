import { createSandbox, type Sandbox, type SandboxOptions } from '@psakit/server/sandbox';
import { Psa, type PsaOptions } from 'psakit';
import { afterAll, beforeAll } from 'vitest';

/** A sandbox of its own for one test file, with both ways to it: raw HTTP and the client. */
export interface SandboxUnderTest {
  readonly sandbox: Sandbox;
  /** Asks the API below `/v4_6_release/apis/3.0`, with the sandbox's credentials unless told otherwise. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Asks and reads the JSON, failing where the status is not the one expected. */
  json<T>(path: string, init?: RequestInit & { status?: number }): Promise<T>;
  /** A client of it; its requests do not count against a budget unless options say so. */
  client(options?: PsaOptions): Psa;
}

export const API = '/v4_6_release/apis/3.0';

/** The headers every request carries (MISSION, Authentication). */
export function authorization({ credentials }: Sandbox): Record<string, string> {
  const { companyId, publicKey, privateKey, clientId } = credentials;
  return {
    authorization: `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')}`,
    clientId,
  };
}

/** Starts a sandbox before the tests of a file and stops it after them. */
export function useSandbox(options: SandboxOptions = {}): SandboxUnderTest {
  let started: Sandbox | undefined;
  const sandbox = (): Sandbox => {
    if (!started) throw new TypeError('The sandbox is started in beforeAll; use it inside tests.');
    return started;
  };
  beforeAll(async () => {
    started = await createSandbox({ rateLimit: 'off', ...options });
  });
  afterAll(() => started?.close());

  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    sandbox().fetch(`${sandbox().url}${API}${path}`, {
      ...init,
      headers: { ...authorization(sandbox()), ...(init.headers as Record<string, string> | undefined) },
    });
  return {
    get sandbox() {
      return sandbox();
    },
    ask,
    async json<T>(
      path: string,
      { status = 200, ...init }: RequestInit & { status?: number } = {},
    ): Promise<T> {
      const response = await ask(path, init);
      const text = await response.text();
      if (response.status !== status)
        throw new TypeError(`${path}: ${response.status} ${text.slice(0, 500)}`);
      return JSON.parse(text) as T;
    },
    client: (clientOptions = {}) =>
      new Psa({
        ...sandbox().credentials,
        site: sandbox().url,
        fetch: sandbox().fetch,
        budget: 'off',
        env: {},
        ...clientOptions,
      }),
  };
}

/** The query string of these parameters. */
export function query(parameters: Readonly<Record<string, string | number>>): string {
  return `?${new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString()}`;
}

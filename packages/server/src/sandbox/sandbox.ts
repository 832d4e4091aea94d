import { createApi, serveApi, type ApiHandler, type ApiServer } from '../api/index.js';
import type { SqliteStore, Store } from '../store/index.js';
import { SANDBOX_CREDENTIALS, type SandboxCredentials } from './credentials.js';
import { openSandboxStore } from './database.js';
import { applyImport, readImport } from './import/index.js';
import { checkOptions, type SandboxOptions } from './options.js';
import { warmUp } from './warm-up.js';
import { API_MEMBER } from './world/index.js';

/** A made-up PSA that serves until it is closed. */
export interface Sandbox {
  /** `http://127.0.0.1:54321`, the `site` to give a client. */
  readonly url: string;
  readonly credentials: SandboxCredentials;
  /** Asks it without a socket; takes what the global `fetch` takes. */
  readonly fetch: typeof fetch;
  readonly store: Store;
  /** Stops serving and lets go of the port and the file. Calling it again does nothing. */
  close(): Promise<void>;
}

/**
 * Starts a made-up PSA: a managed service provider with its customers, tickets and all that belongs to
 * them, always the same for the same seed and size.
 *
 * @throws PsaError `INVALID_ARGUMENT`, `PORT_IN_USE`, `DATABASE_EXISTS`, `NOT_A_DATABASE`, `STORAGE`,
 *   `IMPORT_INVALID` or `ABORTED`; nothing is left behind then.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  checkOptions(options);
  const imported = options.importFile === undefined ? undefined : await readImport(options.importFile);
  if (options.port !== undefined && options.port > 0) await checkPort(options);
  const store = await openSandboxStore(options);
  // A program that sends a clientId of its own is let in: only that there is one is checked.
  const { companyId, publicKey, privateKey } = SANDBOX_CREDENTIALS;
  const member = { companyId, publicKey, privateKey, identifier: API_MEMBER };
  let server: ApiServer;
  let api: ApiHandler;
  try {
    if (imported) await applyImport(store, imported);
    api = createApi({
      store,
      members: [member],
      rateLimit: options.rateLimit,
      limitStyle: options.limitStyle,
      latencyMs: options.latencyMs,
      clock: options.clock,
      site: { companyName: 'Northwind IT Partners', serverTimeZone: 'Eastern Standard Time' },
    });
    await warmUp(store, member);
    server = await serveApi(api, { port: options.port, host: options.host });
  } catch (error) {
    await store.close();
    throw error;
  }
  return running(store, api, server);
}

/** Listens for a moment, so that a port that is taken is told before minutes go into a world. */
async function checkPort({ port, host }: SandboxOptions): Promise<void> {
  const server = await serveApi(() => Promise.resolve(new Response(null, { status: 503 })), { port, host });
  await server.close();
}

function running(store: SqliteStore, api: ApiHandler, server: ApiServer): Sandbox {
  let closed: Promise<void> | undefined;
  return {
    url: server.url,
    credentials: SANDBOX_CREDENTIALS,
    fetch: (input, init) => api(new Request(input, init)),
    store,
    close: () => (closed ??= server.close().then(() => store.close())),
  };
}

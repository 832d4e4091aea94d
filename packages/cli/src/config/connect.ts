import type { Psa } from 'psakit';
import { createProgress } from '../io/progress.js';
import type { Shell } from '../io/shell.js';

/** Which PSA a command asks. */
export interface Target {
  /** A made-up PSA inside this process, instead of the site the settings name. */
  readonly sandbox: boolean;
  /** Requests in any 60 seconds; the client's own default where absent. */
  readonly budget?: number | undefined;
}

/** A client and what must be closed after it. */
export interface Connection {
  readonly psa: Psa;
  close(): Promise<void>;
}

/**
 * A client for the site of the environment, or for a sandbox of its own. Throws `CONFIG_MISSING`,
 * `CONFIG_INVALID` or `INSECURE_SITE` before anything is sent.
 */
export async function connect(target: Target, shell: Shell): Promise<Connection> {
  const { Psa } = await import('psakit');
  const { clock } = shell;
  const common = {
    clock,
    fetch: shell.fetch,
    ...(target.budget === undefined ? {} : { budget: target.budget }),
  };
  if (!target.sandbox) return { psa: new Psa({ ...common, env: shell.env }), close: () => Promise.resolve() };
  // The server is loaded only when it is asked for: SQLite and HTTP cost more than the rest of `psa`.
  const { createSandbox } = await import('@psakit/server/sandbox');
  const progress = createProgress(shell);
  await progress.show('making a PSA to ask …');
  const sandbox = await createSandbox({ clock, signal: shell.signal });
  await progress.clear();
  const psa = new Psa({ ...common, env: {}, ...sandbox.credentials, site: sandbox.url });
  return { psa, close: () => sandbox.close() };
}

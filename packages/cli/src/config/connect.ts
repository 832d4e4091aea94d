import type { Psa } from 'psakit';
import { createProgress } from '../io/progress.js';
import type { Shell } from '../io/shell.js';
import { budgetFile } from './state.js';

/** Which PSA a command asks. */
export interface Target {
  /** A made-up PSA inside this process, instead of the site the settings name. */
  readonly sandbox: boolean;
  /** Requests in any 60 seconds; 60 where absent. `off` neither waits nor counts for others. */
  readonly budget?: number | 'off' | undefined;
}

/** A client and what must be closed after it. */
export interface Connection {
  readonly psa: Psa;
  close(): Promise<void>;
}

/** A client for the site of the environment, or for a sandbox of its own. */
export function connect(target: Target, shell: Shell): Promise<Connection> {
  return target.sandbox ? connectToSandbox(target, shell) : connectToSite(target, shell);
}

/**
 * Every `psa` of this user that has the same key counts in one file, so that a loop of them stays within
 * the limit. Throws `CONFIG_MISSING`, `CONFIG_INVALID`, `INSECURE_SITE` or `STORAGE` before anything is
 * sent.
 */
async function connectToSite({ budget }: Target, { clock, fetch, env }: Shell): Promise<Connection> {
  const [{ Psa, createBudget }, { readSettings }] = await Promise.all([
    import('psakit'),
    import('psakit/client'),
  ]);
  const settings = readSettings(env);
  if (budget === 'off') {
    return { psa: new Psa({ clock, fetch, env, budget }), close: () => Promise.resolve() };
  }
  const { openSqliteBudget } = await import('@psakit/server/budget');
  const store = openSqliteBudget({ file: budgetFile(settings, env), limit: budget, clock });
  const psa = new Psa({ clock, fetch, env, budget: createBudget({ clock, store }) });
  return {
    psa,
    close: () => {
      store.close();
      return Promise.resolve();
    },
  };
}

/** Nobody else asks this sandbox: its requests are counted in this process. */
async function connectToSandbox({ budget }: Target, shell: Shell): Promise<Connection> {
  const { clock, fetch, signal } = shell;
  const { Psa } = await import('psakit');
  // The server is loaded only when it is asked for: HTTP and a world cost more than the rest of `psa`.
  const { createSandbox } = await import('@psakit/server/sandbox');
  const progress = createProgress(shell);
  await progress.show('making a PSA to ask …');
  const sandbox = await createSandbox({ clock, signal });
  await progress.clear();
  const psa = new Psa({ clock, fetch, budget, env: {}, ...sandbox.credentials, site: sandbox.url });
  return { psa, close: () => sandbox.close() };
}

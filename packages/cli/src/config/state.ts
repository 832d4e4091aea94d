import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Settings } from 'psakit/client';
import { PsaError } from 'psakit/core';
import type { Shell } from '../io/shell.js';

/**
 * Where `psa` keeps what one run leaves to the next: `PSAKIT_STATE_DIR`, or `psakit` in `XDG_STATE_HOME`,
 * or `.local/state/psakit` in the home folder. Throws `CONFIG_MISSING` where there is not even a home.
 */
export function stateFolder(env: Shell['env']): string {
  const own = env['PSAKIT_STATE_DIR'] ?? '';
  if (own.trim() !== '') return own;
  const shared = env['XDG_STATE_HOME'] ?? '';
  // By its specification a relative one is to be ignored.
  if (isAbsolute(shared)) return join(shared, 'psakit');
  return join(homeFolder(env), '.local', 'state', 'psakit');
}

/**
 * The file in which the requests of a key are counted. Its name is a hash, which tells nothing to whoever
 * lists the folder. Companies are the same in any case (*assumed*); the codebase does not matter, since the
 * server counts by API member.
 */
export function budgetFile({ site, companyId, publicKey }: Settings, env: Shell['env']): string {
  const key = JSON.stringify([site.origin, companyId.toLowerCase(), publicKey]);
  return join(stateFolder(env), `budget-${createHash('sha256').update(key).digest('hex')}.db`);
}

function homeFolder(env: Shell['env']): string {
  const named = env['HOME'] ?? env['USERPROFILE'] ?? '';
  if (isAbsolute(named)) return named;
  try {
    return homedir();
  } catch (error) {
    throw new PsaError({
      code: 'CONFIG_MISSING',
      message: 'There is no home folder to keep the count of requests in.',
      hint: 'Set PSAKIT_STATE_DIR to a folder of this user, or send without counting: --budget off.',
      cause: error,
    });
  }
}

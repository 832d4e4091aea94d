import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where certificates are kept unless a folder is named: beside what `psa` keeps, in `PSAKIT_STATE_DIR`, or in
 * `psakit` of `XDG_STATE_HOME`, or in `.local/state/psakit` of the home folder.
 */
export function defaultTlsFolder(env: Readonly<Record<string, string | undefined>>): string {
  const own = env['PSAKIT_STATE_DIR'] ?? '';
  if (own.trim() !== '') return join(own, 'tls');
  const shared = env['XDG_STATE_HOME'] ?? '';
  const state = isAbsolute(shared) ? shared : join(homedir(), '.local', 'state');
  return join(state, 'psakit', 'tls');
}

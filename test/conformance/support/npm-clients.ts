import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../support/psa.js';
import { run } from '../../support/run.js';

const manifest = join(root, 'test/conformance/clients');

/** Clients as the registry has them, installed. */
export interface NpmClients {
  readonly folder: string;
  /** Loads one, or a file of one, as a program in the folder would. */
  load(name: string): unknown;
}

/**
 * Installs what `clients/package.json` names, in the versions of its lock file, below `.tmp`: these packages and
 * all they bring stay out of the project's own. Later runs find them there.
 */
export async function installNpmClients(): Promise<NpmClients> {
  const lock = await readFile(join(manifest, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(root, '.tmp', `conformance-clients-${version}`);
  const whole = join(folder, 'installed');
  const known = await stat(whole).catch(() => undefined);
  if (!known) {
    await mkdir(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json'])
      await copyFile(join(manifest, name), join(folder, name));
    const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['ci', ...quiet], { cwd: folder });
    await writeFile(whole, '');
  }
  const require = createRequire(join(folder, 'package.json'));
  return { folder, load: (name) => require(name) as unknown };
}

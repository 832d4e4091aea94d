import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanEnv, psa, root, startSandboxCommand } from '../support/psa.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

let sandbox: Awaited<ReturnType<typeof startSandboxCommand>>;
beforeAll(async () => {
  sandbox = await startSandboxCommand([]);
});
afterAll(() => sandbox.stop());

const settings = (): Record<string, string> => ({
  CONNECTWISE_SITE: sandbox.line.url,
  CONNECTWISE_COMPANY_ID: sandbox.line.companyId,
  CONNECTWISE_PUBLIC_KEY: sandbox.line.publicKey,
  CONNECTWISE_PRIVATE_KEY: sandbox.line.privateKey,
  CONNECTWISE_CLIENT_ID: sandbox.line.clientId,
});

function run(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ stdout: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: cleanEnv(env),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ stdout, code });
    });
  });
}

describe('the README', () => {
  test('its program compiles as strictly as a user may ask, and prints open high-priority tickets', async () => {
    const program = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const folder = join(root, '.tmp/readme');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'program.mts'), program);
    const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
    const shape = ['--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
    const tsc = await run(
      process.execPath,
      [
        join(root, 'node_modules/typescript/bin/tsc'),
        '--ignoreConfig',
        ...strict,
        ...shape,
        '--outDir',
        folder,
        join(folder, 'program.mts'),
      ],
      {},
    );
    expect(tsc).toEqual({ stdout: '', code: 0 });
    const { stdout, code } = await run(process.execPath, [join(folder, 'program.mjs')], settings());
    expect(code).toBe(0);
    const counted = await psa(
      ['count', 'tickets', '--where', 'closedFlag = false and priority/id <= 2'],
      settings(),
    );
    expect(stdout.trim().split('\n')).toHaveLength(Number(counted.stdout.trim()));
  });

  test('each of its commands does what it says', async () => {
    const commands = [...readme.matchAll(/^npx psa (list|count|get|check|describe) (.+)$/gm)];
    expect(commands.length).toBeGreaterThanOrEqual(5);
    for (const [line, verb = '', rest = ''] of commands) {
      const args = [...rest.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
      const outcome = await psa([verb, ...args]);
      // The one with the typing slip is there to show what is said about it.
      expect({ line, code: outcome.code }).toEqual({ line, code: line.includes('summry') ? 2 : 0 });
    }
  });
});

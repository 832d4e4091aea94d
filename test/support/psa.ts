import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const launcher = fileURLToPath(new URL('../../packages/cli/bin/psa.js', import.meta.url));

/** How a command ended. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** An environment without settings of PSA, so that a test does not depend on who runs it. */
export function cleanEnv(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(CONNECTWISE_|PSAKIT_|FORCE_COLOR)/.test(name),
  );
  // Budgets are kept beside the build, not in the state folder of whoever runs the tests.
  return { ...Object.fromEntries(kept), PSAKIT_STATE_DIR: join(root, '.tmp/state'), ...more };
}

/** Runs the built `psa` to its end. */
export function psa(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], { env: cleanEnv(env), cwd: root });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ stdout, stderr, code });
    });
    child.stdin.end();
  });
}

/** What `psa sandbox --json` prints first. */
export interface SandboxLine {
  readonly url: string;
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly clientId: string;
}

/** Starts the built `psa sandbox --json` and waits for its first line. */
export async function startSandboxCommand(
  args: readonly string[],
): Promise<{ line: SandboxLine; child: ChildProcess; stop: () => Promise<number | null> }> {
  const child = spawn(process.execPath, [launcher, 'sandbox', '--json', ...args], {
    env: cleanEnv(),
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const first = await Promise.race([
    new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
    ended.then((code) => {
      throw new TypeError(`psa sandbox ended with ${code}: ${stderr}`);
    }),
  ]);
  return {
    line: JSON.parse(first) as SandboxLine,
    child,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

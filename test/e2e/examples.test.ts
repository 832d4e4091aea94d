import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnv, root } from '../support/psa.js';

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end; what it left running ends with it. */
function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // The runner that runs this must not be taken for the one that is started, nor its settings.
    const inherited = Object.entries(cleanEnv({ NO_COLOR: '1', ...env }));
    const own = inherited.filter(
      ([name]) => !/^(NODE_OPTIONS|NODE_TEST_CONTEXT|VITEST.*|FORCE_COLOR|CI)$/.test(name),
    );
    const rest = Object.fromEntries(own);
    const child = spawn(command, args, { cwd, env: rest, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (child.pid !== undefined) endGroup(child.pid);
      resolve({ code, output });
    });
  });
}

/** Ends what a command left in its process group. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // Nothing was left.
  }
}

/** The commands of a workflow, in order: what stands after `run:`. */
function commandsOf(workflow: string): string[] {
  const lines = workflow.split('\n');
  return lines.flatMap((line, index) => {
    const found = /^( *)(?:- )?run: (.*)$/.exec(line);
    if (!found) return [];
    if (found[2] !== '|') return [found[2] ?? ''];
    const indent = (found[1] ?? '').length;
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((next) => next.trim() !== '' && next.search(/\S/) <= indent);
    return [
      rest
        .slice(0, end < 0 ? undefined : end)
        .map((next) => next.trim())
        .join('\n')
        .trim(),
    ];
  });
}

describe('the examples', () => {
  test('with Vitest', async () => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { code, output } = await run(process.execPath, [vitest, 'run', '--root', 'examples/vitest'], root);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('2 passed') });
  });

  test('with node:test', async () => {
    const { code, output } = await run(
      process.execPath,
      ['--test', 'examples/node-test/tickets.test.mjs'],
      root,
    );
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/pass 2/) });
  });

  test('with GitHub Actions: its commands, as a job runs them', async () => {
    const workflow = readFileSync(join(root, 'examples/github-actions/psa.yml'), 'utf8');
    const [install, ...steps] = commandsOf(workflow);
    expect(install).toBe('npm ci');
    expect(steps).toHaveLength(2);
    expect(workflow).not.toMatch(/\t|^ *(container|services|image):/m);
    const job = join(root, '.tmp/github-actions');
    rmSync(job, { recursive: true, force: true });
    mkdirSync(job, { recursive: true });
    cpSync(join(root, 'examples/github-actions/test'), join(job, 'test'), { recursive: true });
    writeFileSync(join(job, 'env'), '');
    // Each step begins with the variables that those before it left.
    const script = steps.map((step) => `set -a; . ./env; set +a\n${step}`).join('\n');
    const { code, output } = await run('bash', ['-eo', 'pipefail', '-c', script], job, {
      GITHUB_ENV: join(job, 'env'),
    });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\d+$[^]*pass 1$/m) });
  });
});

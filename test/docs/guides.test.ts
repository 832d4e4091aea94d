import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { psa, root, startSandboxCommand, type SandboxLine } from '../support/psa.js';
import { run } from '../support/run.js';
import { joinProgram, parseBlocks, SEPARATOR, type Block } from './guide.js';

const folder = join(root, 'docs/guides');
const compiled = join(root, '.tmp/guides');
const guides = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ name: file.replace('.md', ''), text: readFileSync(join(folder, file), 'utf8') }))
  .map(({ name, text }) => ({ name, text, blocks: parseBlocks(text) }));

const programOf = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(({ language, role }) => language === 'ts' && role === undefined);
const withRole = (role: string): readonly (Block & { readonly name: string })[] =>
  guides.flatMap(({ name, blocks }) =>
    blocks
      .filter((block) => block.role === role)
      .map((block) => ({ ...block, name: `${name}-${block.line}` })),
  );
const programs = guides.filter(({ blocks }) => programOf(blocks).length > 0);

beforeAll(async () => {
  rmSync(compiled, { recursive: true, force: true });
  mkdirSync(compiled, { recursive: true });
  const files = programs.map(({ name, blocks }) => {
    const file = join(compiled, `${name}.mts`);
    writeFileSync(file, joinProgram(programOf(blocks)));
    return file;
  });
  // The programs of the packages' own pages are only compiled: their sandboxes serve until somebody stops them.
  for (const name of ['psakit', 'server']) {
    const file = join(compiled, `${name}.readme.mts`);
    const blocks = parseBlocks(readFileSync(join(root, 'packages', name, 'README.md'), 'utf8'));
    writeFileSync(file, joinProgram(programOf(blocks)));
    files.push(file);
  }
  // What a reader has today is only compiled, and test files are compiled before they are run.
  for (const [role, suffix] of [
    ['before', 'before'],
    ['vitest', 'test'],
  ] as const) {
    for (const { name, code } of withRole(role)) {
      const file = join(compiled, `${name}.${suffix}.mts`);
      writeFileSync(file, code);
      files.push(file);
    }
  }
  const strict =
    '--ignoreConfig --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --skipLibCheck';
  const shape = `--module nodenext --target es2023 --types node --outDir ${compiled}`;
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, ...strict.split(' '), ...shape.split(' '), ...files], { cwd: root });
});

/** A sandbox of its own for one guide, by the command that the guides name. */
async function withSandbox(use: (env: Record<string, string>) => Promise<void>): Promise<void> {
  const sandbox = await startSandboxCommand(['--rate-limit', 'off']);
  try {
    await use(settings(sandbox.line));
  } finally {
    await sandbox.stop();
  }
}

const settings = (line: SandboxLine): Record<string, string> => ({
  CONNECTWISE_SITE: line.url,
  CONNECTWISE_COMPANY_ID: line.companyId,
  CONNECTWISE_PUBLIC_KEY: line.publicKey,
  CONNECTWISE_PRIVATE_KEY: line.privateKey,
  CONNECTWISE_CLIENT_ID: line.clientId,
});

describe('the guides', () => {
  test.each(programs)('$name: its program runs and prints what it says', async ({ name, blocks }) => {
    await withSandbox(async (env) => {
      const output = await run(process.execPath, [join(compiled, `${name}.mjs`)], { cwd: root, env });
      const printed = output.split(`${SEPARATOR}\n`);
      for (const [index, { line, prints }] of programOf(blocks).entries()) {
        if (prints !== undefined) expect({ line, prints: printed[index] }).toEqual({ line, prints });
      }
    });
  });

  test.each(withRole('vitest'))('$name: its tests pass with Vitest', async ({ name }) => {
    const config = join(root, 'examples/vitest/vitest.config.mjs');
    const args = ['run', '--root', compiled, '--config', config, `${name}.test.mjs`];
    await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], { cwd: root });
  });

  test.each(withRole('node-test'))('$name: its tests pass with node:test', async ({ name, code }) => {
    const file = join(compiled, `${name}.node-test.mjs`);
    writeFileSync(file, code);
    await run(process.execPath, ['--test', file], { cwd: root });
  });

  const shells = guides
    .map(({ name, blocks }) => ({
      name,
      commands: blocks
        .filter(({ language }) => language === 'sh')
        .flatMap(({ code, prints }) => {
          const lines = code.split('\n').filter((line) => /^(npx )?psa (?!sandbox)/.test(line));
          return lines.map((line) => ({ line, prints: lines.length === 1 ? prints : undefined }));
        }),
    }))
    .filter(({ commands }) => commands.length > 0);
  test.each(shells)('$name: its commands do what they say', async ({ commands }) => {
    await withSandbox(async (env) => {
      for (const { line, prints } of commands) {
        const words = line.replace(/^(npx )?psa /, '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
        const args = [...words].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
        const { stdout, stderr, code } = await psa(args, env);
        expect({ line, code, stderr }).toMatchObject({ line, code: 0 });
        if (prints !== undefined) expect({ line, stdout }).toEqual({ line, stdout: prints });
      }
    });
  });
});

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/psa.js';
import { run } from '../support/run.js';
import { hasNodeBinaries, nodeBinary, OTHER_NODES } from './node-versions.js';

const project = join(root, '.tmp', 'packed');
let packed: { readonly filename: string; readonly size: number; readonly unpackedSize: number };

// What a user has: an empty project with the packed library in it, and nothing else.
beforeAll(async () => {
  await rm(project, { recursive: true, force: true });
  await mkdir(project, { recursive: true });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const [answer] = JSON.parse(await run('npm', pack, { cwd: join(root, 'packages/psakit') })) as [
    typeof packed,
  ];
  packed = answer;
  await writeFile(join(project, 'package.json'), '{"name":"a-project","private":true}');
  const install = ['install', '--offline', '--no-audit', `./${packed.filename}`];
  await run('npm', install, { cwd: project });
  await writeFile(join(project, 'program.mjs'), program("import { Psa } from 'psakit';"));
  await writeFile(join(project, 'program.cjs'), program("const { Psa } = require('psakit');"));
});

/** Lists two tickets of a PSA that is a function, and prints their ids. */
const program = (load: string): string => `${load}
const answer = async (url) => Response.json([{ id: 1 }, { id: 2 }], { headers: { Link: '<' + url + '&pageId=>; rel="next"' } });
const psa = new Psa({ companyId: 'a', publicKey: 'b', privateKey: 'c', clientId: 'd', env: {}, fetch: answer });
psa.service.tickets.list({ where: 'closedFlag = false' }).all().then((tickets) => console.log(tickets.map((t) => t.id).join()));
`;

describe('the packed library', () => {
  test('is small, and brings nothing along', async () => {
    expect(packed.size).toBeLessThan(250_000);
    expect(packed.unpackedSize).toBeLessThan(1_500_000);
    const tree = JSON.parse(await run('npm', ['ls', '--all', '--json'], { cwd: project })) as {
      dependencies: Record<string, { dependencies?: unknown }>;
    };
    expect(Object.keys(tree.dependencies)).toEqual(['psakit']);
    expect(tree.dependencies['psakit']?.dependencies).toBeUndefined();
  });

  const nodes = [
    ['the Node of these tests', () => Promise.resolve(process.execPath)],
    ...(hasNodeBinaries
      ? OTHER_NODES.map((major) => [`Node ${major}`, () => nodeBinary(major)] as const)
      : []),
  ] as const;
  test.each(nodes)('runs on %s, imported and required', async (_, node) => {
    const binary = await node();
    const quiet = { cwd: project, env: { NODE_NO_WARNINGS: '1' } };
    expect(await run(binary, ['program.mjs'], quiet)).toBe('1,2\n');
    expect(await run(binary, ['program.cjs'], quiet)).toBe('1,2\n');
  });
});

describe('the manifests', () => {
  const packages = ['psakit', 'server', 'cli'];

  test.each(packages)('publint finds nothing wrong with %s', async (name) => {
    const folder = join(root, 'packages', name);
    const output = await run('npx', ['publint', '--strict', folder], { cwd: root });
    expect(output).toContain('All good!');
  });

  test.each(['psakit', 'server'])('the types of %s resolve as its code does', async (name) => {
    // An ESM package: what CommonJS resolves to is an ES module, and says so. Its doors are subpaths, which
    // resolvers older than Node 16 do not know.
    const rules = ['--profile', 'esm-only'];
    await run('npx', ['attw', '--pack', join(root, 'packages', name), ...rules], {
      cwd: root,
    });
  });
});

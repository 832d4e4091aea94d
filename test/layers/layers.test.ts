import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/**
 * Who may import whom, as ARCHITECTURE.md has it. A folder may always import itself and its package's
 * `core` (server and cli: `psakit/core`); everything else is exactly what is listed, not transitive.
 */
const ALLOWED: Record<string, readonly string[]> = {
  'psakit/core': [],
  'psakit/catalog': ['psakit/core'],
  'psakit/conditions': ['psakit/core', 'psakit/catalog'],
  'psakit/budget': ['psakit/core'],
  'psakit/client': ['psakit/core', 'psakit/budget', 'psakit/conditions', 'psakit/catalog'],
  'psakit/callbacks': ['psakit/core', 'psakit/catalog'],
  'psakit/index': ['psakit/core', 'psakit/budget', 'psakit/conditions', 'psakit/catalog', 'psakit/client'],
  'server/sqlite': ['psakit/core'],
  'server/budget': ['psakit/core', 'psakit/budget', 'server/sqlite'],
  'server/store': ['psakit/core', 'psakit/conditions', 'psakit/catalog', 'server/sqlite'],
  'server/records': ['psakit/core', 'psakit/catalog', 'server/store'],
  'server/api': ['psakit/core', 'psakit/conditions', 'psakit/catalog', 'server/records', 'server/store'],
  'server/sandbox': [
    'psakit/core',
    'psakit/catalog',
    'psakit/client',
    'psakit/callbacks',
    'server/api',
    'server/records',
    'server/store',
  ],
  'server/index': ['server/api', 'server/budget', 'server/records', 'server/sandbox', 'server/store'],
};

const root = fileURLToPath(new URL('../../packages/', import.meta.url));

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function sourceFiles(): string[] {
  return ['psakit', 'server', 'cli'].flatMap((name) =>
    readdirSync(join(root, name, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(
        (file) => file.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(file) && !/(^|\/)testing\//.test(file),
      )
      .map((file) => join(name, 'src', file)),
  );
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const statements =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/g;
  return [...text.matchAll(statements)].map((match) => ({
    file,
    specifier: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }));
}

/** `psakit/conditions` for a file of that folder, `psakit/index` for a file right under `src`. */
function layerOf(file: string): string {
  const [name, , folder] = file.split('/');
  return `${name}/${folder?.endsWith('.ts') ? folder.slice(0, -3) : folder}`;
}

/** The layer an import leads to, or undefined for a package that is not ours. */
function targetOf({ file, specifier }: Import): { layer: string; door: boolean } | undefined {
  if (specifier.startsWith('.')) {
    const target = normalize(join(dirname(file), specifier)).replace(/\.js$/, '.ts');
    return { layer: layerOf(target), door: target.endsWith('/index.ts') };
  }
  const ours = /^(?:@psakit\/(server|cli)|(psakit))(?:\/(.+))?$/.exec(specifier);
  return ours ? { layer: `${ours[1] ?? ours[2]}/${ours[3] ?? 'index'}`, door: true } : undefined;
}

const files = sourceFiles();
const imports = files.flatMap(importsOf);

describe('layers', () => {
  test('each folder imports only what the table lists, by its door', () => {
    const wrong: string[] = [];
    for (const item of imports) {
      const from = layerOf(item.file);
      const target = targetOf(item);
      if (!target || target.layer === from || from.startsWith('cli/')) continue;
      const allowed = ALLOWED[from];
      if (!allowed) wrong.push(`${item.file}: folder ${from} is not in the table`);
      else if (!allowed.includes(target.layer)) wrong.push(`${item.file} imports ${target.layer}`);
      else if (!target.door) wrong.push(`${item.file} reaches past the door: ${item.specifier}`);
    }
    expect(wrong).toEqual([]);
  });

  test('psakit and server never import the command line', () => {
    expect(
      imports.filter((i) => !i.file.startsWith('cli/') && targetOf(i)?.layer.startsWith('cli/')),
    ).toEqual([]);
  });

  test('there is no import cycle', () => {
    const edges = new Map<string, string[]>();
    for (const item of imports) {
      if (item.typeOnly || !item.specifier.startsWith('.')) continue;
      const target = normalize(join(dirname(item.file), item.specifier)).replace(/\.js$/, '.ts');
      edges.set(item.file, [...(edges.get(item.file) ?? []), target]);
    }
    const cycles: string[] = [];
    const state = new Map<string, 'open' | 'done'>();
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('psakit touches no Node module and no package but itself', () => {
    const outside = imports.filter((i) => i.file.startsWith('psakit/') && !i.specifier.startsWith('.'));
    expect(outside.map((i) => `${i.file}: ${i.specifier}`)).toEqual([]);
  });

  test('one file knows the SQLite library, one the HTTP server, and one of each folder opens databases', () => {
    const users = (uses: (item: Import) => boolean): string[] => [
      ...new Set(
        imports
          .filter((item) => uses(item) && !item.typeOnly)
          .map(({ file }) => relative('server/src', file))
          .sort(),
      ),
    ];
    expect(users(({ specifier }) => specifier.endsWith('/library.js'))).toEqual([
      'sqlite/connection.ts',
      'sqlite/index.ts',
    ]);
    const opening = users((item) => targetOf(item)?.layer === 'server/sqlite');
    expect(opening.filter((file) => !file.startsWith('sqlite/'))).toEqual([
      'budget/file.ts',
      'store/sqlite/open.ts',
    ]);
    expect(users(({ specifier }) => specifier === 'better-sqlite3')).toEqual([]);
    expect(users(({ specifier }) => /^(node:https?|@hono\/node-server.*)$/.test(specifier))).toEqual([
      'api/node.ts',
    ]);
  });
});

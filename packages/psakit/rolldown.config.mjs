import { defineConfig } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

// One file a door, and what they share. Node takes about a millisecond for each module it loads: as
// compiled, `import 'psakit'` would be thirty files (decisions/0006-bundled-doors.md).
const doors = ['core', 'catalog', 'conditions', 'budget', 'client', 'callbacks'];

const entries = (ending) => ({
  index: `dist/index${ending}`,
  ...Object.fromEntries(doors.map((door) => [door, `dist/${door}/index${ending}`])),
});

// Comments that name files of dist/ would lead nobody anywhere: they are not in the package.
const experimental = { attachDebugInfo: 'none' };

// A compiler reads every file that it is led to, whole. What only `where.for` needs is in a file of its own, and
// the two doors that show it are apart from what others need of them: a program without it does not read that.
const apart = ['where', 'conditions', 'catalog'].map((name) => ({
  name,
  test: (module) => groupOf(module) === name,
}));

/** The group that a module of `dist/` is declared in; none for the doors themselves. */
function groupOf(module) {
  if (/\/conditions\/build\/where\.|\/generated\/resource-entities\./.test(module)) return 'where';
  return module.endsWith('/index.d.ts') ? undefined : /\/dist\/(\w+)\//.exec(module)?.[1];
}

const output = { format: 'esm', cleanDir: true };

export default defineConfig([
  {
    input: entries('.js'),
    experimental,
    cwd: import.meta.dirname,
    output: {
      ...output,
      dir: 'lib',
      entryFileNames: '[name].js',
      chunkFileNames: 'shared/[name].js',
      // What a caller needs to know stands in the declarations.
      comments: { annotation: true, jsdoc: false, legal: false },
    },
  },
  {
    // Only what a door exports is declared, with its doc comments.
    input: entries('.d.ts'),
    experimental,
    cwd: import.meta.dirname,
    // What doors share stands in one of them: folders import each other by doors, so none exports more for it.
    preserveEntrySignatures: 'allow-extension',
    plugins: [dts({ dtsInput: true, tsconfig: false })],
    output: {
      ...output,
      dir: 'types',
      entryFileNames: '[name].ts',
      chunkFileNames: 'shared/[name].d.ts',
      codeSplitting: { includeDependenciesRecursively: false, groups: apart },
    },
  },
]);

import { defineConfig } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

// One file a door, and what they share. Node takes about a millisecond for each module it loads: as
// compiled, `import 'psakit'` would be thirty files (decisions/0006-bundled-doors.md).
const doors = ['core', 'catalog', 'conditions', 'budget', 'client', 'callbacks'];

const entries = (ending) => ({
  index: `dist/index${ending}`,
  ...Object.fromEntries(doors.map((door) => [door, `dist/${door}/index${ending}`])),
});

/** The folder of `src/` that a module of `dist/` was compiled from. */
const folderOf = (module) => /\/dist\/(\w+)\//.exec(module)?.[1] ?? 'shared';

const output = { format: 'esm', cleanDir: true };

export default defineConfig([
  {
    input: entries('.js'),
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
    cwd: import.meta.dirname,
    plugins: [dts({ dtsInput: true, tsconfig: false })],
    output: {
      ...output,
      dir: 'types',
      entryFileNames: '[name].ts',
      chunkFileNames: ({ moduleIds }) => `shared/${folderOf(moduleIds.at(-1))}.d.ts`,
    },
  },
]);

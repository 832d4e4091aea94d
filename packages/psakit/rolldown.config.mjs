import { defineConfig } from 'rolldown';

// One file a door, and what they share. Node takes about a millisecond for each module it loads: as
// compiled, `import 'psakit'` would be thirty files (decisions/0006-bundled-doors.md).
const doors = ['core', 'catalog', 'conditions', 'budget', 'client', 'callbacks'];

export default defineConfig({
  input: {
    index: 'dist/index.js',
    ...Object.fromEntries(doors.map((door) => [door, `dist/${door}/index.js`])),
  },
  cwd: import.meta.dirname,
  output: {
    dir: 'lib',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared/[name].js',
    cleanDir: true,
  },
});

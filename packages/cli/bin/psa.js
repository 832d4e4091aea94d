#!/usr/bin/env node
// Committed, so that npm can link `psa` before the TypeScript is built.
try {
  await import('../dist/main.js');
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !String(error.message).includes('dist')) throw error;
  process.stderr.write('psa: this checkout is not built yet. Run: npm run build\n');
  process.exitCode = 5;
}

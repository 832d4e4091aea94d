import { join } from 'node:path';
import { test } from 'vitest';
import { root } from '../support/psa.js';
import { run } from '../support/run.js';

// `npm run docs` without the writing: a comment that links to nothing, or a type that is shown and not exported, fails.
test('the API reference has no warning', async () => {
  const typedoc = join(root, 'node_modules/typedoc/bin/typedoc');
  await run(process.execPath, [typedoc, '--emit', 'none'], { cwd: root });
}, 180_000);

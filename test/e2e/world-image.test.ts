import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type * as fill from '../../packages/server/src/sandbox/fill.js';
import type * as image from '../../packages/server/src/sandbox/world-image.js';
import type * as store from '../../packages/server/src/store/index.js';
import { root } from '../support/psa.js';

type Built = typeof image & typeof fill & typeof store;

/** A module as the build left it. */
const built = async (path: string): Promise<Built> =>
  (await import(pathToFileURL(join(root, 'packages/server/dist', path)).href)) as Built;

test('the image that the build makes is the world it is in place of, byte for byte', async () => {
  const { readWorldImage } = await built('sandbox/world-image.js');
  const { fillWorld } = await built('sandbox/fill.js');
  const { openSqliteStore } = await built('store/index.js');
  const world = await readWorldImage({ seed: 1, size: 'small' });
  const fresh = await openSqliteStore(':memory:');
  await fillWorld(fresh.load(), { seed: 1, size: 'small' }, {});
  expect(Buffer.compare(world ?? Buffer.alloc(0), await fresh.image())).toBe(0);
  await fresh.close();
  expect(await readWorldImage({ seed: 2, size: 'small' })).toBeUndefined();
  expect(await readWorldImage({ seed: 1, size: 'medium' })).toBeUndefined();
});

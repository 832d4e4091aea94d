import { benchLarge } from '../large.js';
import { benchCreate } from './create.js';
import { benchLists } from './lists.js';
import { benchSnapshots } from './snapshots.js';
import { benchStart } from './start.js';

/**
 * How fast the sandbox is: lists beside a bare server and json-server, starting, snapshots, creating
 * tickets, and the large world, which takes minutes and 11 GB under `.tmp/` the first time.
 */
export async function benchServer(): Promise<void> {
  benchStart();
  await benchSnapshots();
  await benchCreate();
  await benchLists();
  await benchLarge();
}

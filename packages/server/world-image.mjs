// The last step of the build: the small world as a database, so that a sandbox need not make it each time.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeWorldImage } from './dist/sandbox/world-image.js';

const image = await makeWorldImage();
if (image?.made) {
  mkdirSync(dirname(image.file), { recursive: true });
  // Another process may be reading the one that is there.
  const unfinished = `${image.file}.${process.pid}`;
  writeFileSync(unfinished, image.bytes);
  renameSync(unfinished, image.file);
}

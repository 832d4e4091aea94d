import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, brotliDecompress, constants } from 'node:zlib';
import { openSqliteStore } from '../store/index.js';
import { fillWorld } from './fill.js';
import type { WorldOptions } from './world/index.js';

/** The world most sandboxes serve: the one an image is made of. */
const IMAGED: WorldOptions = { seed: 1, size: 'small' };

/** What stands before the compressed database: which code made it, in hexadecimal. */
const FINGERPRINT_LENGTH = 64;

/**
 * The database is compressed in so many pieces of one size, each preceded by its lengths, packed and unpacked.
 * Unpacked beside each other, and each into one buffer instead of hundreds, they take 20 ms where the whole
 * takes 120.
 */
const PIECES = 4;

/** Two whole numbers of 32 bits. */
const PIECE_HEADER_BYTES = 8;

/**
 * The bytes of a database with this world in it, from the image that the build makes: a tenth of the time that
 * making the world takes. Undefined where there is none: for another world, in a checkout that was not
 * built, or when anything was built since that could have made it otherwise.
 */
export async function readWorldImage({ seed, size }: WorldOptions): Promise<Uint8Array | undefined> {
  const folder = builtFolder();
  if (folder === undefined || seed !== IMAGED.seed || size !== IMAGED.size) return undefined;
  const file = imageFile(folder);
  if (!existsSync(file)) return undefined;
  const stored = readFileSync(file);
  if (stored.subarray(0, FINGERPRINT_LENGTH).toString('latin1') !== fingerprint(folder)) return undefined;
  return unpacked(stored.subarray(FINGERPRINT_LENGTH));
}

/**
 * Makes the image anew where what is there was made by other code. A step of the build.
 *
 * @returns the image's file, its bytes, and whether it was made now; undefined where this runs from sources.
 */
export async function makeWorldImage(): Promise<{ file: string; bytes: Buffer; made: boolean } | undefined> {
  const folder = builtFolder();
  if (folder === undefined) return undefined;
  const file = imageFile(folder);
  const code = fingerprint(folder);
  if (existsSync(file)) {
    const bytes = readFileSync(file);
    if (bytes.subarray(0, FINGERPRINT_LENGTH).toString('latin1') === code)
      return { file, bytes, made: false };
  }
  const store = await openSqliteStore(':memory:');
  try {
    await fillWorld(store.load(), IMAGED, {});
    const image = await store.image();
    return { file, bytes: Buffer.concat([Buffer.from(code, 'latin1'), ...packed(image)]), made: true };
  } finally {
    await store.close();
  }
}

function packed(image: Uint8Array): Buffer[] {
  const size = Math.ceil(image.byteLength / PIECES);
  return Array.from({ length: PIECES }, (_, index) => {
    const piece = image.subarray(index * size, (index + 1) * size);
    const bytes = brotliCompressSync(piece, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: piece.byteLength,
      },
    });
    const header = Buffer.alloc(PIECE_HEADER_BYTES);
    header.writeUInt32LE(bytes.byteLength, 0);
    header.writeUInt32LE(piece.byteLength, 4);
    return Buffer.concat([header, bytes]);
  });
}

async function unpacked(stored: Buffer): Promise<Uint8Array> {
  const pieces: Promise<Buffer>[] = [];
  for (let start = 0; start < stored.byteLength;) {
    const begin = start + PIECE_HEADER_BYTES;
    const end = begin + stored.readUInt32LE(start);
    const chunkSize = stored.readUInt32LE(start + 4);
    pieces.push(promisify(brotliDecompress)(stored.subarray(begin, end), { chunkSize }));
    start = end;
  }
  return Buffer.concat(await Promise.all(pieces));
}

/** `dist/`, or undefined where the sources themselves run. */
function builtFolder(): string | undefined {
  const here = import.meta.url;
  return here.endsWith('.ts') ? undefined : fileURLToPath(new URL('../', here));
}

function imageFile(folder: string): string {
  return join(folder, 'worlds', `${IMAGED.size}-${IMAGED.seed}.db.br`);
}

/** All code that a world, its tables and the form of the image follow from: 5 ms to read. */
function fingerprint(folder: string): string {
  const catalog = fileURLToPath(new URL('.', import.meta.resolve('psakit/catalog')));
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const place of [join(folder, 'sandbox', 'world'), join(folder, 'store'), catalog]) {
    const files = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.js'),
    );
    for (const name of files.sort()) hash.update(`${name}\n`).update(readFileSync(join(place, name)));
  }
  return hash.digest('hex');
}

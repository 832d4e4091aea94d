import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads a JSON file.
 *
 * @throws Error that names the file, where it is missing or not JSON.
 */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be read as JSON: ${reason}`, { cause: error });
  }
}

/** Writes all files beside their places first and moves them there last, so that a failure leaves the old ones. */
export function writeTogether(folder: string, files: ReadonlyMap<string, string>): void {
  const written: string[] = [];
  try {
    for (const [name, text] of files) {
      writeFileSync(join(folder, `${name}.new`), text);
      written.push(name);
    }
  } catch (error) {
    for (const name of written) rmSync(join(folder, `${name}.new`));
    throw error;
  }
  for (const name of written) renameSync(join(folder, `${name}.new`), join(folder, name));
}

import { readFile } from 'node:fs/promises';
import { positionOf, PsaError } from 'psakit/core';
import { checkImport, type ImportedCollection, type ImportProblem } from './check.js';
import { findJsonFault } from './json-fault.js';

/** How many problems a message lists; more would only push the first ones out of sight. */
const SHOWN = 20;

/**
 * Reads a file of records to import: `{ "/company/contacts": [ … ], "/service/tickets/5/notes": [ … ] }`.
 * Records are taken as given, with members the catalog does not know.
 *
 * @throws PsaError `IMPORT_INVALID` with every problem, its place and its cure.
 */
export async function readImport(file: string): Promise<readonly ImportedCollection[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new PsaError({
      code: 'IMPORT_INVALID',
      message: `${file} cannot be read (${code}).`,
      hint:
        code === 'ENOENT' ? 'Check the name and the folder.' : 'Check that it is a file this user may read.',
      cause: error,
    });
  }
  const { collections, problems } = checkImport(parseJson(file, text));
  if (problems.length > 0) throw invalid(file, problems);
  return collections;
}

function parseJson(file: string, text: string): unknown {
  // Some editors begin a file with a byte order mark.
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  try {
    return JSON.parse(json);
  } catch (error) {
    const { offset, expected } = findJsonFault(json) ?? { offset: 0, expected: 'JSON' };
    const { line, column } = positionOf(json, offset);
    const found =
      offset >= json.length
        ? 'the end of the file'
        : JSON.stringify(String.fromCodePoint(json.codePointAt(offset) ?? 0));
    const message = `${found} stands where ${expected} belongs`;
    const cure = 'Correct it there; comments and trailing commas are not JSON.';
    throw new PsaError({
      code: 'IMPORT_INVALID',
      message: `${file} is not JSON: line ${line}, column ${column}: ${message}. Nothing was imported.`,
      hint: cure,
      issues: [{ message, cure, start: offset, end: Math.min(offset + 1, json.length), line, column }],
      cause: error,
    });
  }
}

function invalid(file: string, problems: readonly ImportProblem[]): PsaError {
  const lines = problems.slice(0, SHOWN).map(({ place, message, cure }) => `  ${place} ${message}. ${cure}`);
  if (problems.length > SHOWN) lines.push(`  … and ${problems.length - SHOWN} more.`);
  return new PsaError({
    code: 'IMPORT_INVALID',
    message: `${file} cannot be imported; nothing was.\n${lines.join('\n')}`,
    hint: 'Correct these and start again.',
  });
}

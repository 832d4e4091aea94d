import { readFile } from 'node:fs/promises';
import { positionOf, PsaError } from 'psakit/core';
import { readFaultRules, type FaultRule } from '../api/index.js';
import { findJsonFault } from './import/index.js';
import { readMembers, type SandboxMembers } from './members.js';

/**
 * Reads a file of API members: an array of them, or `{ "roles": { … }, "members": [ … ] }`.
 *
 * @throws PsaError `INVALID_ARGUMENT` that says what is wrong in the file, and where.
 */
export async function readMembersFile(file: string): Promise<SandboxMembers> {
  return readMembers(await readJson(file), file);
}

/**
 * Reads a file of faults: an array of rules.
 *
 * @throws PsaError `INVALID_ARGUMENT` that says what is wrong in the file, and where.
 */
export async function readFaultsFile(file: string): Promise<readonly FaultRule[]> {
  return readFaultRules(await readJson(file), file);
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `${file} cannot be read (${code}).`,
      hint:
        code === 'ENOENT' ? 'Check the name and the folder.' : 'Check that it is a file this user may read.',
      cause: error,
    });
  });
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    const { offset, expected } = findJsonFault(json) ?? { offset: 0, expected: 'JSON' };
    const { line, column } = positionOf(json, offset);
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `${file} is not JSON: line ${line}, column ${column}: ${expected} belongs there.`,
      hint: 'Correct it there; comments and trailing commas are not JSON.',
      cause: error,
    });
  }
}

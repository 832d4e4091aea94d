import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PsaError } from 'psakit/core';
import type { Exchange } from './exchange.js';

/** The first line of a recording. */
const HEAD = '{"psakit":"recording","version":1}';

/**
 * Opens a file for exchanges, one JSON line each, behind those it has. For this user only: it holds business
 * data, if no secrets.
 *
 * @throws PsaError `INVALID_ARGUMENT` for a file that is something else, or cannot be written.
 */
export function openRecording(file: string): (exchange: Exchange) => void {
  if (existsSync(file)) readRecording(file);
  else
    guarded(file, 'written', () => {
      writeFileSync(file, `${HEAD}\n`, { mode: 0o600 });
    });
  return (exchange) => {
    appendFileSync(file, `${JSON.stringify(exchange)}\n`);
  };
}

/**
 * The exchanges of a file, oldest first.
 *
 * @throws PsaError `INVALID_ARGUMENT` for a file that is something else, naming the line.
 */
export function readRecording(file: string): readonly Exchange[] {
  const text = guarded(file, 'read', () => readFileSync(file, 'utf8'));
  const [head, ...lines] = text.split('\n');
  if (head?.trim() !== HEAD) throw notARecording(file, 'its first line is not that of one');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as Exchange];
    } catch {
      // The last line may be half of one, where the recorder was killed.
      if (index === lines.length - 1) return [];
      throw notARecording(file, `line ${index + 2} is no JSON`);
    }
  });
}

function notARecording(file: string, why: string): PsaError {
  return new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `${file} is not a recording: ${why}.`,
    hint: 'Name a file that psa sandbox --record wrote, or, to record, one that is not there yet.',
  });
}

function guarded<T>(file: string, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `The recording ${file} cannot be ${what} (${code}).`,
      hint: 'Check the name, the folder and the rights.',
      cause: error,
    });
  }
}

import { parseInstant } from '../../conditions/index.js';
import { invalidArgument, PsaError } from '../../core/index.js';
import type { JsonRecord } from '../collection.js';
import { isObject } from './problems.js';
import { INFO, LAST_UPDATED, UPDATED_BY } from './wire.js';

/**
 * Refuses to write to a record that was changed since.
 *
 * @param since the `_info.lastUpdated` of the record that the changes are based on.
 * @param path of the record, for the message.
 * @throws {PsaError} `CONFLICT` with who changed it and when; `BAD_RESPONSE` where the record does not say.
 */
export function checkUnchanged(current: JsonRecord, since: number, path: string): void {
  const info = isObject(current[INFO]) ? current[INFO] : {};
  const text = info[LAST_UPDATED];
  const changed = typeof text === 'string' ? parseInstant(text) : undefined;
  if (typeof text !== 'string' || changed === undefined) {
    throw new PsaError({
      code: 'BAD_RESPONSE',
      message: `${path} does not say when it was changed: it has no ${INFO}/${LAST_UPDATED}.`,
      hint: 'Leave ifUnchangedSince out for records of this kind.',
    });
  }
  if (changed <= since) return;
  const by = info[UPDATED_BY];
  throw new PsaError({
    code: 'CONFLICT',
    message: `${path} was changed at ${text}${typeof by === 'string' ? ` by ${by}` : ''}; nothing was sent.`,
    hint: 'Read the record again, make the changes on what it is now, and pass its new _info.lastUpdated.',
  });
}

/**
 * What `ifUnchangedSince` says, in milliseconds.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` where it is no moment, nothing included: who asks for protection is not to
 * go without because the record that was read has no `_info`.
 */
export function readSince(text: string | undefined): number {
  const instant = parseInstant(text ?? '');
  if (instant !== undefined) return instant;
  throw invalidArgument(
    `ifUnchangedSince is ${text === undefined ? 'undefined' : `"${text}"`}, which is no moment.`,
    'Pass the _info.lastUpdated of the record that was read, e.g. 2024-05-01T12:00:00Z; fields leaves it out unless named.',
  );
}

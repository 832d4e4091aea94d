import { PsaError } from '../core/index.js';

/** The error for a message that cannot be read. The message's own text is not repeated. */
export function invalidCallback(reason: string): PsaError {
  return new PsaError({
    code: 'CALLBACK_INVALID',
    message: `The callback message cannot be read: ${reason}.`,
    hint: 'A message is a JSON object with Action, Type and ID; was the body changed on its way here?',
  });
}

/** What to do where nothing is wrong at this end. */
const UNPROVEN =
  'Do not act on it. PSA signs every message; where its own do not come through, see what changes them on the way.';

/** The error for a message whose origin is not proven. Neither key nor signature is repeated. */
export function forgedCallback(reason: string, hint: string = UNPROVEN): PsaError {
  return new PsaError({
    code: 'CALLBACK_FORGED',
    message: `The callback message is not proven to come from PSA: ${reason}.`,
    hint,
  });
}

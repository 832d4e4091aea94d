import { PsaError } from '../core/index.js';

/** The error for a message that cannot be read. The message's own text is not repeated. */
export function invalidCallback(reason: string): PsaError {
  return new PsaError({
    code: 'CALLBACK_INVALID',
    message: `The callback message cannot be read: ${reason}.`,
    hint: 'A message is a JSON object with Action, Type and ID; was the body changed on its way here?',
  });
}

/** The error for a message whose origin is not proven. Neither key nor signature is repeated. */
export function forgedCallback(reason: string, hint?: string): PsaError {
  return new PsaError({
    code: 'CALLBACK_FORGED',
    message: `The callback message is not proven to come from PSA: ${reason}.`,
    hint,
  });
}

import { LONGEST_PAUSE_MS, type Failure } from '../budget/index.js';
import type { PsaError } from '../core/index.js';
import type { AttemptResult } from './attempt.js';
import { isLocked, isMisrouted, isPermanent } from './cures.js';
import { errorFromResponse, longPauseError, type RequestName } from './errors.js';
import { isPassingCause, networkCauseOf } from './network-cause.js';
import { isBrokenJson, PsaResponse } from './response.js';
import { parseServerError } from './server-error.js';
import { isAttachment, readMediaType, readRetryAfter } from './wire.js';

/** What one try came to. */
export type Verdict =
  | { readonly kind: 'answer'; readonly result: AttemptResult }
  | { readonly kind: 'moved'; readonly response: PsaResponse }
  | FailedVerdict;

/** A try that did not bring what was asked for. */
export interface FailedVerdict {
  readonly kind: 'failed';
  readonly error: PsaError;
  readonly failure: Failure;
  /** The server says that there is no such endpoint or company here: nothing was done. */
  readonly misrouted: boolean;
  /** The API itself says that the record is not there. */
  readonly gone: boolean;
}

/** What is needed to judge an answer; `now` as the clock has it. */
export interface JudgeOptions {
  readonly secrets: readonly string[];
  readonly now: number;
}

/** What an answer means. */
export function judgeAnswer(request: RequestName, result: AttemptResult, options: JudgeOptions): Verdict {
  if (!(result instanceof PsaResponse)) return { kind: 'answer', result };
  const { status, headers } = result;
  if (status >= 300 && status < 400) return { kind: 'moved', response: result };
  if (status >= 200 && status < 300) {
    const error = findDamage(result);
    if (error === undefined) return { kind: 'answer', result };
    return { kind: 'failed', error, failure: { status, damaged: true }, misrouted: false, gone: false };
  }
  const text = result.text();
  const said = parseServerError(text, options.secrets);
  // Where nothing of the API answers, or nothing that says a word, the API may be somewhere else.
  const damaged = !said.fromApi && isBrokenJson(text);
  const mute = said.code === undefined && said.message === undefined && !damaged;
  const misrouted = isMisrouted(said) || (status === 404 && mute);
  const retryAfterMs = readRetryAfter(headers, options.now);
  const error = errorFromResponse(request, result, said, options.secrets);
  return {
    kind: 'failed',
    error: (retryAfterMs ?? 0) > LONGEST_PAUSE_MS ? longPauseError(error, retryAfterMs ?? 0) : error,
    failure: {
      status,
      retryAfterMs,
      permanent: status === 500 && isPermanent(said),
      locked: status === 409 && isLocked(said),
      damaged,
    },
    misrouted,
    gone: status === 404 && said.fromApi && !misrouted,
  };
}

/** What it means that no answer came. */
export function judgeSilence(error: PsaError): FailedVerdict {
  const cause = error.code === 'NETWORK' ? networkCauseOf(error.cause) : 'other';
  return {
    kind: 'failed',
    error,
    failure: {
      unsent: cause !== 'other',
      permanent: !isPassingCause(cause),
    },
    misrouted: false,
    gone: false,
  };
}

/** Whether the server may have done what it was asked although no answer says so. */
export function isLost({ status, unsent, damaged }: Failure): boolean {
  if (unsent === true) return false;
  if (status === undefined || (status >= 502 && status <= 504)) return true;
  return damaged === true && status < 300;
}

/**
 * What is wrong with the body of a success. A body of JSON must be whole, whatever its type is called; a text of
 * another kind comes from something in between. Files are passed on as they are.
 */
function findDamage(response: PsaResponse): PsaError | undefined {
  const { headers, bytes } = response;
  const type = readMediaType(headers);
  const isFile = type !== '' && !type.startsWith('text/') && !/[/+]json$/.test(type);
  if (bytes.byteLength === 0 || isFile || isAttachment(headers)) return undefined;
  try {
    response.json();
    return undefined;
  } catch (error) {
    return error as PsaError;
  }
}

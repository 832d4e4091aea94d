import { PsaError, type Clock } from 'psakit/core';
import { jsonAnswer, type AnswerHeaders, type ApiAnswer } from './http.js';
import { createLimiter, type Limiter } from './limiter.js';
import type { ApiMember } from './member.js';
import { ANSWER_HEADERS, ERROR_BODY_CODES } from './wire.js';

/**
 * Makes the gate every authenticated request goes through: it adds the limit's headers to the answer that
 * is being made, and answers itself, with 429, when the member has spent its requests.
 *
 * `mission` is MISSION's form, `cloud` the vendor's: another body and no headers but `Retry-After`
 * (PROTOCOL 4).
 *
 * A member's own limit counts in place of the usual one.
 *
 * @throws PsaError `INVALID_ARGUMENT` for a limit that is no whole number from 1.
 */
export function createGate(options: {
  readonly rateLimit: number | 'off';
  readonly style: 'mission' | 'cloud';
  readonly clock: Clock;
  /** Absent: one of its own, that nobody looks into. */
  readonly limiter?: Limiter | undefined;
}): (member: ApiMember, headers: AnswerHeaders) => ApiAnswer | undefined {
  if (options.rateLimit !== 'off') checkRateLimit(options.rateLimit);
  const usual = options.rateLimit;
  const limiter = options.limiter ?? createLimiter(usual === 'off' ? 1 : usual, options.clock);
  return (member, headers) => {
    const limit = member.rateLimit ?? usual;
    if (limit === 'off') return undefined;
    if (limit !== usual) checkRateLimit(limit);
    const admission = limiter.admit(member.identifier, limit);
    if (options.style === 'mission') {
      headers[ANSWER_HEADERS.limit] = String(admission.limit);
      headers[ANSWER_HEADERS.remaining] = String(admission.remaining);
      headers[ANSWER_HEADERS.reset] = String(admission.resetSeconds);
    }
    if (admission.allowed) return undefined;
    const seconds = admission.resetSeconds;
    const body =
      options.style === 'mission'
        ? {
            code: ERROR_BODY_CODES.rateLimited,
            message: `Rate limit exceeded. Try again in ${seconds} seconds.`,
          }
        : { error: 'ConnectWiseAPI', message: `Too many requests. Please try again in ${seconds} seconds.` };
    return jsonAnswer(JSON.stringify(body), { [ANSWER_HEADERS.retryAfter]: String(seconds) }, 429);
  };
}

function checkRateLimit(rateLimit: number): void {
  if (Number.isSafeInteger(rateLimit) && rateLimit > 0) return;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `The rate limit ${rateLimit} is not a whole number of requests a minute.`,
    hint: 'Give a whole number from 1, or "off" for no limit.',
  });
}

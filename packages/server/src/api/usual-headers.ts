import type { AnswerHeaders } from './http.js';
import { ANSWER_HEADERS } from './wire.js';

/**
 * What every answer carries (PROTOCOL 1.8, recorded), with an id that is yet empty; `version` is the release. That what
 * answers is Internet Information Services is only said: programs see what they see elsewhere. Recorded are the
 * value of `X-Frame-Options` and `Microsoft-IIS/` of `Server`; the other values are *assumed*, and `x-server-name`
 * says who it really is. `Strict-Transport-Security` is left out: a browser would keep it for all of `localhost`.
 */
export function usualHeaders(version: string): Readonly<AnswerHeaders> {
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-cache',
    Pragma: 'no-cache',
    Expires: '-1',
    [ANSWER_HEADERS.server]: 'Microsoft-IIS/10.0',
    [ANSWER_HEADERS.serverName]: 'PSAKIT',
    [ANSWER_HEADERS.requestId]: '',
    [ANSWER_HEADERS.aspNetVersion]: '4.0.30319',
    [ANSWER_HEADERS.poweredBy]: 'ASP.NET',
    [ANSWER_HEADERS.frameOptions]: 'SAMEORIGIN',
    [ANSWER_HEADERS.apiVersion]: version,
  };
}

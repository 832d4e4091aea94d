import { ERROR_CODES, type PsaErrorCode } from 'psakit';
import { caught, refused, WAYS, type Refusal } from './provoke.js';

/** The refusals a server is known to answer with: MISSION's codes, PROTOCOL's, and statuses without a code. */
export const REFUSALS: readonly Refusal[] = [
  { status: 401, code: 'InvalidCredentials' },
  { status: 401, code: 'Unauthorized' },
  { status: 403, code: 'MissingClientId' },
  { status: 403, code: 'Security' },
  { status: 403, message: 'SSL is required' },
  { status: 400, code: 'InvalidArgument' },
  { status: 400, code: 'RequiredFieldMissing' },
  { status: 400, code: 'MissingRequiredField' },
  { status: 400, code: 'MaxLengthField' },
  { status: 400, code: 'ObjectExists' },
  { status: 400, code: 'UnsupportedFormat' },
  { status: 400, code: 'ApiFindCondition' },
  { status: 400, code: 'ApiFindCondition', message: 'x is not a recognized name.' },
  { status: 404, code: 'RecordNotFound' },
  { status: 404, code: 'NotFound' },
  { status: 404, code: 'CannotRoute' },
  { status: 404, message: 'The endpoint does not exist.' },
  { status: 409, code: 'RecordLocked' },
  { status: 409, code: 'RecordInUse' },
  { status: 414 },
  { status: 429, code: 'RateLimitExceeded' },
  { status: 500, message: 'String was not recognized as a valid Boolean.' },
  { status: 500, message: 'Could not find member' },
  { status: 500, message: 'Execution Timeout Expired' },
];

const CODES = Object.keys(ERROR_CODES) as PsaErrorCode[];

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no';
}

/** Each code of psakit: a real error of that code says the rest of its row. */
async function codeRows(): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const code of CODES) {
    const { status, retryable, hint, code: got } = await caught(WAYS[code]);
    if (got !== code) throw new TypeError(`The way to ${code} ends in ${got}.`);
    const shown = status === undefined || status < 300 ? '' : String(status);
    rows.push(row([`\`${code}\``, ERROR_CODES[code], shown, yesOrNo(retryable), hint ?? '']));
  }
  return rows;
}

async function refusalRows(): Promise<readonly string[]> {
  return Promise.all(
    REFUSALS.map(async (refusal) => {
      const { code, hint, retryable } = await refused(refusal);
      const said = [refusal.code && `\`${refusal.code}\``, refusal.message && `“${refusal.message}”`];
      const words = said.filter(Boolean).join(' ');
      return row([String(refusal.status), words, `\`${code}\``, yesOrNo(retryable), hint ?? '']);
    }),
  );
}

/** The page `docs/errors.md`, made of the errors themselves. */
export async function errorPage(): Promise<string> {
  return [
    '<!-- Made by test/docs/errors.test.ts of the errors themselves: npx vitest run test/docs/errors.test.ts -u -->',
    '',
    '# Error codes',
    '',
    'Everything psakit throws is a `PsaError` with one of these codes. They are stable: match on them, not on',
    'messages. `hint` says what to do about the error at hand; the column *cure* has what one such error says.',
    'How to handle them: [errors](guides/errors.md).',
    '',
    '| code | when | status | retryable | cure |',
    '|---|---|---|---|---|',
    ...(await codeRows()),
    '',
    '`retryable` says that the same call may succeed later, unchanged, and do no harm: it is false where a create met a',
    'failing server, which may have made the record. What can be tried again without harm was tried again before the',
    'error was thrown; `attempts` has each try.',
    '',
    '## What the server answers',
    '',
    'The server has codes of its own, in `serverCode`; those of single fields are in `fieldErrors`. Both are the',
    "mission's and those recorded of real servers, which differ ([where sources disagree](differences.md)).",
    '',
    '| status | server code or message | psakit code | retryable | cure |',
    '|---|---|---|---|---|',
    ...(await refusalRows()),
    '',
    'Any other answer of 500 and above is `SERVER_ERROR`; an answer that is not the API’s JSON is `BAD_RESPONSE`.',
    '',
  ].join('\n');
}

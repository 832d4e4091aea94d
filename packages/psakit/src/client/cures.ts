import type { ServerError } from './server-error.js';

/** A refusal that is known, and what to do about it. The first row that fits counts. */
interface Cure {
  readonly status?: number;
  /** The server's code, at the top or of one field. */
  readonly code?: RegExp;
  readonly message?: RegExp;
  readonly hint: string;
}

const CURES: readonly Cure[] = [
  // Who is asking (MISSION, Codes and cures; PROTOCOL 1.7)
  {
    code: /^MissingClientId$/i,
    hint: 'Add the clientId header: set CONNECTWISE_CLIENT_ID to a client id of developer.connectwise.com.',
  },
  {
    message: /clientid/i,
    hint: 'Set CONNECTWISE_CLIENT_ID to a client id that developer.connectwise.com knows.',
  },
  {
    message: /^SSL is required/i,
    hint: 'This is the host of the web interface: set CONNECTWISE_SITE to the host of the API, e.g. api-na.myconnectwise.net.',
  },
  {
    code: /^CannotRoute$/,
    hint: 'The company id or the codebase is wrong for this site: check CONNECTWISE_COMPANY_ID and CONNECTWISE_SITE.',
  },
  {
    code: /^InvalidCredentials$/i,
    hint: 'Verify the company id and both keys: CONNECTWISE_COMPANY_ID, CONNECTWISE_PUBLIC_KEY, CONNECTWISE_PRIVATE_KEY.',
  },
  {
    status: 401,
    hint: 'Verify the credentials: company id (its case counts), public key and private key, and that the site is theirs.',
  },
  {
    status: 403,
    hint: "Check the permissions of the API member's security role, and that the clientId is a registered one.",
  },
  // What was asked (PROTOCOL 2.5)
  {
    code: /^ApiFindCondition$/,
    message: /not a recognized name/,
    hint: 'The server does not filter by this field. Members of an array need childConditions; custom fields, customFieldConditions.',
  },
  {
    code: /^ApiFindCondition$/,
    hint: 'Correct the conditions: "psa check" points at what is wrong with them.',
  },
  { message: /valid Boolean/i, hint: 'Compare a boolean field with true or false, without quotes.' },
  {
    message: /Could not find member/i,
    hint: 'The model version in use has no such member: leave it out, or ask for another version.',
  },
  { code: /^InvalidArgument$/i, hint: 'Check the type of the field and which values it takes.' },
  { code: /^(?:RequiredFieldMissing|MissingRequiredField)$/i, hint: 'Add the required fields.' },
  { code: /^MaxLengthField$/i, hint: 'Shorten the text to the length the message names.' },
  { code: /^ObjectExists$/i, hint: 'There is one like it already: change that one, or delete it first.' },
  { code: /^UnsupportedFormat$/i, hint: 'Write moments in UTC to the second, e.g. 2024-01-01T00:00:00Z.' },
  // What was not there (PROTOCOL 5)
  {
    message: /endpoint does not exist/i,
    hint: 'Check the path ("psa describe" lists resources), and that the site, codebase and company belong together.',
  },
  {
    status: 400,
    code: /^NotFound$/i,
    hint: 'The record names another one that is not there: check its id or its name, and that the two belong together, as a status and its board.',
  },
  {
    code: /^(?:RecordNotFound|NotFound)$/i,
    hint: 'Verify that the id exists, and that it is a record of this resource.',
  },
  { status: 404, hint: 'Check the path and the id, and that site, codebase and company id belong together.' },
  // When to come back (MISSION, Statuses; PROTOCOL 4)
  { code: /^RecordLocked$/i, hint: 'The record is being edited: try again after a delay.' },
  {
    code: /^RecordInUse$/i,
    hint: 'Other records need this one, and the message says which: delete or move those first.',
  },
  {
    status: 409,
    hint: 'Someone else holds or has changed the record: read it again, then repeat the change.',
  },
  {
    status: 429,
    hint: 'Wait before asking again; give every client of the API member the same budget, or a smaller one.',
  },
  {
    message: /time(?:d ?|-)?out has occur|timeout (?:expired|period)/i,
    hint: 'The query took the server too long: narrow it down, for example by a date or a company.',
  },
  { status: 414, hint: 'The URL is too long: ask for fewer ids or fields at a time.' },
  { status: 400, hint: "Check the form of the request; the server's message says what it minds." },
];

/** What to do about a refusal, where that is known. */
export function findCure(status: number, error: ServerError): string | undefined {
  const codes = [...error.fields.map(({ code }) => code), error.code ?? ''];
  const found = CURES.find(
    (cure) =>
      (cure.status === undefined || cure.status === status) &&
      (cure.code === undefined || codes.some((code) => cure.code?.test(code))) &&
      (cure.message?.test(error.message ?? '') ?? true),
  );
  if (found !== undefined) return found.hint;
  return status >= 500
    ? 'The server failed: try again later; if it stays, quote the request id to its support.'
    : undefined;
}

/** Texts of such 500s (PROTOCOL 2.5, 5). */
const ABOUT_THE_INPUT =
  /not recognized as a valid|Could not (?:find member|convert)|Error converting value|Unexpected character/i;

/** Whether a 500 is about what was sent, or a 409 about what is there, so that sending it again is of no use. */
export function isPermanent({ code, message }: ServerError): boolean {
  return ABOUT_THE_INPUT.test(message ?? '') || code === 'RecordInUse';
}

/** Words of a 409 that is over when someone else is done (MISSION, Codes; texts *assumed*). */
const LOCKED = /(?:\b|Record)lock(?:ed)?\b|being (?:edited|used|modified)/i;

/** Whether a 409 says that someone holds the record at this moment, and not that it was changed. */
export function isLocked(error: ServerError): boolean {
  return LOCKED.test(`${error.code ?? ''} ${error.message ?? ''}`);
}

/** Whether a refusal says that there is no such endpoint or company here, so nothing was done (PROTOCOL 1.5, 5). */
export function isMisrouted(error: ServerError): boolean {
  return error.code === 'CannotRoute' || /endpoint does not exist/i.test(error.message ?? '');
}

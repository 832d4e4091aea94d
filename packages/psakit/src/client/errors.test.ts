import { describe, expect, test } from 'vitest';
import type { PsaErrorCode } from '../core/index.js';
import { createTestPsa } from './testing/create-psa.js';
import { json, plain } from './testing/scripted-fetch.js';

async function failWith(response: Response): Promise<unknown> {
  const { psa } = createTestPsa({ maxTries: 1, fetch: () => Promise.resolve(response) });
  return psa.request('GET', '/service/tickets/5').then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Status, body, our code, and a part of the cure. */
type Case = readonly [
  number,
  { code?: string; error?: string; message?: string; errors?: unknown },
  PsaErrorCode,
  string,
];

const CASES: readonly Case[] = [
  // MISSION, Statuses; Codes and cures
  [
    400,
    { code: 'InvalidArgument', message: "The value 'invalid' is not valid for field 'status/id'." },
    'BAD_REQUEST',
    'type of the field',
  ],
  [
    400,
    {
      code: 'InvalidObject',
      message: 'ticket object is invalid',
      errors: [{ code: 'NotFound', message: 'Service Status Nwe not found', field: 'status/name' }],
    },
    'BAD_REQUEST',
    'its id or its name',
  ],
  [400, { code: 'RequiredFieldMissing', message: 'x' }, 'BAD_REQUEST', 'required fields'],
  [401, { code: 'InvalidCredentials', message: 'x' }, 'UNAUTHORIZED', 'CONNECTWISE_PRIVATE_KEY'],
  [401, { code: 'MissingClientId', message: 'x' }, 'UNAUTHORIZED', 'CONNECTWISE_CLIENT_ID'],
  [403, { code: 'MissingClientId', message: 'x' }, 'FORBIDDEN', 'CONNECTWISE_CLIENT_ID'],
  [404, { code: 'RecordNotFound', message: 'x' }, 'NOT_FOUND', 'id exists'],
  [409, { code: 'RecordLocked', message: 'x' }, 'CONFLICT', 'after a delay'],
  [409, { code: 'RecordInUse', message: 'x' }, 'CONFLICT', 'move those first'],
  [429, { code: 'RateLimitExceeded', message: 'x' }, 'RATE_LIMITED', 'budget'],
  [500, {}, 'SERVER_ERROR', 'try again later'],
  // PROTOCOL 1.7
  [401, { code: 'Unauthorized' }, 'UNAUTHORIZED', 'credentials'],
  [401, { code: 'ConnectWiseApi', message: 'UserNotAuthenticated' }, 'UNAUTHORIZED', 'credentials'],
  [
    403,
    { code: 'Security', message: 'You do not have security permission to perform this action.' },
    'FORBIDDEN',
    'security role',
  ],
  [403, { code: 'Security', message: 'SSL is required.', errors: null }, 'FORBIDDEN', 'host of the API'],
  // PROTOCOL 2.5
  [
    400,
    { code: 'ApiFindCondition', message: 'invoiceDate is not a recognized name.' },
    'BAD_REQUEST',
    'childConditions',
  ],
  [
    400,
    { code: 'ApiFindCondition', message: 'Condition Syntax Error (Line 1, Character 9) - x' },
    'BAD_REQUEST',
    'psa check',
  ],
  [
    500,
    { code: 'ConnectWiseApi', message: 'String was not recognized as a valid Boolean.' },
    'SERVER_ERROR',
    'true or false',
  ],
  [
    500,
    { code: 'ConnectWiseApi', message: 'A timeout has occured. Please try again.' },
    'SERVER_ERROR',
    'narrow it down',
  ],
  // PROTOCOL 4, 5
  [
    429,
    { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' },
    'RATE_LIMITED',
    'budget',
  ],
  [404, { code: 'NotFound', message: 'Contact 57919 not found' }, 'NOT_FOUND', 'id exists'],
  [404, { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' }, 'NOT_FOUND', 'Check the path'],
  [418, { code: 'Teapot', message: 'x' }, 'UNEXPECTED_STATUS', ''],
];

test('what OpenSSL says is told without where it says it', async () => {
  const text =
    '80FC8255307F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/record.c:350:\n';
  const { psa } = createTestPsa({
    fetch: () => Promise.reject(new TypeError('x', { cause: new Error(text) })),
  });
  await expect(psa.request('GET', '/system/info', { deadlineMs: 5 })).rejects.toMatchObject({
    message: 'No answer from https://psa.example: wrong version number',
  });
});

describe('errors of the server', () => {
  test.each(CASES)('%i %j is %s', async (status, body, code, cure) => {
    const error = await failWith(json(body, { status }));
    expect(error).toMatchObject({ code, status });
    if (cure !== '') expect(error).toMatchObject({ hint: expect.stringContaining(cure) });
    const serverCode = body.code ?? body.error;
    if (serverCode !== undefined) expect(error).toMatchObject({ serverCode });
    expect(String(error)).toContain(body.message ?? String(status));
    expect(String(error)).toContain('GET /service/tickets/5');
  });

  test.each([
    [500, { message: 'A timeout has occured. Please try again.' }, true],
    [500, { message: 'String was not recognized as a valid Boolean.' }, false],
    [409, { code: 'RecordLocked', message: 'x' }, true],
    [409, { code: 'RecordInUse', message: 'Ticket 5 cannot be deleted because it has time entries.' }, false],
  ])('%i %j: may it succeed later, unchanged? %s', async (status, body, retryable) => {
    expect(await failWith(json(body, { status }))).toMatchObject({ retryable });
  });

  test('the fields that are wrong are told, and their cure', async () => {
    const body = {
      code: 'InvalidObject',
      message: 'contact object is invalid',
      errors: [
        {
          code: 'MissingRequiredField',
          message: 'The firstName field is required.',
          resource: 'contact',
          field: 'firstName',
        },
      ],
    };
    expect(await failWith(json(body, { status: 400 }))).toMatchObject({
      message:
        'contact object is invalid: The firstName field is required. (400 InvalidObject, GET /service/tickets/5)',
      fieldErrors: body.errors,
      hint: 'Add the required fields.',
    });
  });

  test('the plain text of the gateway is understood (PROTOCOL 1.5)', async () => {
    expect(await failWith(plain('Cannot route. Codebase/company is invalid', 400))).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('Cannot route. Codebase/company is invalid'),
      hint: expect.stringContaining('CONNECTWISE_COMPANY_ID'),
    });
  });

  test.each([
    [plain('<html>Bad Request</html>', 400, 'text/html; charset=us-ascii'), 'BAD_RESPONSE', 'a web page'],
    [plain('', 404), 'BAD_RESPONSE', 'an empty body'],
    [plain('nonsense', 404), 'BAD_RESPONSE', 'plain text'],
    [plain('[1]', 400), 'BAD_RESPONSE', 'plain text'],
    [plain('<html>no</html>', 401), 'UNAUTHORIZED', '401'],
    [plain('<html>busy</html>', 503), 'SERVER_ERROR', '503'],
    [plain('', 409), 'CONFLICT', '409'],
  ])('a body that is not the API’s: %#', async (response, code, text) => {
    expect(await failWith(response)).toMatchObject({ code, message: expect.stringContaining(text) });
  });

  test('a success that is no JSON is BAD_RESPONSE', async () => {
    const { psa } = createTestPsa({
      fetch: () => Promise.resolve(plain('<html>Log in</html>', 200, 'text/html')),
      maxTries: 1,
    });
    await expect(psa.service.tickets.get(5)).rejects.toMatchObject({
      code: 'BAD_RESPONSE',
      message: expect.stringContaining('a web page'),
      hint: expect.stringContaining('CONNECTWISE_SITE'),
    });
  });

  test('errors in a shape nobody promised do not break the reading', async () => {
    const body = { code: 5, message: ['x'], errors: [null, 'x', { message: 'y' }, { field: 3 }] };
    expect(await failWith(json(body, { status: 400 }))).toMatchObject({
      code: 'BAD_REQUEST',
      fieldErrors: [
        { code: '', message: 'y' },
        { code: '', message: '' },
      ],
    });
  });
});

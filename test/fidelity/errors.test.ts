import { Psa, type PsaError } from 'psakit';
import { describe, expect } from 'vitest';
import { useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

const KEYS = {
  companyId: 'company',
  publicKey: 'publickey',
  privateKey: 'privatekey',
  clientId: 'client',
  env: {},
};

/** The error a client makes of one answer, without trying again. */
async function errorOf(answer: Response): Promise<PsaError> {
  const psa = new Psa({ ...KEYS, maxTries: 1, fetch: () => Promise.resolve(answer) });
  return psa.service.tickets.get(5).then(
    () => {
      throw new TypeError('The client took an error for a record');
    },
    (reason: unknown) => reason as PsaError,
  );
}

describe('bodies', () => {
  verifies('errors:body', async () => {
    const body = {
      code: 'InvalidArgument',
      message: "The value 'invalid' is not valid for field 'status/id'.",
      errors: [{ code: 'InvalidArgument', message: 'status/id must be a valid integer', field: 'status/id' }],
    };
    const error = await errorOf(Response.json(body, { status: 400 }));
    expect(error).toMatchObject({ code: 'BAD_REQUEST', serverCode: body.code, fieldErrors: body.errors });
    expect(error.message).toContain(body.message);

    const answer = await world.json<Record<string, unknown>>('/service/tickets?page=x', { status: 400 });
    expect(answer).toMatchObject({
      code: expect.any(String) as string,
      message: expect.any(String) as string,
    });
    expect(answer['errors']).toEqual([expect.objectContaining({ code: 'InvalidArgument', field: 'page' })]);
  });

  verifies('errors:invalid-argument', async () => {
    for (const path of ['/service/tickets?page=x', '/service/tickets?pageSize=0', '/service/tickets/abc']) {
      expect(await world.json(path, { status: 400 })).toMatchObject({ code: 'InvalidArgument' });
    }
    const error = await world
      .client()
      .request('GET', '/service/tickets', { query: { page: '-1' } })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'BAD_REQUEST', serverCode: 'InvalidArgument' });
    expect((error as PsaError).hint).toMatch(/type|value/);
  });

  verifies('errors:not-found', async () => {
    expect(await world.json('/service/tickets/999999999', { status: 404 })).toEqual({
      code: 'NotFound',
      message: 'Ticket 999999999 not found',
    });
    const error = await world
      .client()
      .service.tickets.get(999_999_999)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect((error as PsaError).hint).toMatch(/id/);
  });

  verifies('errors:endpoint', async () => {
    const gone = [
      '/finance/payments',
      '/finance/workRoles',
      '/system/customFields',
      '/nowhere',
      '/service/tickets/1/nothing',
    ];
    for (const path of gone) {
      expect(await world.json(path, { status: 404 })).toEqual({
        code: 'ConnectWiseApi',
        message: 'The endpoint does not exist.',
      });
    }
  });
});

describe('what to do', () => {
  verifies('errors:cures', async () => {
    const cures: [number, string, RegExp][] = [
      [401, 'InvalidCredentials', /company id|keys/i],
      [403, 'MissingClientId', /clientId/],
      [400, 'InvalidArgument', /type|value/],
      [400, 'RequiredFieldMissing', /required/],
      [404, 'RecordNotFound', /id/],
      [409, 'RecordLocked', /retr|again/i],
    ];
    for (const [status, code, cure] of cures) {
      const error = await errorOf(Response.json({ code, message: 'm' }, { status }));
      expect(error.serverCode).toBe(code);
      expect(error.hint, code).toMatch(cure);
    }
  });

  verifies('errors:statuses', async () => {
    const codes: [number, string, boolean][] = [
      [400, 'BAD_REQUEST', false],
      [401, 'UNAUTHORIZED', false],
      [403, 'FORBIDDEN', false],
      [404, 'NOT_FOUND', false],
      [409, 'CONFLICT', true],
      [429, 'RATE_LIMITED', true],
      [500, 'SERVER_ERROR', true],
    ];
    for (const [status, code, retryable] of codes) {
      const error = await errorOf(Response.json({ code: 'X', message: 'm' }, { status }));
      expect(error).toMatchObject({ code, status, retryable });
      expect(error.hint, code).toBeTruthy();
    }
  });

  verifies('errors:cannot-route', async () => {
    const error = await errorOf(new Response('Cannot route. Codebase/company is invalid', { status: 400 }));
    expect(error).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect(error.hint).toMatch(/company|codebase/i);
  });
});

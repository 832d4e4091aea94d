import { createApi, openSqliteStore } from '@psakit/server';
import { createSandbox } from '@psakit/server/sandbox';
import { PsaError } from 'psakit/core';
import { describe, expect } from 'vitest';
import { API, authorization, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;
const site = (path: string, init: RequestInit = {}): Promise<Response> =>
  world.sandbox.fetch(`${world.sandbox.url}${path}`, init);
const post = <T = unknown>(path: string, body: unknown, status: number): Promise<T> =>
  world.json<T>(path, {
    method: 'POST',
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const endpoint = { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' };

/** Answers of a fault that strikes once, raw and as the client sees it. */
async function struck(
  status: number,
  body: unknown,
): Promise<{ status: number; text: string; error: PsaError }> {
  const { faults } = world.sandbox.admin;
  const rule = { kind: 'status', path: '/service/tickets', status, body } as const;
  faults.add({ ...rule, count: 1 });
  const response = await world.ask('/service/tickets');
  faults.add({ ...rule, count: 1 });
  const error = await world
    .client({ maxTries: 1 })
    .service.tickets.list({ limit: 1 })
    .then(
      () => Promise.reject(new TypeError('The client took an error for records')),
      (reason: unknown) => reason as PsaError,
    );
  return { status: response.status, text: await response.text(), error };
}

describe('limits', () => {
  verifies('answers:cloud-limit', async () => {
    const sandbox = await createSandbox({ rateLimit: 1, limitStyle: 'cloud' });
    try {
      const ask = (): Promise<Response> =>
        sandbox.fetch(`${sandbox.url}${API}/system/info`, { headers: authorization(sandbox) });
      const first = await ask();
      expect([first.status, first.headers.get('x-ratelimit-limit')]).toEqual([200, null]);
      const refused = await ask();
      const seconds = refused.headers.get('retry-after');
      expect(refused.status).toBe(429);
      expect(await refused.json()).toEqual({
        error: 'ConnectWiseAPI',
        message: `Too many requests. Please try again in ${seconds} seconds.`,
      });
    } finally {
      await sandbox.close();
    }
  });

  verifies('answers:limit-members', async () => {
    const member = { identifier: 'Other', publicKey: 'other', privateKey: 'secret' };
    const sandbox = await createSandbox({ rateLimit: 2, members: [member] });
    try {
      const ask = async (credentials: string): Promise<number> =>
        (
          await sandbox.fetch(`${sandbox.url}${API}/system/info`, {
            headers: { clientId: 'a', authorization: basic(credentials) },
          })
        ).status;
      const [one, other] = ['sandbox+public:private', 'sandbox+other:secret'];
      expect([await ask(one), await ask(one), await ask(one)]).toEqual([200, 200, 429]);
      expect([await ask(other), await ask(other), await ask(other)]).toEqual([200, 200, 429]);
    } finally {
      await sandbox.close();
    }
  });

  verifies('answers:timeouts', async () => {
    const texts = [
      'A timeout has occured. Please try again.',
      'Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.',
    ];
    for (const message of texts) {
      const body = { code: 'ConnectWiseApi', message };
      const { text, error } = await struck(500, body);
      expect(JSON.parse(text)).toEqual(body);
      expect(error).toMatchObject({ code: 'SERVER_ERROR', retryable: true, serverCode: 'ConnectWiseApi' });
    }
  });
});

describe('errors', () => {
  verifies('answers:gateway-texts', async () => {
    const route = await struck(400, 'Cannot route. Codebase/company is invalid');
    expect(route).toMatchObject({ status: 400, text: 'Cannot route. Codebase/company is invalid' });
    expect(route.error.hint).toMatch(/company|codebase/i);
    const ssl = '{"code":"Security","message":"SSL is required.","errors":null}';
    expect(await struck(403, ssl)).toMatchObject({ text: ssl, error: { serverCode: 'Security' } });
    const user = '{"code":"ConnectWiseApi","message":"UserNotAuthenticated"}';
    expect(await struck(401, user)).toMatchObject({ text: user, error: { code: 'UNAUTHORIZED' } });
  });

  verifies('answers:statuses', async () => {
    const status = async (path: string, init: RequestInit = {}): Promise<number> =>
      (await world.ask(path, init)).status;
    const { id } = await post<Row>('/company/contacts', { firstName: 'Status' }, 201);
    const [company] = await world.json<Row[]>('/company/companies?conditions=id=3');
    expect(await status('/service/tickets?pageSize=1')).toBe(200);
    expect(await status(`/company/contacts/${id}`, { method: 'DELETE' })).toBe(204);
    expect(await status('/service/tickets?page=x')).toBe(400);
    expect((await site(`${API}/service/tickets`)).status).toBe(401);
    expect(
      (await site(`${API}/system/info`, { headers: { authorization: basic('sandbox+public:private') } }))
        .status,
    ).toBe(403);
    expect(await status('/service/tickets/1')).toBe(404);
    expect(await status(`/company/companies/${company?.id}`, { method: 'DELETE' })).toBe(409);
    expect(await status('/service/tickets', { method: 'POST', body: '{' })).toBe(500);
  });

  verifies('answers:locked', async () => {
    const locked = { code: 'RecordLocked', message: 'Ticket 5 is being edited by another member.' };
    expect(await struck(409, locked)).toMatchObject({
      status: 409,
      error: {
        code: 'CONFLICT',
        serverCode: 'RecordLocked',
        retryable: true,
        hint: expect.stringMatching(/again|retr/i) as string,
      },
    });
    const missing = { code: 'RecordNotFound', message: 'No such ticket.' };
    expect(await struck(404, missing)).toMatchObject({
      error: { code: 'NOT_FOUND', serverCode: 'RecordNotFound', hint: expect.stringMatching(/id/) as string },
    });
  });

  verifies('answers:not-found-names', async () => {
    const names: [string, string][] = [
      ['/service/tickets/9', 'Ticket 9'],
      ['/company/contacts/9', 'Contact 9'],
      ['/company/companies/99999', 'Company 99999'],
      ['/company/contacts/5000/typeAssociations/9999', 'ContactTypeAssociation 9999'],
      ['/service/boards/1/statuses/9999', 'BoardStatus 9999'],
      ['/finance/agreements/9/additions/9', 'Agreement 9'],
    ];
    for (const [path, name] of names) {
      expect(await world.json(path, { status: 404 })).toEqual({
        code: 'NotFound',
        message: `${name} not found`,
      });
    }
  });

  verifies('answers:missing', async () => {
    expect(await post('/company/contacts', {}, 400)).toEqual({
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
    });
  });

  verifies('answers:missing-reference', async () => {
    expect(await post('/sales/activities', { name: 'Call' }, 400)).toEqual({
      code: 'InvalidObject',
      message: 'activity object is invalid',
      errors: [
        {
          code: 'MissingRequiredField',
          message: 'The assignTo/id field is required.',
          resource: 'activity',
          field: 'assignTo',
        },
      ],
    });
  });

  verifies('answers:guessed-paths', async () => {
    const guessed = [
      '/finance/invoices/types',
      '/finance/invoices/statuses',
      '/finance/payments',
      '/finance/workRoles',
      '/system/customFields',
      '/system/myCompany',
    ];
    for (const path of guessed) expect(await world.json(path, { status: 404 }), path).toEqual(endpoint);
    for (const path of ['/time/workRoles', '/system/userDefinedFields']) {
      expect((await world.json<Row[]>(path)).length, path).toBeGreaterThan(0);
    }
  });

  verifies('answers:method', async () => {
    const response = await world.ask('/service/tickets', { method: 'PATCH', body: '[]' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  verifies('answers:json', async () => {
    const send = async (path: string, body: string): Promise<string> => {
      const answer = await post<{ code: string; message: string }>(path, body, 500);
      expect(answer.code).toBe('ConnectWiseApi');
      return answer.message;
    };
    const [ticket] = await world.json<Row[]>('/service/tickets?pageSize=1');
    expect(
      await send(`/service/tickets/${ticket?.id}/merge`, '{"mergeTicketIds":[{"id":1}],"status":{"id":1}}'),
    ).toMatch(/^Unexpected character encountered while parsing value: \{\. Path /);
    expect(await send('/service/tickets', '{"summary":"x","severity":"Middling"}')).toMatch(
      /^Error converting value "Middling" to type /,
    );
    expect(await send('/service/tickets', '{"summary":"An old member is set","enteredBy":"me"}')).toBe(
      "Could not find member 'enteredBy' on object of type 'Ticket'. Path 'enteredBy', line 1, position 46.Check your accept header to make sure you are using the correct version.",
    );
  });

  verifies('answers:database', async () => {
    const store = await openSqliteStore(':memory:');
    try {
      const broken = Object.assign(store, {
        list: () => Promise.reject(new PsaError({ code: 'STORAGE', message: 'The disk is full.' })),
      });
      const member = { companyId: 'acme', publicKey: 'public', privateKey: 'private', identifier: 'api' };
      const api = createApi({ store: broken, members: [member] });
      const headers = { authorization: basic('acme+public:private'), clientId: 'a' };
      const response = await api(new Request(`http://localhost${API}/service/tickets`, { headers }));
      expect([response.status, await response.json()]).toEqual([
        500,
        { code: 'ConnectWiseApi', message: 'An unexpected database error has occured' },
      ]);
    } finally {
      await store.close();
    }
  });

  verifies('answers:only-recorded-500', async () => {
    const paths = [
      '/service/tickets?conditions=%00',
      '/service/tickets?conditions=id%3D99999999999999999999',
      '/service/tickets?conditions=dateEntered%3E%5B2024-13-45%5D',
      '/service/tickets?fields=,,,&orderBy=,',
      '/service/tickets/99999999999999999999',
      '/service/tickets/%E0%A4%A',
      '/service/tickets?pageSize=1e9',
    ];
    for (const path of paths) expect((await world.ask(path)).status, path).toBeLessThan(500);
  });
});

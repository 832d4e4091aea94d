import { describe, expect, test } from 'vitest';
import { sendPlain, type PlainAnswer } from './support/plain-https.js';
import { useSecureSandbox } from './support/secure-sandbox.js';

/** Habits of programs in C# and Go, as they show on the wire. */
const secure = useSecureSandbox();

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

function ask(method: string, path: string, body?: unknown): Promise<PlainAnswer> {
  const { companyId, publicKey, privateKey, clientId } = secure.sandbox.credentials;
  const headers = {
    Authorization: `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')}`,
    Clientid: clientId,
    Accept: 'application/json',
    'Content-Type': 'application/json; charset=utf-8',
    'Accept-Encoding': 'gzip',
    'User-Agent': 'Go-http-client/1.1',
  };
  const url = path.startsWith('https:') ? path : `${secure.origin}/v4_6_release/apis/3.0${path}`;
  return sendPlain(secure, method, url, headers, body === undefined ? undefined : JSON.stringify(body));
}

async function read<T = Row>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await ask(method, path, body);
  if (answer.status >= 300) throw new TypeError(`${method} ${path}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as T;
}

const newTicket = async (): Promise<Row> => {
  const [company] = await read<Row[]>('GET', '/company/companies?pageSize=1');
  return read('POST', '/service/tickets', { Summary: 'PascalCase', Company: { Id: company!.id } });
};

describe('C#-like', () => {
  test('records and references in PascalCase', async () => {
    const ticket = await newTicket();
    expect(ticket).toMatchObject({ summary: 'PascalCase', company: { id: expect.any(Number) } });
    const [priority] = await read<Row[]>(
      'GET',
      '/service/priorities?orderBy=id desc&pageSize=1'.replace(/ /g, '%20'),
    );
    const changed = await read('PATCH', `/service/tickets/${ticket.id}`, [
      { Op: 'Replace', Path: 'Priority', Value: { Name: priority!['name'] } },
      { Op: 'replace', Path: '/Summary', Value: 'By name' },
    ]).catch((error: unknown) => error);
    // A path is case-sensitive (documented), so one in PascalCase finds nothing; the operation itself is not.
    expect(changed).toBeInstanceOf(TypeError);
    const again = await read('PATCH', `/service/tickets/${ticket.id}`, [
      { Op: 'Replace', Path: 'priority', Value: { Name: priority!['name'] } },
      { Op: 'replace', Path: '/summary', Value: 'By name' },
    ]);
    expect(again).toMatchObject({ summary: 'By name', priority: { id: priority!.id } });
  });

  test('members that are null, as serializers leave them, say nothing', async () => {
    const [company] = await read<Row[]>('GET', '/company/companies?pageSize=1');
    const ticket = await read('POST', '/service/tickets', {
      id: 0,
      summary: 'With nulls',
      company: { id: company!.id, identifier: null, name: null },
      contact: null,
      board: null,
      customFields: null,
      _info: null,
    });
    expect(ticket).toMatchObject({ summary: 'With nulls', board: { id: expect.any(Number) } });
  });

  test('a bundle of 50 requests in PascalCase', async () => {
    const Requests = Array.from({ length: 50 }, (_, index) => ({
      Version: 'v2021.1',
      SequenceNumber: index + 1,
      ResourceType: ['Ticket', 'Company', 'Contact', 'Configuration', 'Agreement'][index % 5],
      ApiRequest: {
        Filters: { Conditions: 'id > 0', OrderBy: 'id desc' },
        Page: { Page: 1, PageSize: (index % 20) + 1 },
      },
    }));
    const { results } = await read<{ results: Row[] }>('POST', '/system/bundles', { Requests });
    expect(results.map((each) => [each['sequenceNumber'], each['success'], each['statusCode']])).toEqual(
      Requests.map((each) => [each.SequenceNumber, true, 200]),
    );
    for (const [index, each] of results.entries()) {
      const ids = (each['entities'] as Row[]).map(({ id }) => id);
      expect(ids).toHaveLength((index % 20) + 1);
      expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    }
  });

  test('a bundle as TypeScript programs send it: lower case, parentId, version 2020.1', async () => {
    const [agreement] = await read<Row[]>('GET', '/finance/agreements?pageSize=1');
    const requests = ['agreement', 'configuration', 'addition'].map((resourceType, index) => ({
      sequenceNumber: index,
      resourceType,
      version: '2020.1',
      apiRequest: {
        ...(resourceType === 'addition' ? { parentId: agreement!.id } : {}),
        filters: { conditions: 'id > 0' },
        page: { page: 1, pageSize: 10 },
      },
    }));
    const { results } = await read<{ results: Row[] }>('POST', '/system/bundles', { requests });
    expect(results.map((each) => [each['sequenceNumber'], each['success']])).toEqual([
      [0, true],
      [1, true],
      [2, true],
    ]);
    const counts = await read<{ results: Row[] }>('POST', '/system/bundles/count', { requests });
    for (const each of counts.results) expect(each['count']).toEqual(expect.any(Number));
  });
});

describe('Go-like', () => {
  test('Remove with a capital, paths with a slash, sub-paths', async () => {
    const ticket = await newTicket();
    const [contact] = await read<Row[]>('GET', '/company/contacts?pageSize=1');
    const path = `/service/tickets/${ticket.id}`;
    const withContact = await read('PATCH', path, [
      { op: 'replace', path: '/contact', value: { id: contact!.id } },
      { op: 'replace', path: 'owner/identifier', value: 'zAdmin' },
    ]);
    expect(withContact).toMatchObject({ contact: { id: contact!.id }, owner: { identifier: 'zAdmin' } });
    const removed = await read('PATCH', path, [
      { op: 'Remove', path: '/contact' },
      { op: 'Remove', path: 'owner', value: null },
    ]);
    expect(
      [removed['contact'] as Row | undefined, removed['owner'] as Row | undefined].map((each) => each?.id),
    ).toEqual([undefined, undefined]);
  });

  test('follows Link by number until there is no next', async () => {
    let next: string | undefined = '/company/companies?conditions=deletedFlag+%3D+false&pageSize=40';
    let seen = 0;
    while (next !== undefined) {
      const answer = await ask('GET', next);
      seen += (JSON.parse(answer.text) as Row[]).length;
      // It splits at commas and looks at the first parameter of each part, as its parser does.
      const parts = ((answer.headers['link'] as string | undefined) ?? '')
        .split(',')
        .map((part) => part.trim().split(';'));
      const found = parts.find((part) => part[1]?.trim() === 'rel="next"');
      next = found?.[0]?.replace(/^[<>]+|[<>]+$/g, '');
    }
    const { count } = await read<{ count: number }>(
      'GET',
      '/company/companies/count?conditions=deletedFlag%3Dfalse',
    );
    expect(seen).toBe(count);
  });

  test('an answer is decoded into fixed types: ids are numbers, flags booleans, instants have a Z', async () => {
    const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
    for (const path of [
      '/service/tickets',
      '/company/companies',
      '/company/contacts',
      '/time/entries',
      '/finance/agreements',
    ]) {
      for (const row of await read<Row[]>('GET', `${path}?pageSize=200`)) {
        for (const [name, value] of Object.entries(row)) {
          if (/Id$|^id$/.test(name) && typeof value !== 'string')
            expect(value, name).toEqual(expect.any(Number));
          if (name.endsWith('Flag')) expect(typeof value, name).toBe('boolean');
          if (/Date$|^date|^time(Start|End)$/.test(name)) expect(value, name).toMatch(INSTANT);
        }
      }
    }
  });

  test('hrefs of a record lead where they say, once they are encoded', async () => {
    const [ticket] = await read<Row[]>('GET', '/service/tickets?pageSize=1');
    const info = ticket!['_info'] as Record<string, string>;
    const hrefs = Object.entries(info).filter(([name]) => name.endsWith('_href'));
    expect(hrefs.length).toBeGreaterThan(5);
    for (const [name, href] of hrefs) {
      const answer = await ask('GET', new URL(href).href.replace(/'/g, '%27'));
      expect([name, answer.status]).toEqual([name, 200]);
    }
  });
});

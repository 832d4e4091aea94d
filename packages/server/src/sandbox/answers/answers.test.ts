import { matchPath, operations, schema } from 'psakit/catalog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.js';

type Json = Readonly<Record<string, unknown>>;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ rateLimit: 'off' });
});
afterAll(() => sandbox.close());

async function get(path: string): Promise<Response> {
  const { companyId, publicKey, privateKey, clientId } = sandbox.credentials;
  return sandbox.fetch(`${sandbox.url}/v4_6_release/apis/3.0${path}`, {
    headers: { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId },
  });
}

const json = async (path: string): Promise<Json> => (await (await get(path)).json()) as Json;

/** The ids that the small world has where the paths below lead. */
async function filled(path: string): Promise<string> {
  const collection = path.slice(0, path.indexOf('/{'));
  const match = matchPath(collection);
  if (!path.includes('{') || match?.place?.kind !== 'collection') return path.replace(/\{\w+\}/g, '1');
  const response = await get(`${collection}?pageSize=1&fields=id`);
  const [first] =
    response.status === 200 ? ((await response.json()) as readonly { readonly id: number }[]) : [];
  return path.replace(/\{\w+\}/, String(first?.id ?? 1)).replace(/\{\w+\}/g, '1');
}

/** Paths that are not there for this caller as recorded (PROTOCOL 1.7: an API member has no account). */
const NOT_THERE = ['/system/myAccount/{id}', '/system/myMembers', '/system/myMembers/info'];

test('every GET of the catalog that is no collection answers, in its schema', async () => {
  const gets = operations().filter(
    ({ method, path }) => method === 'GET' && !matchPath(path.replace(/\{\w+\}/g, '1'))?.place,
  );
  expect(gets.length).toBeGreaterThan(40);
  const wrong: string[] = [];
  for (const { path, response } of gets) {
    const answer = await get(await filled(path));
    const text = await answer.text();
    if (answer.status === 404 && !text.includes('The endpoint does not exist.')) continue;
    if (answer.status === 404 && NOT_THERE.includes(path)) continue;
    if (answer.status !== 200) {
      wrong.push(`${path}: ${answer.status} ${text.slice(0, 100)}`);
      continue;
    }
    const entity = schema(response?.schema ?? '');
    if (!entity) continue;
    const value = JSON.parse(text) as Json | readonly Json[];
    for (const record of Array.isArray(value) ? (value as readonly Json[]) : [value as Json]) {
      for (const name of Object.keys(record)) {
        if (!entity.field(name)) wrong.push(`${path}: ${name} is no member of ${entity.name}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

describe('some of them', () => {
  test('an invoice with what it bills', async () => {
    const [invoice] = (await (await get('/finance/invoices?pageSize=1')).json()) as readonly Json[];
    const info = await json(`/finance/info/invoice/${String(invoice?.['id'])}`);
    expect(info['invoice']).toEqual(invoice);
    expect((await get('/finance/info/invoice/999999999')).status).toBe(404);
  });

  test('the plan of a project', async () => {
    const [project] = (await (await get('/project/projects?pageSize=1')).json()) as readonly Json[];
    const plan = await json(`/project/projects/${String(project?.['id'])}/projectWorkplan`);
    expect(plan['projectId']).toBe(project?.['id']);
    expect((plan['phases'] as readonly Json[]).length).toBeGreaterThan(0);
  });

  test('a contact a company has by default', async () => {
    const [company] = (await (
      await get('/company/contacts?pageSize=1&orderBy=id desc')
    ).json()) as readonly Json[];
    const { id } = company?.['company'] as { readonly id: number };
    expect((await json(`/company/contacts/default?companyId=${id}`))['company']).toMatchObject({ id });
  });

  test('tickets with their SLA are the open ones', async () => {
    const tickets = (await json('/service/tickets/calculateSla?pageSize=5')) as unknown as readonly Json[];
    expect(tickets.map((ticket) => ticket['closedFlag'])).toEqual([false, false, false, false, false]);
  });

  test('the documents of a ticket, as references', async () => {
    const [ticket] = (await (await get('/service/tickets?pageSize=1')).json()) as readonly Json[];
    const { companyId, publicKey, privateKey, clientId } = sandbox.credentials;
    const body = new FormData();
    for (const [name, value] of Object.entries({
      recordType: 'Ticket',
      recordId: String(ticket?.['id']),
      title: 'Map',
    })) {
      body.set(name, value);
    }
    body.set('file', new File(['x'], 'map.txt'));
    const made = await sandbox.fetch(`${sandbox.url}/v4_6_release/apis/3.0/system/documents`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId },
      body,
    });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { readonly id: number };
    const path = `/service/tickets/${String(ticket?.['id'])}/documents`;
    const [reference] = (await json(path)) as unknown as readonly Json[];
    expect(reference).toMatchObject({ id, name: 'Map' });
    expect((reference?.['_info'] as Json)['document_href']).toContain(`/system/documents/${id}`);
    expect(await json(`${path}?conditions=name="map"%26fields=name`.replace('%26', '&'))).toEqual([
      { name: 'Map' },
    ]);
    expect(await json(`${path}/count`)).toEqual({ count: 1 });
    expect(await json('/service/tickets/999999999/documents')).toMatchObject({ code: 'NotFound' });
  });

  test('the file of a document that the world only mentions', async () => {
    const [document] = (await (await get('/system/documents?pageSize=1')).json()) as readonly Json[];
    const answer = await get(`/system/documents/${String(document?.['id'])}/download`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBe(document?.['size']);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('an invoice as a PDF', async () => {
    const [invoice] = (await (await get('/finance/invoices?pageSize=1')).json()) as readonly Json[];
    const answer = await get(`/finance/invoices/${String(invoice?.['id'])}/pdf`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toContain(String(invoice?.['invoiceNumber']));
    expect((await answer.text()).startsWith('%PDF-')).toBe(true);
    expect(await json('/finance/invoices/999999999/pdf')).toEqual({
      code: 'NotFound',
      message: 'Invoice 999999999 not found',
    });
  });
});

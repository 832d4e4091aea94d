import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.js';
import { REPORTS } from './definitions.js';

interface ReportAnswer {
  readonly column_definitions: readonly Readonly<Record<string, unknown>>[];
  readonly row_values: readonly (readonly unknown[])[];
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ rateLimit: 'off' });
});
afterAll(() => sandbox.close());

async function get(path: string): Promise<{ readonly response: Response; readonly json: unknown }> {
  const { companyId, publicKey, privateKey, clientId } = sandbox.credentials;
  const response = await sandbox.fetch(
    encodeURI(`${sandbox.url}/v4_6_release/apis/3.0/system/reports${path}`),
    {
      headers: { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId },
    },
  );
  return { response, json: await response.json() };
}

const report = async (path: string): Promise<ReportAnswer> => (await get(path)).json as ReportAnswer;

test('every report has rows as wide as its columns, and a count', async () => {
  const { json } = await get('');
  expect(json).toEqual(REPORTS.map(({ name }) => ({ name })));
  for (const { name, columns } of REPORTS) {
    const { column_definitions: definitions, row_values: rows } = await report(`/${name}?pageSize=3`);
    expect(definitions.flatMap(Object.keys), name).toEqual(Object.keys(columns));
    for (const row of rows) expect(row, name).toHaveLength(definitions.length);
    expect((await get(`/${name}/columns`)).json).toEqual(definitions);
    const { count } = (await get(`/${name}/count`)).json as { readonly count: number };
    expect(rows.length, name).toBe(Math.min(3, count));
    // The world has no expenses.
    if (name !== 'Expense') expect(count, name).toBeGreaterThan(0);
  }
});

test('conditions, order and columns go by the names of the columns, in any case', async () => {
  const query = 'conditions=closed_flag = false and TicketNbr > 0&orderBy=TICKETNBR desc&pageSize=2';
  const { column_definitions: definitions, row_values: rows } = await report(
    `/service?${query}&columns=TicketNbr,Summary,Closed_Flag`,
  );
  expect(definitions).toEqual([
    { TicketNbr: { type: 'Numeric', isNullable: false, identityColumn: true } },
    { Summary: { type: 'Text', isNullable: true, identityColumn: false } },
    { Closed_Flag: { type: 'Boolean', isNullable: true, identityColumn: false } },
  ]);
  expect(rows).toHaveLength(2);
  expect(rows[0]?.[0]).toBeGreaterThan(rows[1]?.[0] as number);
  expect(rows.map((row) => row[2])).toEqual([false, false]);
});

test('pages are linked, and reach every row once', async () => {
  const { response } = await get('/Member?pageSize=5');
  const total = Number(response.headers.get('x-total-count'));
  expect(response.headers.get('link')).toContain('rel="next"');
  const seen = new Set<unknown>();
  for (let page = 1; page <= Math.ceil(total / 5); page++) {
    for (const [id] of (await report(`/Member?pageSize=5&page=${page}`)).row_values) seen.add(id);
  }
  expect(seen.size).toBe(total);
});

test.each([
  ['/Nothing', 404, 'Report Nothing not found'],
  ['/Service?conditions=summary2 = 1', 400, 'summary2 is not a recognized name.'],
  ['/Service?columns=TicketNbr,x', 400, 'x is not a recognized name.'],
  ['/Service?orderBy=x', 400, 'x is not a recognized name.'],
])('%s is refused', async (path, status, message) => {
  const { response, json } = await get(path);
  expect(response.status).toBe(status);
  expect(json).toMatchObject({ message });
});

test('the list of reports can be searched', async () => {
  expect((await get('?conditions=name like "Inv%"')).json).toEqual([{ name: 'Invoice' }]);
});

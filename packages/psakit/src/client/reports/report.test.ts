import { describe, expect, test } from 'vitest';
import { createTestPsa } from '../testing/create-psa.js';
import { json, scriptedFetch, type Step } from '../testing/scripted-fetch.js';

const REPORT = 'https://psa.example/v4_6_release/apis/3.0/system/reports/Service%20Tickets';

function setUp(steps: readonly Step[]) {
  const script = scriptedFetch(steps);
  return { script, report: createTestPsa({ fetch: script.fetch }).psa.report('Service Tickets') };
}

const COLUMNS = [
  { TicketNbr: { type: 'Numeric', isNullable: false, identityColumn: true } },
  { Summary: { type: 'Text', isNullable: true } },
];

function table(...rows: readonly unknown[][]): Response {
  return json({ column_definitions: COLUMNS, row_values: rows });
}

describe('a report', () => {
  test('answers its rows as objects, page by page', async () => {
    const { report, script } = setUp([
      {
        url: `${REPORT}?conditions=Summary%20contains%20%22vpn%22&orderBy=TicketNbr%20desc&pageSize=2&page=1&columns=TicketNbr,Summary`,
        reply: table([1, 'a'], [2, null]),
      },
      { url: /pageSize=2&page=2/, reply: table([3, 'c']) },
    ]);
    const rows = await report
      .rows({
        where: "Summary contains 'vpn'",
        orderBy: 'TicketNbr desc',
        columns: ['TicketNbr', 'Summary'],
        pageSize: 2,
      })
      .all();
    expect(rows).toEqual([
      { TicketNbr: 1, Summary: 'a' },
      { TicketNbr: 2, Summary: null },
      { TicketNbr: 3, Summary: 'c' },
    ]);
    script.verify();
  });

  test('stops at its limit, and its cursor goes on there', async () => {
    const { report, script } = setUp([
      { url: `${REPORT}?pageSize=2&page=1`, reply: table([1, 'a'], [2, 'b']) },
      { url: `${REPORT}?pageSize=2&page=2`, reply: table() },
    ]);
    const page = await report.rows({ limit: 2 });
    expect(page).toMatchObject({ hasMore: false, cursor: { page: 2, pageSize: 2 } });
    expect(await report.rows({ page: 2, pageSize: 2 }).all()).toEqual([]);
    script.verify();
  });

  test('counts its rows and tells its columns', async () => {
    const { report, script } = setUp([
      { url: `${REPORT}/count?conditions=TicketNbr%20%3E%205`, reply: json({ count: 4 }) },
      { url: `${REPORT}/columns`, reply: json(COLUMNS) },
    ]);
    expect(await report.count({ where: 'TicketNbr > 5' })).toBe(4);
    expect(await report.columns()).toEqual([
      { name: 'TicketNbr', type: 'Numeric', isNullable: false, identityColumn: true },
      { name: 'Summary', type: 'Text', isNullable: true, identityColumn: undefined },
    ]);
    script.verify();
  });

  test.each([
    json([]),
    json({ column_definitions: COLUMNS }),
    json({ row_values: [1], column_definitions: [] }),
  ])('answered with anything else is BAD_RESPONSE: %#', async (reply) => {
    const { report } = setUp([{ url: /./, reply }]);
    await expect(report.rows()).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
  });

  test.each([
    { where: 'Summary contains' },
    { orderBy: 'a b c' },
    { limit: 0 },
    { pageSize: NaN },
    { where: '' },
  ])('is not asked for with %j', async (options) => {
    const { report, script } = setUp([]);
    await expect(report.rows(options)).rejects.toMatchObject({ name: 'PsaError' });
    expect(script.sent).toEqual([]);
  });

  test.each([
    [json({ code: 'NotFound', message: 'Report x not found' }, { status: 404 }), 'psa.system.reports.list()'],
    [
      json({ code: 'ApiFindCondition', message: 'zz is not a recognized name.' }, { status: 400 }),
      'columns()',
    ],
  ])('that is refused says where its names are: %#', async (reply, cure) => {
    const { report } = setUp([{ url: /./, reply }]);
    await expect(report.rows({ columns: ['zz'] })).rejects.toMatchObject({
      hint: expect.stringContaining(cure) as unknown,
      attempts: [expect.anything()],
    });
  });

  test('needs a name', () => {
    expect(() => createTestPsa().psa.report('')).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});

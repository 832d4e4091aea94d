import { describe, expect, test } from 'vitest';
import { parse } from '../conditions/index.js';
import { createTestPsa } from './testing/create-psa.js';
import { json, scriptedFetch, type Step } from './testing/scripted-fetch.js';
import type { FilterOptions, JsonRecord } from './index.js';

const API = 'https://psa.example/v4_6_release/apis/3.0';

function setUp(steps: readonly Step[]) {
  const script = scriptedFetch(steps);
  return { script, psa: createTestPsa({ fetch: script.fetch }).psa };
}

describe('get', () => {
  test('answers one record, with the fields asked for', async () => {
    const { psa, script } = setUp([
      { url: `${API}/service/tickets/5`, reply: json({ id: 5, summary: 'x' }) },
      { url: `${API}/service/tickets/5?fields=id,status/name`, reply: json({ id: 5 }) },
    ]);
    expect(await psa.service.tickets.get(5)).toEqual({ id: 5, summary: 'x' });
    await psa.service.tickets.get(5, { fields: ['id', ' status/name'] as string[] });
    script.verify();
  });

  test('checks the fields of what one record is, where a list shows something else', async () => {
    const one = `${API}/sales/opportunities/9/forecast`;
    const { psa, script } = setUp([
      { url: `${one}/5?fields=id,revenue`, reply: json({ id: 5, revenue: 100 }) },
      { method: 'PATCH', url: `${one}/5?fields=id,revenue`, reply: json({ id: 5, revenue: 120 }) },
      { url: `${one}/5`, reply: json({ id: 5 }) },
    ]);
    const { forecast } = psa.sales.opportunities(9);
    await forecast.get(5, { fields: ['id', 'revenue'] });
    await forecast.patch(5, [{ op: 'replace', path: 'revenue', value: 120 }], { fields: ['id', 'revenue'] });
    // What only the list has is no field of one.
    await expect(forecast.get(5, { fields: ['forecastItems'] as string[] })).rejects.toMatchObject({
      code: 'CONDITION_INVALID',
    });
    await forecast.get(5);
    script.verify();
  });

  test('a record that is not there is NOT_FOUND', async () => {
    const { psa, script } = setUp([
      { url: /5$/, reply: json({ code: 'NotFound', message: 'Ticket 5 not found' }, { status: 404 }) },
    ]);
    await expect(psa.service.tickets.get(5)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'Ticket 5 not found (404 NotFound, GET /service/tickets/5)',
    });
    script.verify();
  });

  test.each<[unknown, string]>([
    [undefined, '"undefined"'],
    [NaN, '"NaN"'],
    [1.5, '"1.5"'],
    ['', '""'],
    ['  ', '"  "'],
    ['..', '".."'],
    [{ id: 5 }, 'An object'],
  ])('%j, which is no id, is refused before anything is sent', async (id, name) => {
    const { psa, script } = setUp([]);
    await expect(psa.service.tickets.get(id as number)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: `${name} is not the id of a record.`,
      hint: expect.stringContaining('variable is set'),
    });
    expect(script.sent).toEqual([]);
  });

  test.each([json([]), json('x'), json(null), new Response('')])(
    'anything but a record is BAD_RESPONSE: %#',
    async (reply) => {
      const { psa } = setUp([{ url: /5$/, reply }]);
      await expect(psa.service.tickets.get(5)).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
    },
  );
});

describe('count', () => {
  test('takes the same filters as list', async () => {
    const { psa, script } = setUp([
      { url: `${API}/service/tickets/count`, reply: json({ count: 17 }) },
      { url: `${API}/service/tickets/count?conditions=closedFlag%20%3D%20false`, reply: json({ count: 4 }) },
    ]);
    expect(await psa.service.tickets.count()).toBe(17);
    expect(await psa.service.tickets.count({ where: 'closedFlag=False' })).toBe(4);
    script.verify();
  });

  test('anything but a count is BAD_RESPONSE', async () => {
    const { psa } = setUp([{ url: /count$/, reply: json({ count: '17' }) }]);
    await expect(psa.service.tickets.count()).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
  });
});

describe('filters', () => {
  async function sent(options: FilterOptions<JsonRecord>): Promise<Record<string, string>> {
    const { psa, script } = setUp([{ url: /./, reply: json({ count: 0 }) }]);
    await psa.collection('tickets').count(options);
    return Object.fromEntries(new URL(script.sent[0]?.url ?? '').searchParams);
  }

  test('come as text, condition or function, and leave in canonical text', async () => {
    const canonical = { conditions: 'status/name = "New" and priority/id <= 2' };
    expect(await sent({ where: "status/name='New' AND priority/id<=2" })).toEqual(canonical);
    expect(await sent({ where: parse('status/name = "New" and priority/id <= 2') })).toEqual(canonical);
    const { psa, script } = setUp([{ url: /./, reply: json({ count: 0 }) }]);
    await psa.service.tickets.count({ where: (t) => t.status.name.eq('New').and(t.priority.id.lte(2)) });
    expect(new URL(script.sent[0]?.url ?? '').searchParams.get('conditions')).toBe(canonical.conditions);
  });

  test('of the three kinds go each into its parameter', async () => {
    expect(
      await sent({
        where: 'id > 5',
        childWhere: 'notes/text contains "update"',
        customWhere: 'caption = "Outage ID" and value = 5',
      }),
    ).toEqual({
      conditions: 'id > 5',
      childConditions: 'notes/text contains "update"',
      customFieldConditions: 'caption = "Outage ID" and value = 5',
    });
  });

  test.each([{ where: ' ' }, { childWhere: '' }, { customWhere: '', check: 'off' as const }])(
    'that are empty texts are refused, for a variable was not set: %j',
    async (options) => {
      const { psa, script } = setUp([]);
      await expect(psa.collection('tickets').count(options)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        hint: expect.stringContaining('or undefined, to ask for every record'),
      });
      expect(script.sent).toEqual([]);
    },
  );

  test.each([
    ['conditions', 'where'],
    ['childConditions', 'childWhere'],
    ['customFieldConditions', 'customWhere'],
  ])('by the name of the API, %s, are refused: every record would come', async (name, option) => {
    const { psa, script } = setUp([]);
    const tickets = psa.collection('tickets');
    const refusal = { code: 'INVALID_ARGUMENT', hint: expect.stringContaining(`called ${option}`) };
    await expect(tickets.count({ [name]: 'id = 1' })).rejects.toMatchObject(refusal);
    await expect(tickets.list({ [name]: 'id = 1' }).all()).rejects.toMatchObject(refusal);
    expect(script.sent).toEqual([]);
  });

  test('that nobody checked are sent as they were written', async () => {
    expect(await sent({ where: 'newField  is=5', check: 'off' })).toEqual({ conditions: 'newField  is=5' });
  });

  test.each<[FilterOptions<JsonRecord> & { orderBy?: string; fields?: string[] }, string, string]>([
    [{ where: 'status/name = ' }, 'CONDITION_SYNTAX', ''],
    [{ where: 'sumary contains "x"' }, 'CONDITION_INVALID', 'Did you mean "summary"?'],
    [{ where: 'closedFlag = "x"' }, 'CONDITION_INVALID', ''],
    [{ childWhere: 'noets/text contains "x"' }, 'CONDITION_INVALID', ''],
    [{ orderBy: 'prioritty/id' }, 'CONDITION_INVALID', '"priority/id"'],
    [{ orderBy: 'id upwards' }, 'CONDITION_SYNTAX', ''],
    [{ fields: ['id', 'sumary'] }, 'CONDITION_INVALID', 'Did you mean "summary"?'],
    [{ fields: ['id;summary'] }, 'CONDITION_SYNTAX', ''],
  ])('that are wrong are refused before anything is sent: %j', async (options, code, hint) => {
    const { psa, script } = setUp([]);
    await expect(psa.collection('tickets').list(options)).rejects.toMatchObject({
      code,
      hint: expect.stringContaining(hint),
      issues: [expect.objectContaining({ line: 1 })],
    });
    expect(script.sent).toEqual([]);
  });
});

test('collections are opened by name, too', () => {
  const { psa } = setUp([]);
  expect(() => psa.collection('service/tickts')).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_RESOURCE' }),
  );
  expect(() => psa.collection('service/tickets/notes')).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
  );
});

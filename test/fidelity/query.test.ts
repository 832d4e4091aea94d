import { connect } from 'node:net';
import { resourceNamed } from 'psakit/catalog';
import { describe, expect } from 'vitest';
import { SEEN } from '../../packages/psakit/src/conditions/testing/seen-in-the-wild.js';
import { API, query, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const TAIL =
  'String values should be enclosed with double or single quotes; DateTime values should be enclosed in square brackets; numbers should consist of only digits, and optionally a decimal point and a negation sign; boolean values should be indicated with the keywords true or false; null values should be indicated by the keyword null.';

/** The ids a collection answers for conditions, on one large page. */
const idsOf = async (path: string, conditions: string): Promise<readonly number[]> =>
  (await world.json<Row[]>(`${path}${query({ conditions, fields: 'id', pageSize: 1000 })}`)).map(
    ({ id }) => id,
  );

const countOf = async (path: string, parameters: Readonly<Record<string, string>>): Promise<number> =>
  (await world.json<{ count: number }>(`${path}/count${query(parameters)}`)).count;

const tickets = (conditions: string): Promise<number> => countOf('/service/tickets', { conditions });

/** The body a collection refuses conditions with. */
const refusal = (
  path: string,
  parameters: Readonly<Record<string, string>>,
  status = 400,
): Promise<unknown> => world.json(`${path}${query(parameters)}`, { status });

const findCondition = (message: string): object => ({ code: 'ApiFindCondition', message });
const unknownName = (name: string): object => findCondition(`${name} is not a recognized name.`);

/** What comes back for bytes that no HTTP client would send. */
function raw(line: string): Promise<string> {
  const { port, hostname } = new URL(world.sandbox.url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${line}\r\nHost: localhost\r\n\r\n`);
    });
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (text += part));
    socket.on('close', () => {
      resolve(text);
    });
    socket.on('error', reject);
  });
}

async function someContact(lastName: string): Promise<Row> {
  const body = JSON.stringify({ firstName: 'Query', lastName, company: { id: 2 } });
  return world.json<Row>('/company/contacts', { method: 'POST', status: 201, body });
}

/** Which record the nested collections among the conditions are asked below. */
const PARENTS: Readonly<Record<string, string>> = {
  'finance/agreements/additions': '300',
  'service/boards/statuses': '1',
  'service/tickets/notes': '52501',
};

describe('grammar', () => {
  verifies('query:not-operators', async () => {
    const all = await tickets('id > 0');
    expect(
      (await tickets('summary contains "email"')) + (await tickets("Summary NOT CONTAINS 'email'")),
    ).toBe(all);
    expect((await tickets('summary like "a%"')) + (await tickets('summary not like "a%"'))).toBe(all);
    expect((await tickets('board/id in (1,2)')) + (await tickets('board/id not in (1,2)'))).toBe(all);
  });

  verifies('query:spaces', async () => {
    expect(await tickets('closedDate !=null')).toBe(await tickets('closedDate != null'));
    expect(await tickets('id>52600 and board/id=1')).toBe(await tickets('id  >  52600  AND board/id  =  1'));
  });

  verifies('query:is-null', async () => {
    expect(await tickets('closedDate is null')).toBe(await tickets('closedDate = null'));
    expect(await tickets('closedDate is not null')).toBe(await tickets('closedDate != null'));
  });

  verifies('query:prefix-not', async () => {
    expect(await refusal('/service/tickets', { conditions: 'NOT (id = 1)' })).toMatchObject({
      code: 'ApiFindCondition',
      message: expect.stringMatching(/^Condition Syntax Error \(Line 1, Character 1\) - /) as string,
    });
  });

  verifies('query:precedence', async () => {
    const open = 'closedFlag=false and board/id=1 or closedFlag=true and board/id=2';
    const grouped = '(closedFlag=false and board/id=1) or (closedFlag=true and board/id=2)';
    const other = 'closedFlag=false and (board/id=1 or closedFlag=true) and board/id=2';
    expect(await tickets(open)).toBe(await tickets(grouped));
    expect(await tickets(open)).not.toBe(await tickets(other));
  });

  verifies('query:ordered-text', async () => {
    const all = await tickets('status/name != null');
    const behind = await tickets("status/name > 'New'");
    expect(behind).toBeGreaterThan(0);
    expect(behind + (await tickets("status/name <= 'New'"))).toBe(all);
    expect(await tickets("status/name > '>Closed'")).toBe(all);
  });

  verifies('query:seen', async () => {
    expect(SEEN).toHaveLength(55);
    for (const { text, resource, parameter = 'conditions', refused, unknownHere } of SEEN) {
      const path = (resourceNamed(resource)?.path ?? '').replace(/\{\w+\}/, () => PARENTS[resource] ?? '');
      const response = await world.ask(`${path}${query({ [parameter]: text, pageSize: 1 })}`);
      const body = (await response.json()) as { message?: string };
      const status = (refused ?? unknownHere) ? 400 : 200;
      expect(response.status, `${text}: ${JSON.stringify(body)}`).toBe(status);
      if (refused !== undefined) expect(body.message, text).toBe(refused);
    }
  });
});

describe('literals', () => {
  verifies('query:numbers', async () => {
    expect(await countOf('/time/entries', { conditions: 'actualHours > -1.5' })).toBe(
      await countOf('/time/entries', {}),
    );
    const half = await countOf('/time/entries', { conditions: 'actualHours >= 0.5' });
    expect(half).toBeGreaterThan(await countOf('/time/entries', { conditions: 'actualHours >= 0.75' }));
  });

  verifies('query:boolean-text', async () => {
    expect(await refusal('/service/tickets', { conditions: 'closedFlag="maybe"' }, 500)).toEqual({
      code: 'ConnectWiseApi',
      message: 'String was not recognized as a valid Boolean.',
    });
  });

  verifies('query:moments', async () => {
    const moments = [
      '2025-09-01T00:00:00Z',
      '2025-09-01T00:00:00',
      '2025-09-01T00:00:00.000000',
      '2025-09-01 00:00:00+00:00',
      '2025-09-01',
    ];
    const counts = new Set<number>();
    for (const moment of moments) counts.add(await tickets(`lastUpdated>[${moment}]`));
    expect([...counts]).toEqual([expect.any(Number)]);
    expect([...counts][0]).toBeGreaterThan(0);
  });

  verifies('query:no-functions', async () => {
    expect(await refusal('/service/tickets', { conditions: 'dateEntered>=[today]' })).toMatchObject({
      code: 'ApiFindCondition',
    });
  });

  verifies('query:enums', async () => {
    const active = await countOf('/finance/agreements', { conditions: 'agreementStatus="Active"' });
    expect(active).toBeGreaterThan(0);
    expect(await countOf('/finance/agreements', { conditions: "AgreementStatus = 'active'" })).toBe(active);
    expect(await countOf('/system/members', { conditions: 'licenseClass="F"' })).toBeGreaterThan(0);
  });

  verifies('query:enum-misuse', async () => {
    const text = 'Enum value supplied was invalid';
    const asked: [string, string][] = [
      ['/finance/agreements', 'AgreementStatus Not Like "Canceled"'],
      ['/time/entries', 'invoice = null'],
      ['/finance/agreements', 'agreementStatus = "Nothing"'],
    ];
    for (const [path, conditions] of asked) {
      expect(await refusal(path, { conditions }), conditions).toEqual(findCondition(text));
    }
  });

  verifies('query:quotes-inside', async () => {
    const { id } = await someContact('O\'Neil "Bob"');
    const ways = ['"O\'Neil \\"Bob\\""', "'O\\'Neil \"Bob\"'", "'O''Neil \"Bob\"'", '"O\'Neil ""Bob"""'];
    for (const text of ways) {
      expect(await idsOf('/company/contacts', `lastName = ${text}`), text).toEqual([id]);
    }
  });
});

describe('wildcards', () => {
  verifies('query:unquoted', async () => {
    expect(await refusal('/company/companies', { conditions: 'name like *mail*' })).toEqual(
      findCondition(`Condition Syntax Error (Line 1, Character 11) - Unrecognized value: *mail*\n${TAIL}`),
    );
  });

  verifies('query:underscore', async () => {
    const { id } = await someContact('Xylander');
    expect(await idsOf('/company/contacts', 'lastName like "Xy_ander"')).toEqual([id]);
    expect(await idsOf('/company/contacts', 'lastName like "X_ander"')).toEqual([]);
  });

  verifies('query:classes', async () => {
    const [one, two] = [await someContact('Zq[x]y'), await someContact('Zqxy')];
    expect(await idsOf('/company/contacts', 'lastName like "Zq[x]y"')).toEqual([two.id]);
    expect(await idsOf('/company/contacts', 'lastName like "Zq[[]x]y"')).toEqual([one.id]);
    expect(await idsOf('/company/contacts', 'lastName like "Zq[a-z]y"')).toEqual([two.id]);
  });

  verifies('query:contains-plain', async () => {
    const { id } = await someContact('50% off');
    expect(await idsOf('/company/contacts', 'lastName contains "50%"')).toEqual([id]);
    expect(await idsOf('/company/contacts', 'lastName contains "5%off"')).toEqual([]);
  });

  verifies('query:like-plain', async () => {
    const { id } = await someContact('Plainlike');
    expect(await idsOf('/company/contacts', "lastName like 'plainlike'")).toEqual([id]);
    expect(await idsOf('/company/contacts', "lastName like 'plainlik'")).toEqual([]);
  });
});

describe('what can be asked for', () => {
  verifies('query:levels', async () => {
    expect(await refusal('/service/tickets', { conditions: 'board/department/name="Admin"' })).toEqual(
      unknownName('board/department/name'),
    );
    const childConditions = 'communicationItems/type/name="Email"';
    expect(await countOf('/company/contacts', { childConditions })).toBeGreaterThan(0);
  });

  verifies('query:arrays', async () => {
    expect(await refusal('/company/contacts', { conditions: "types/name='Approver'" })).toEqual(
      unknownName('types/name'),
    );
    for (const childConditions of [
      "types/name='Approver'",
      'communicationItems/value like "%@%" AND communicationItems/communicationType="Email"',
    ]) {
      expect(await countOf('/company/contacts', { childConditions }), childConditions).toBeGreaterThan(0);
    }
    expect(await countOf('/company/companies', { childConditions: 'types/name="Customer"' })).toBeGreaterThan(
      0,
    );
  });

  verifies('query:no-in-children', async () => {
    for (const parameters of [
      { childConditions: 'types/name in ("Approver")' },
      { customFieldConditions: 'caption in ("Outage ID")' },
    ]) {
      expect(await refusal('/company/contacts', parameters)).toMatchObject({ code: 'ApiFindCondition' });
    }
  });

  verifies('query:parameter-case', async () => {
    const expected = await countOf('/company/contacts', { childConditions: "types/name='Approver'" });
    for (const name of ['childconditions', 'CHILDCONDITIONS', 'ChildConditions']) {
      expect(await countOf('/company/contacts', { [name]: "types/name='Approver'" })).toBe(expected);
    }
    expect(
      await world.json('/service/tickets?PAGESIZE=2&Fields=id&ORDERBY=id%20asc&CONDITIONS=id%3E0'),
    ).toHaveLength(2);
  });

  verifies('query:time-stamps', async () => {
    for (const path of ['/service/tickets', '/company/contacts', '/finance/agreements', '/service/boards']) {
      for (const name of ['lastUpdated', '_info/LastUpdated', 'DateEntered', '_info/dateEntered']) {
        expect(
          await countOf(path, { conditions: `${name} > [2000-01-01]` }),
          `${path} ${name}`,
        ).toBeGreaterThan(0);
        expect(await countOf(path, { conditions: `${name} < [2000-01-01]` }), `${path} ${name}`).toBe(0);
      }
    }
  });

  verifies('query:not-filterable', async () => {
    const [ticket] = await idsOf('/service/tickets', 'id > 0');
    const asked: [string, string, string][] = [
      [`/service/tickets/${ticket}/notes`, 'noteType = "x"', 'noteType'],
      ['/company/companies/2/sites', 'defaultFlag = true', 'defaultFlag'],
      ['/service/boards', 'board/name = "Help Desk"', 'board/name'],
      ['/service/tickets', 'configurations/id = 1', 'configurations/id'],
      ['/company/contacts', 'types/name = "x"', 'types/name'],
    ];
    for (const [path, conditions, name] of asked) {
      expect(await refusal(path, { conditions }), conditions).toEqual(unknownName(name));
    }
  });

  verifies('query:configuration', async () => {
    const [configuration] = await world.json<Row[]>('/company/configurations?pageSize=1');
    const body = JSON.stringify({ summary: 'Disk', company: { id: 2 } });
    const { id } = await world.json<Row>('/service/tickets', { method: 'POST', status: 201, body });
    const path = `/service/tickets/${id}/configurations`;
    const device = JSON.stringify({ id: configuration?.id });
    await world.json(path, { method: 'POST', status: 201, body: device });
    expect(await idsOf('/service/tickets', `configuration/id=${configuration?.id}`)).toContain(id);
  });

  verifies('query:configuration-or', async () => {
    await refusal('/service/tickets', { conditions: 'configuration/id=1 or configuration/id=2' });
  });
});

describe('error texts', () => {
  verifies('query:name-text', async () => {
    const asked: [string, string, string][] = [
      ['/finance/invoices', 'invoiceDate>[2026-01-01]', 'invoiceDate'],
      ['/company/companies', 'typeids="1"', 'typeids'],
      ['/service/boards', 'board/name="x"', 'board/name'],
    ];
    for (const [path, conditions, name] of asked) {
      expect(await refusal(path, { conditions })).toEqual(unknownName(name));
    }
  });

  verifies('query:syntax-text', async () => {
    expect(await refusal('/schedule/entries', { conditions: 'type/id=4ANDobjectId=945370' })).toEqual(
      findCondition(
        `Condition Syntax Error (Line 1, Character 9) - Unrecognized value: 4ANDobjectId\n${TAIL}`,
      ),
    );
  });

  verifies('query:type-text', async () => {
    expect(await refusal('/service/tickets', { conditions: 'closedFlag = 3' })).toEqual(
      findCondition(`Expected a boolean value, not a numeric. ${TAIL}`),
    );
  });

  verifies('query:other-type-texts', async () => {
    const asked: [string, string][] = [
      ['id = "x"', 'Expected a numeric value, not a string.'],
      ['summary = 5', 'Expected a string value, not a numeric.'],
      ['dateEntered = 5', 'Expected a datetime value, not a numeric.'],
      ['id = true', 'Expected a numeric value, not a boolean.'],
      ['closedFlag = [2024-01-01]', 'Expected a boolean value, not a datetime.'],
    ];
    for (const [conditions, sentence] of asked) {
      expect(await refusal('/service/tickets', { conditions }), conditions).toEqual(
        findCondition(`${sentence} ${TAIL}`),
      );
    }
  });

  verifies('query:other-syntax-texts', async () => {
    const asked: [string, number][] = [
      ['(id=1', 1],
      ['summary="abc', 9],
      ['id', 3],
      ['id=', 4],
    ];
    for (const [conditions, character] of asked) {
      expect(await refusal('/service/tickets', { conditions }), conditions).toMatchObject({
        code: 'ApiFindCondition',
        message: expect.stringContaining(
          `Condition Syntax Error (Line 1, Character ${character}) - `,
        ) as string,
      });
    }
  });
});

describe('order and fields', () => {
  verifies('query:order', async () => {
    const orders = [
      'summary',
      'priority/id asc, dateEntered desc',
      '_info/lastUpdated desc',
      'board/name DESC,id',
    ];
    for (const orderBy of orders) {
      expect(
        await world.json<Row[]>(`/service/tickets${query({ orderBy, fields: 'id', pageSize: 5 })}`),
      ).toHaveLength(5);
    }
    const [newest] = await world.json<{ id: number; _info: { lastUpdated: string } }[]>(
      `/service/tickets${query({ orderBy: '_info/lastUpdated desc', pageSize: 1 })}`,
    );
    expect(await tickets(`lastUpdated > [${newest?._info.lastUpdated}]`)).toBe(0);
  });

  verifies('query:order-unknown', async () => {
    expect(await refusal('/service/tickets', { orderBy: 'nothing' })).toEqual(unknownName('nothing'));
  });

  verifies('query:fields-info', async () => {
    const path = '/company/companies/2';
    expect(Object.keys(await world.json<object>(`${path}?fields=id,name`))).toEqual(['id', 'name']);
    expect(Object.keys(await world.json<object>(`${path}?fields=id,_info`))).toEqual(['id', '_info']);
    expect(await world.json(path)).toHaveProperty('_info');
  });

  verifies('query:fields-unknown', async () => {
    expect(await refusal('/company/companies', { fields: 'id,nothing' })).toEqual(unknownName('nothing'));
    expect(await world.json('/company/companies/2?fields=id,addressLine2')).toEqual({ id: 2 });
  });

  verifies('query:fields-time-stamps', async () => {
    const expected = { id: 2, _info: { lastUpdated: expect.any(String) as string } };
    expect(await world.json('/company/companies/2?fields=id,lastUpdated')).toEqual(expected);
    expect(await world.json('/company/companies/2?fields=id,_info/LastUpdated')).toEqual(expected);
  });

  verifies('query:report-columns', async () => {
    expect(await world.json('/company/companies/2?columns=name&fields=id')).toEqual({ id: 2 });
    const [report] = await world.json<{ name: string }[]>('/system/reports');
    const answer = await world.json<Record<string, unknown>>(`/system/reports/${report?.name}?pageSize=1`);
    expect(Object.keys(answer)).toEqual(['column_definitions', 'row_values']);
  });
});

describe('URLs', () => {
  verifies('query:plus', async () => {
    const { count } = await world.json<{ count: number }>(
      '/service/tickets/count?conditions=summary+contains+%22email%22',
    );
    expect(count).toBe(await tickets('summary contains "email"'));
  });

  verifies('query:encoded', async () => {
    const { id } = await someContact('A&B+C*D');
    const path = '/company/contacts?fields=id&conditions=';
    for (const text of ['lastName%3D%22A%26B%2BC%2AD%22', 'lastName%20like%20%27A%26B%2B%25%27']) {
      expect(await world.json(path + text)).toEqual([{ id }]);
    }
  });

  verifies('query:too-long', async () => {
    const line = `GET ${API}/service/tickets?conditions=${'x'.repeat(20_000)} HTTP/1.1`;
    expect(await raw(line)).toMatch(/^HTTP\/1\.1 414 Request URI Too Long\r\n/);
  });

  verifies('query:raw-spaces', async () => {
    const answer = await raw(`GET ${API}/service/tickets?conditions=id = 1 HTTP/1.1`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/content-type: text\/html; charset=us-ascii/i);
    expect(answer).toMatch(/<html/i);
  });

  verifies('query:search-places', async () => {
    const post = (path: string): Promise<Response> => world.ask(path, { method: 'POST', body: '{}' });
    for (const path of ['/service/tickets/search', '/project/tickets/search']) {
      const response = await post(path);
      expect([response.status, Array.isArray(await response.json())]).toEqual([200, true]);
    }
    for (const path of ['/company/contacts/search', '/company/companies/search', '/time/entries/search']) {
      expect((await post(path)).status, path).toBeGreaterThanOrEqual(400);
    }
  });

  verifies('query:search-body', async () => {
    const search = (body: object, status = 200): Promise<Row[]> =>
      world.json<Row[]>('/service/tickets/search?page=2&pageSize=2&fields=id', {
        method: 'POST',
        status,
        body: JSON.stringify(body),
      });
    const expected = await search({ conditions: 'board/id = 1', orderBy: 'id desc' });
    expect(expected).toHaveLength(2);
    expect(await search({ Conditions: 'board/id = 1', ORDERBY: 'id desc', childConditions: null })).toEqual(
      expected,
    );
    expect(await search({ id: 5 }, 500)).toMatchObject({
      code: 'ConnectWiseApi',
      message: expect.stringMatching(/^Could not find member 'id'/) as string,
    });
  });

  verifies('query:most', async () => {
    const search = async (body: Readonly<Record<string, string>>): Promise<readonly [number, string]> => {
      const answer = await world.ask('/service/tickets/search?pageSize=1', {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return [answer.status, await answer.text()];
    };
    const many = (count: number, join: string, each: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => each(index)).join(join);
    const compared = (count: number) => ({ conditions: many(count, ' or ', (index) => `id = ${index}`) });
    expect((await search(compared(1000)))[0]).toBe(200);
    expect(await search(compared(1001))).toEqual([
      400,
      expect.stringContaining('1001 comparisons; 1000 are the most'),
    ]);
    const [status, text] = await search({ orderBy: many(101, ',', (index) => `name${index}`) });
    expect([status, text]).toEqual([400, expect.stringContaining('100 are the most')]);
    const fields = query({ fields: many(1001, ',', (index) => `n${index}`) });
    expect(await world.json(`/service/tickets${fields}`, { status: 400 })).toMatchObject({
      message: expect.stringContaining('1000 are the most') as string,
    });
  });

  verifies('query:repeated-parameters', async () => {
    const rows = await world.json('/service/boards?fields=id&fields=name&pageSize=1&nonsense=1');
    expect(rows).toEqual([{ id: 1, name: 'Help Desk' }]);
    const twice = await world.ask('/service/tickets?pageSize=1&pageSize=3');
    expect([twice.status, await twice.text()]).toEqual([400, expect.stringContaining("'1,3'")]);
  });
});

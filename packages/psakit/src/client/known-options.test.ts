import { describe, expect, test } from 'vitest';
import { createBudget } from '../budget/index.js';
import { Psa } from './index.js';
import { createTestPsa, KEYS } from './testing/create-psa.js';
import { json, scriptedFetch } from './testing/scripted-fetch.js';

const DOCUMENTS = 'https://psa.example/v4_6_release/apis/3.0/system/documents';

/** As a program in JavaScript writes them. */
const wrong = (options: unknown) => options as never;

type Door = readonly [name: string, call: (psa: Psa) => PromiseLike<unknown>, said: string, cure: string];

const DOORS: readonly Door[] = [
  ['list', (psa) => psa.service.tickets.list(wrong({ filter: 'x' })), 'option "filter"', 'where'],
  ['list', (psa) => psa.service.tickets.list(wrong({ pagesize: 5 })), 'option "pagesize"', '"pageSize"'],
  ['list', (psa) => psa.service.tickets.list(wrong({ zebra: 5 })), 'option "zebra"', 'It takes fields, '],
  ['list', (psa) => psa.service.tickets.list(wrong({ constructor: 5 })), 'option "constructor"', 'It takes'],
  ['list', (psa) => psa.service.tickets.list(wrong('closedFlag = false')), 'as an object', 'where'],
  ['list', (psa) => psa.service.tickets.list(wrong(null)), 'not null', 'where'],
  ['all', (psa) => psa.service.tickets.list(wrong({ limits: 5 })).all(), 'option "limits"', '"limit"'],
  ['count', (psa) => psa.service.tickets.count(wrong({ conditions: 'x' })), '"conditions"', 'where'],
  ['get', (psa) => psa.service.tickets.get(5, wrong({ field: ['id'] })), 'option "field"', '"fields"'],
  [
    'create',
    (psa) => psa.service.tickets.create({ summary: 'x', company: { id: 1 } }, wrong({ dryrun: true })),
    'option "dryrun"',
    '"dryRun"',
  ],
  ['update', (psa) => psa.service.tickets.update(5, {}, wrong({ unchanged: 'x' })), '"unchanged"', 'ifUnch'],
  ['replace', (psa) => psa.service.tickets.replace(5, {}, wrong({ verify: 'x' })), '"verify"', 'It takes'],
  ['patch', (psa) => psa.service.tickets.patch(5, [], wrong({ signa: 1 })), '"signa"', '"signal"'],
  ['delete', (psa) => psa.service.tickets.delete(5, wrong({ dryRn: true })), '"dryRn"', '"dryRun"'],
  ['an operation', (psa) => psa.finance.invoices(9).pdf(wrong({ querry: {} })), '"querry"', '"query"'],
  ['request', (psa) => psa.request('GET', '/x', wrong({ params: {} })), '"params"', 'It takes query'],
  ['bundle', (psa) => psa.bundle(() => [], wrong({ signl: 1 })), '"signl"', '"signal"'],
  [
    'a list in a bundle',
    (psa) => psa.bundle((b) => [b.system.documents.list({ query: { recordId: 5 } })]),
    'list in a bundle has no option "query"',
    'It takes',
  ],
  ['rows', (psa) => psa.report('x').rows(wrong({ fields: ['a'] })), '"fields"', 'It takes columns'],
  ['download', (psa) => psa.documents.download(5, wrong({ sinal: 1 })), '"sinal"', '"signal"'],
  [
    'upload',
    (psa) => psa.documents.upload(wrong({ recordType: 'Ticket', recordId: 5, filename: 'x' })),
    '"filename"',
    '"fileName"',
  ],
];

describe('an option there is not', () => {
  test.each(DOORS)('is refused by %s before anything is sent: %#', async (_name, call, said, cure) => {
    const { script, psa } = setUp();
    await expect(call(psa)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(said) as unknown,
      hint: expect.stringContaining(cure) as unknown,
    });
    expect(script.sent).toEqual([]);
  });

  test('is refused by new Psa and createBudget', () => {
    expect(() => new Psa(wrong({ ...KEYS, maxTry: 3 }))).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        hint: expect.stringContaining('"maxTries"') as unknown,
      }),
    );
    expect(() => createBudget(wrong({ limt: 3 }))).toThrow(
      expect.objectContaining({ hint: 'Did you mean "limit"?' }),
    );
  });

  test('is refused by diagnose', async () => {
    await expect(setUp().psa.diagnose(wrong({ sinal: 1 }))).rejects.toMatchObject({
      hint: 'Did you mean "signal"?',
    });
  });

  test('may be undefined, or have a symbol for its key', async () => {
    const { psa, script } = setUp(json([]));
    await psa.service.tickets.list(wrong({ filter: undefined, [Symbol('mine')]: 1 }));
    expect(script.sent).toHaveLength(1);
  });
});

/** Values of a kind that an option is not, as JavaScript lets them be written. */
const MISTAKEN: readonly (readonly [call: (psa: Psa) => PromiseLike<unknown>, said: string, cure: string])[] =
  [
    [(psa) => psa.service.tickets.list(wrong({ fields: 'id' })), 'fields of list is a string', 'an array'],
    [
      (psa) => psa.service.tickets.list(wrong({ orderBy: ['id'] })),
      'orderBy of list is an array',
      'a string',
    ],
    [(psa) => psa.service.tickets.list(wrong({ limit: '5' })), 'limit of list is a string', 'a number'],
    [(psa) => psa.service.tickets.list(wrong({ onPage: 5 })), 'onPage of list is a number', 'a function'],
    [(psa) => psa.service.tickets.list(wrong({ check: 'none' })), 'is "none"', 'Give "error" or "off"'],
    [(psa) => psa.service.tickets.list(wrong({ lane: 'fast' })), 'is "fast"', '"interactive" or "bulk"'],
    [
      (psa) => psa.service.tickets.count(wrong({ signal: new AbortController() })),
      'signal of count is an object',
      'an AbortSignal',
    ],
    [(psa) => psa.service.tickets.count(wrong({ onWait: null })), 'onWait of count is null', 'a function'],
    [(psa) => psa.service.tickets.update(5, {}, wrong({ dryRun: 1 })), 'dryRun', 'Give a boolean'],
    [(psa) => psa.service.tickets.update(5, {}, wrong({ unknown: 'ignore' })), 'is "ignore"', '"allow"'],
    [(psa) => psa.system.documents.list(wrong({ query: 'a=1' })), 'query of list is a string', 'an object'],
    [(psa) => psa.documents.upload(wrong({ fileName: 5 })), 'fileName of upload is a number', 'a string'],
    [(psa) => psa.report('x').rows(wrong({ columns: 'a' })), 'columns of rows is a string', 'an array'],
    [(psa) => psa.request('GET', '/x', wrong({ repeatable: 'no' })), 'repeatable', 'a boolean'],
  ];

describe('an option of another kind', () => {
  test.each(MISTAKEN)('is refused before anything is sent: %#', async (call, said, cure) => {
    const { script, psa } = setUp();
    await expect(call(psa)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(said) as unknown,
      hint: expect.stringContaining(cure) as unknown,
    });
    expect(script.sent).toEqual([]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ publicKey: 5 }, 'publicKey of new Psa is a number'],
    [{ site: 5 }, 'site of new Psa is a number'],
    [{ fetch: 5 }, 'fetch of new Psa is a number'],
    [{ logger: console }, 'logger of new Psa is an object'],
    [{ maxTries: '3' }, 'maxTries of new Psa is a string'],
    [{ clock: 5 }, 'clock of new Psa is a number'],
    [{ userType: 'admin' }, 'userType of new Psa is "admin"'],
    [{ unknown: 'ignore' }, 'unknown of new Psa is "ignore"'],
    [{ budget: {} }, 'budget of new Psa is no budget'],
    [{ budget: null }, 'budget of new Psa is no budget'],
  ])('is refused by new Psa: %j', (options, said) => {
    expect(() => new Psa(wrong({ ...KEYS, ...options }))).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining(said) as unknown,
      }),
    );
  });
});

/** What JavaScript lets stand where something else belongs. */
const STRANGE: readonly (readonly [call: (psa: Psa) => unknown, said: string, cure: string])[] = [
  [(psa) => psa.request(wrong('get'), '/system/info'), 'a method first, not get', 'GET, POST'],
  [(psa) => psa.request('GET', wrong(undefined)), '"undefined" is not a path', '/service/tickets/54321'],
  [(psa) => psa.documents.open(wrong(undefined)), '"undefined" is not a path', '/service/tickets/54321'],
  [
    (psa) => psa.request('GET', '/x', { headers: { x: 'a\r\nb: secret' } }),
    'no request can carry',
    'line breaks',
  ],
  [(psa) => psa.bundle(wrong('x')), 'The function given to bundle', 'psa.bundle((b) =>'],
  [
    (psa) => psa.service.tickets.update(wrong({}), { summary: 'x' }),
    'An object is not the id',
    'variable is set',
  ],
  [(psa) => psa.report(wrong(undefined)), 'needs the name of a report', 'psa.system.reports.list()'],
  [(psa) => psa.service.tickets.list({ where: wrong(5) }), 'A filter is a text', 't.status.name.eq'],
  [
    (psa) =>
      psa.service.tickets.list({ where: (t) => wrong((t.summary as unknown as JsBuilder).equal('x')) }),
    '"equal" is no operator',
    'There are eq',
  ],
  [(psa) => Object.assign(psa, { service: 1 }), 'psa.service cannot be set', 'a fetch of your own'],
  [(psa) => Object.assign(psa, { budget: 1 }), 'psa.budget cannot be set', 'a fetch of your own'],
  [
    (psa) => Object.assign(psa.service.tickets, { list: 1 }),
    'psa.service.tickets.list cannot be set',
    'sandbox',
  ],
  [
    (psa) => Object.defineProperty(psa.service.tickets, 'list', { value: 1 }),
    'psa.service.tickets.list cannot be set',
    'sandbox',
  ],
];

interface JsBuilder {
  equal(value: string): unknown;
}

test.each(STRANGE)('what is none is refused with its cure: %#', async (call, said, cure) => {
  const { script, psa } = setUp();
  await expect(Promise.resolve().then(() => call(psa))).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining(said) as unknown,
    hint: expect.stringContaining(cure) as unknown,
  });
  expect(script.sent).toEqual([]);
});

test('other members of a client may be set, as a class that extends it does', () => {
  const { psa } = setUp();
  expect(Object.assign(psa, { mine: 1 })).toMatchObject({ mine: 1 });
});

test('a collection by a name that is none', () => {
  const { psa } = setUp();
  for (const name of [undefined, 5, {}, null]) {
    expect(() => psa.collection(wrong(name))).toThrow(expect.objectContaining({ code: 'UNKNOWN_RESOURCE' }));
  }
});

describe('query', () => {
  const query = { recordType: 'Ticket', recordId: 5 };

  test('goes with every page of a list', async () => {
    const rows = [{ id: 1 }, { id: 2 }];
    const script = scriptedFetch([
      { url: `${DOCUMENTS}?recordType=Ticket&recordId=5&orderBy=id&pageSize=2&page=1`, reply: json(rows) },
      { url: `${DOCUMENTS}?recordType=Ticket&recordId=5&orderBy=id&pageSize=2&page=2`, reply: json([]) },
    ]);
    const { psa } = createTestPsa({ fetch: script.fetch });
    const documents = await psa.system.documents.list({ query, page: 1, pageSize: 2 }).all();
    expect(documents).toEqual(rows);
    script.verify();
  });

  test.each<[Record<string, unknown>, string]>([
    [{ recordTyp: 'Ticket' }, 'Did you mean "recordType" or'],
    [{ conditions: 'id = 5' }, 'Give it beside query, as where.'],
  ])('is held against the specification: %j', async (given, cure) => {
    const { psa, script } = setUp();
    await expect(psa.system.documents.list({ query: given as typeof query })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining(cure) as unknown,
    });
    expect(script.sent).toEqual([]);
  });

  test('is sent as it is where nothing is to be checked', async () => {
    const { psa, script } = setUp(json([]));
    await psa.system.documents.list({ query: { ours: true }, check: 'off', page: 1 });
    expect(script.sent).toHaveLength(1);
  });
});

function setUp(reply: Response = json({})) {
  const script = scriptedFetch([{ url: /./, reply }]);
  return { script, psa: createTestPsa({ fetch: script.fetch }).psa };
}

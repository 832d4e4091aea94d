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

  test('may be undefined, or have a symbol for its key', async () => {
    const { psa, script } = setUp(json([]));
    await psa.service.tickets.list(wrong({ filter: undefined, [Symbol('mine')]: 1 }));
    expect(script.sent).toHaveLength(1);
  });
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

import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Ticket } from '../../catalog/index.js';
import { isPsaError } from '../../core/index.js';
import type { AskBundle, BundleReads, Page, PsaTree } from '../index.js';
import { createTestPsa } from '../testing/create-psa.js';
import { json, scriptedFetch, type ScriptedFetch, type Step } from '../testing/scripted-fetch.js';

const API = 'https://psa.example/v4_6_release/apis/3.0';

function setUp(steps: readonly Step[]) {
  const script = scriptedFetch(steps);
  return { script, psa: createTestPsa({ fetch: script.fetch }).psa };
}

function bodyOf({ sent }: ScriptedFetch, index = 0): unknown {
  return JSON.parse(String(sent[index]?.body));
}

const ok = (sequenceNumber: number, entities: readonly unknown[], more: object = {}): object => ({
  sequenceNumber,
  entities,
  count: entities.length,
  success: true,
  statusCode: 200,
  ...more,
});

describe('a bundle', () => {
  test('sends reads together, counts by themselves, and answers each in its place', async () => {
    const { psa, script } = setUp([
      {
        method: 'POST',
        url: `${API}/system/bundles`,
        reply: json({
          results: [ok(3, [{ id: 4 }, { id: 5 }]), ok(1, [{ id: 9, summary: 'x' }]), ok(2, [])],
        }),
      },
      {
        method: 'POST',
        url: `${API}/system/bundles/count`,
        reply: json({ results: [{ sequenceNumber: 1, count: 17, success: true }] }),
      },
    ]);
    const answers = await psa.bundle((b) => [
      b.service.tickets.get(9, { fields: ['id', 'summary'] }),
      b.service.tickets.count({ where: 'closedFlag=False' }),
      b.finance.agreements(7).additions.list({ where: 'quantity > 2', pageSize: 2 }),
      b.company.configurations.list({ limit: 5, orderBy: 'name', pageId: undefined }).all(),
    ]);
    const [ticket, count, additions, configurations] = answers;
    expectTypeOf(ticket).toEqualTypeOf<Pick<Ticket, 'id' | 'summary'>>();
    expectTypeOf(count).toEqualTypeOf<number>();
    expectTypeOf(additions).toExtend<Page<{ id: number }>>();
    expect({ ticket, count, additions: additions.items, configurations }).toEqual({
      ticket: { id: 9, summary: 'x' },
      count: 17,
      additions: [{ id: 4 }, { id: 5 }],
      configurations: [],
    });
    expect(additions).toMatchObject({ hasMore: true, cursor: { pageId: 5 } });
    expect(bodyOf(script)).toEqual({
      requests: [
        {
          sequenceNumber: 1,
          resourceType: 'ticket',
          version: '2025.1',
          apiRequest: { id: 9, filters: {}, fields: 'id,summary' },
        },
        {
          sequenceNumber: 2,
          resourceType: 'configuration',
          version: '2025.1',
          apiRequest: { filters: { orderBy: 'name, id' }, page: { page: 1, pageSize: 5 } },
        },
        {
          sequenceNumber: 3,
          resourceType: 'addition',
          version: '2025.1',
          apiRequest: {
            parentId: 7,
            filters: { conditions: 'quantity > 2', orderBy: 'id' },
            page: { page: 1, pageSize: 2 },
          },
        },
      ],
    });
    expect(bodyOf(script, 1)).toMatchObject({
      requests: [{ apiRequest: { filters: { conditions: 'closedFlag = false' } } }],
    });
    script.verify();
  });

  test('of more than fifty is several', async () => {
    const { psa, script } = setUp(
      [50, 50, 20].map((count) => ({
        method: 'POST',
        url: /bundles$/,
        reply: json({ results: Array.from({ length: count }, (_, index) => ok(index + 1, [{ id: index }])) }),
      })),
    );
    const found = await psa.bundle((b) =>
      Array.from({ length: 120 }, (_, id) => b.service.tickets.get(id + 1)),
    );
    expect(found).toHaveLength(120);
    script.verify();
  });

  test('goes on by requests of its own', async () => {
    const { psa, script } = setUp([
      { method: 'POST', url: /bundles$/, reply: json({ results: [ok(1, [{ id: 1 }, { id: 2 }])] }) },
      { url: `${API}/service/tickets?pageSize=2&pageId=2`, reply: json([{ id: 3 }]) },
    ]);
    const [tickets] = await psa.bundle((b) => [b.service.tickets.list({ pageSize: 2 }).all()]);
    expect(tickets).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    script.verify();
  });

  test('fails by the read that failed, unless that one is caught', async () => {
    const reply = (): Response =>
      json({
        results: [
          ok(1, [{ id: 1 }]),
          {
            sequenceNumber: 2,
            success: false,
            statusCode: 404,
            error: { code: 'NotFound', message: 'Ticket 2 not found' },
          },
        ],
      });
    const { psa } = setUp([1, 2].map(() => ({ method: 'POST', url: /bundles$/, reply: reply() })));
    await expect(
      psa.bundle((b) => [b.service.tickets.get(1), b.service.tickets.get(2)]),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
      serverCode: 'NotFound',
      message: expect.stringContaining('Ticket 2 not found'),
    });
    const [one, two] = await psa.bundle((b) => [
      b.service.tickets.get(1),
      b.service.tickets.get(2).catch((error: unknown) => isPsaError(error, 'NOT_FOUND')),
    ]);
    expect([one, two]).toEqual([{ id: 1 }, true]);
  });

  test('is repeated as any read is', async () => {
    const script = scriptedFetch([
      { method: 'POST', url: /bundles$/, reply: new Response('', { status: 503 }) },
      { method: 'POST', url: /bundles$/, reply: json({ results: [ok(1, [{ id: 1 }])] }) },
    ]);
    const { psa, clock } = createTestPsa({ fetch: script.fetch });
    const coming = psa.bundle((b) => [b.service.tickets.get(1)]);
    await clock.advance(60_000);
    await expect(coming).resolves.toEqual([{ id: 1 }]);
    script.verify();
  });

  test('of nothing sends nothing', async () => {
    const { psa } = setUp([]);
    expect(await psa.bundle(() => [])).toEqual([]);
  });

  test.each([
    ['other than results', {}, 'BAD_RESPONSE'],
    ['without one of the results', { results: [] }, 'BAD_RESPONSE'],
    ['without the record', { results: [ok(1, [])] }, 'NOT_FOUND'],
  ])('answered with something %s', async (_name, body, code) => {
    const { psa } = setUp([{ method: 'POST', url: /bundles$/, reply: json(body) }]);
    await expect(psa.bundle((b) => [b.service.tickets.get(1)])).rejects.toMatchObject({ code });
  });
});

describe('what cannot be bundled is refused before anything is sent', () => {
  test.each<[string, AskBundle<BundleReads>, string]>([
    ['a list that is wrong', (b) => [b.service.tickets.list({ where: 'sumary = 1' })], 'Did you mean'],
    ['no id', (b) => [b.service.tickets.get(NaN)], 'variable is set'],
    ['a type of several collections', (b) => [b.company.companies(1).usages.list()], ''],
  ])('%s', async (_name, ask, hint) => {
    const { psa, script } = setUp([]);
    await expect(psa.bundle(ask)).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
    expect(script.sent).toEqual([]);
  });

  test('a function that waits', async () => {
    const { psa } = setUp([]);
    const ask = (async () => await Promise.resolve([])) as unknown as () => [];
    await expect(psa.bundle(ask)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('not a promise'),
    });
  });

  test('a write, and what is asked for too late', async () => {
    const { psa } = setUp([
      { method: 'POST', url: /bundles$/, reply: json({ results: [ok(1, [{ id: 1 }])] }) },
    ]);
    let kept: PsaTree | undefined;
    await psa.bundle((b) => {
      kept = b;
      return [b.service.tickets.get(1)];
    });
    await expect(kept?.service.tickets.get(2)).rejects.toMatchObject({
      message: expect.stringContaining('sent before'),
    });
    await expect(kept?.service.tickets.delete(2)).rejects.toMatchObject({
      message: expect.stringContaining('only reads'),
    });
  });
});

import { describe, expect, test } from 'vitest';
import type { Entities } from '../catalog/index.js';
import { createTestPsa } from './testing/create-psa.js';
import { json, scriptedFetch, type Step } from './testing/scripted-fetch.js';
import type { PsaOptions } from './index.js';

const API = 'https://psa.example/v4_6_release/apis/3.0';

function setUp(
  steps: readonly Step[],
  options: PsaOptions = {},
): { psa: ReturnType<typeof createTestPsa>['psa']; script: ReturnType<typeof scriptedFetch> } {
  const script = scriptedFetch(steps);
  return { script, psa: createTestPsa({ fetch: script.fetch, ...options }).psa };
}

describe('an operation', () => {
  test('sends its body as the API wants it and answers what was answered', async () => {
    const { psa, script } = setUp([
      { method: 'POST', url: `${API}/service/tickets/5/merge`, reply: json({ success: true }) },
    ]);
    const answer = await psa.service.tickets(5).merge({ mergeTicketIds: [6], status: { name: 'Closed' } });
    expect(answer).toEqual({ success: true });
    script.verify();
  });

  test('with many records answers a report for each of them', async () => {
    const payload = [
      { success: true, originalIndex: 0, statusCode: 200 },
      { success: false, originalIndex: 1, statusCode: 404 },
    ];
    const { psa, script } = setUp([
      {
        method: 'DELETE',
        url: `${API}/company/configurations/bulk`,
        reply: json({ payload }, { status: 207 }),
      },
    ]);
    const result: Entities['BulkResult'] = await psa.company.configurations.bulk.delete({ ids: [5, 6] });
    expect(result.payload?.filter(({ success }) => success !== true)).toEqual([payload[1]]);
    script.verify();
  });

  test('that answers a file gives a stream', async () => {
    const { psa, script } = setUp([
      {
        url: `${API}/finance/invoices/9/pdf`,
        reply: new Response('%PDF', {
          headers: { 'Content-Disposition': 'attachment; filename="invoice.pdf"' },
        }),
      },
    ]);
    const file = await psa.finance.invoices(9).pdf();
    expect(file.fileName).toBe('invoice.pdf');
    expect(new TextDecoder().decode(await file.bytes())).toBe('%PDF');
    await expect(file.bytes()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    script.verify();
  });

  test('that answers nothing gives nothing', async () => {
    const { psa } = setUp([
      { method: 'POST', url: /requestPassword$/, reply: new Response(null, { status: 204 }) },
    ]);
    await expect(psa.company.contacts.requestPassword({ email: 'a@b.c' })).resolves.toBeUndefined();
  });

  test('that takes a file sends a form', async () => {
    const forms: unknown[] = [];
    const { psa } = createTestPsa({
      fetch: (_url, init) => {
        forms.push(init.body);
        return Promise.resolve(json({ id: 17 }, { status: 201 }));
      },
    });
    const file = new Blob(['log']);
    await psa.system.documents.post({ recordType: 'Ticket', recordId: 5, title: 'log', file });
    const [form] = forms as [FormData];
    expect([...form.keys()]).toEqual(['recordType', 'recordId', 'title', 'file']);
    expect(form.get('recordId')).toBe('5');
  });

  test('takes query parameters, its own and those of every list', async () => {
    const { psa, script } = setUp([
      { url: `${API}/company/contacts/default?companyId=3&fields=id`, reply: json({ id: 9 }) },
    ]);
    await psa.company.contacts.default({ query: { companyId: 3, fields: 'id' } });
    script.verify();
  });
});

describe('before anything is sent', () => {
  test('what is wrong is named by its place in the body', async () => {
    const { psa } = setUp([]);
    const body = { mergeTicketIds: [6], status: { id: 'new' } } as never;
    await expect(psa.service.tickets(5).merge(body)).rejects.toMatchObject({
      code: 'INVALID_RECORD',
      fieldErrors: [{ field: 'status/id' }],
    });
    await expect(psa.service.tickets(5).merge({ status: { id: 1 } } as never)).rejects.toMatchObject({
      fieldErrors: [{ field: 'mergeTicketIds' }],
    });
    await expect(psa.service.tickets(5).merge('closed' as never)).rejects.toThrow('body must be an object');
  });

  test.each<[string, (psa: ReturnType<typeof createTestPsa>['psa']) => Promise<unknown>, string, string]>([
    [
      'a missing member is refused',
      (psa) => psa.service.tickets(5).merge({ status: { id: 1 } } as never),
      'INVALID_RECORD',
      'mergeTicketIds',
    ],
    [
      'an unknown member is refused with the nearest name',
      (psa) => psa.service.tickets(5).attachChildren({ childTicketId: [1] } as never),
      'INVALID_RECORD',
      'childTicketIds',
    ],
    [
      'a missing body is refused',
      (psa) => psa.service.tickets(5).merge(undefined as never),
      'INVALID_ARGUMENT',
      'TicketMerge',
    ],
    [
      'an unknown query parameter is refused with the nearest name',
      (psa) => psa.company.contacts.default({ query: { company: 3 } as never }),
      'INVALID_ARGUMENT',
      'companyId',
    ],
    [
      'an id in the place of options is refused',
      (psa) => psa.finance.invoices(9).pdf(5 as never),
      'INVALID_ARGUMENT',
      'It takes query, signal',
    ],
    [
      'a patch that is no list is refused',
      (psa) => psa.company.configurations(5).changeType({ type: { id: 1 } } as never),
      'INVALID_ARGUMENT',
      'op',
    ],
    [
      'a form that is none is refused',
      (psa) => psa.system.documents.post('file' as never),
      'INVALID_ARGUMENT',
      'FormData',
    ],
  ])('%s', async (_name, call, code, words) => {
    const { psa, script } = setUp([]);
    const error: unknown = await call(psa).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, hint: expect.stringContaining(words) });
    expect(script.sent).toEqual([]);
  });

  test('what only the catalog minds may be allowed', async () => {
    const { psa, script } = setUp([{ method: 'POST', url: /merge$/, reply: json({ success: true }) }], {
      unknown: 'allow',
    });
    await psa.service.tickets(5).merge({ mergeTicketIds: [6], status: { id: 1 }, newMember: 1 } as never);
    script.verify();
  });
});

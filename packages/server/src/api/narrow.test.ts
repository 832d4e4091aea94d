import { expect, test } from 'vitest';
import { createTestApi } from './testing/call.js';

test('documents of one record, as the documents_href of a ticket asks for them', async () => {
  const api = await createTestApi();
  await api.put('system/documents', [
    { id: 1, title: 'Photo', recordType: 'Ticket', recordId: 5 },
    { id: 2, title: 'Contract', recordType: 'Company', recordId: 5 },
    { id: 3, title: 'Screenshot', recordType: 'Ticket', recordId: 6 },
  ]);
  const idsOf = async (query: string): Promise<unknown> =>
    (JSON.parse((await api.get(`/system/documents?fields=id&${query}`)).text) as { id: number }[]).map(
      ({ id }) => id,
    );
  expect(await idsOf('recordType=Ticket&recordId=5')).toEqual([1]);
  expect(await idsOf('RECORDTYPE=ticket')).toEqual([1, 3]);
  expect(await idsOf('recordType=Ticket&recordId=6&conditions=title="Photo"')).toEqual([]);
  expect((await api.get('/system/documents/count?recordType=Company')).text).toBe('{"count":1}');
  const refused = await api.get('/system/documents?recordId=five');
  expect([refused.status, refused.text]).toEqual([
    400,
    '{"code":"InvalidArgument","message":"The value \'five\' is not valid for field \'recordId\'.",' +
      '"errors":[{"code":"InvalidArgument","message":"recordId must be a valid integer","field":"recordId"}]}',
  ]);
});

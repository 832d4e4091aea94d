import { beforeEach, describe, expect, test } from 'vitest';
import { createTestApi, createTestClock, ROOT, SIGNED, type TestApi } from '../testing/call.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 255, 13, 10]);

type Json = Readonly<Record<string, unknown>>;

let api: TestApi;
beforeEach(async () => {
  api = await createTestApi({ clock: createTestClock(), maxFileBytes: 5_000 });
  await api.put('service/tickets', [{ id: 69, summary: 'No sound' }]);
  await api.put('project/tickets', [{ id: 70, summary: 'Migrate' }]);
  await api.put('company/contacts', [
    { id: 9, firstName: 'Emma', _info: { lastUpdated: '2020-01-01T00:00:00Z' } },
  ]);
});

async function post(
  path: string,
  members: Readonly<Record<string, string | File>>,
): Promise<{ readonly status: number; readonly json: Json }> {
  const body = new FormData();
  for (const [name, value] of Object.entries(members)) body.set(name, value);
  const response = await api.api(new Request(ROOT + path, { method: 'POST', headers: SIGNED, body }));
  return { status: response.status, json: (await response.json()) as Json };
}

async function bytes(path: string): Promise<{ readonly response: Response; readonly bytes: Uint8Array }> {
  const response = await api.api(new Request(ROOT + path, { headers: SIGNED }));
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

const png = (name = 'screen.png'): File => new File([PNG], name, { type: 'image/png' });
const text = (content = 'hello', name = 'notes.txt'): File => new File([content], name);
const onTicket = { recordType: 'Ticket', recordId: '69' };

describe('uploading', () => {
  test('answers 201 with the entry of the document', async () => {
    const { status, json } = await post('/system/documents', {
      ...onTicket,
      title: 'A screen shot',
      privateFlag: 'true',
      readOnlyFlay: 'True',
      file: png(),
    });
    expect(status).toBe(201);
    const guid = json['guid'] as string;
    expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(json).toEqual({
      id: 1,
      title: 'A screen shot',
      fileName: 'screen.png',
      serverFileName: `${guid}.png`,
      owner: 'api1',
      recordType: 'Ticket',
      recordId: 69,
      linkFlag: false,
      imageFlag: true,
      publicFlag: false,
      htmlTemplateFlag: false,
      readOnlyFlag: true,
      size: PNG.byteLength,
      urlFlag: false,
      createdOnDate: '2024-01-01T00:00:00Z',
      guid,
      _info: {
        dateEntered: '2024-01-01T00:00:00Z',
        enteredBy: 'api1',
        lastUpdated: '2024-01-01T00:00:00Z',
        updatedBy: 'api1',
      },
    });
    const listed = await api.get('/system/documents?recordType=Ticket&recordId=69');
    expect(listed.json).toEqual([json]);
    expect((await api.get('/system/documents?recordType=Ticket&recordId=70')).json).toEqual([]);
    expect((await api.get('/system/documents/1')).json).toEqual(json);
  });

  test('types count in any case; a project ticket is a ticket; a title comes from the file', async () => {
    const { json } = await post('/system/documents', { RECORDTYPE: 'ticket', recordid: '70', file: text() });
    expect(json).toMatchObject({ recordType: 'Ticket', recordId: 70, title: 'notes.txt', imageFlag: false });
  });

  test('a link has no bytes', async () => {
    const { status, json } = await post('/system/documents', { ...onTicket, url: 'https://example.com/a' });
    expect(status).toBe(201);
    expect(json).toMatchObject({ linkFlag: true, urlFlag: true, size: 0, fileName: 'https://example.com/a' });
    expect((await api.get('/system/documents/1/download')).status).toBe(404);
    expect(await api.store.blobs()).toEqual([]);
  });

  test('many at once get ids of their own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        post('/system/documents', { ...onTicket, file: text(`${index}`) }),
      ),
    );
    expect(answers.map(({ json }) => json['id']).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { json } of answers) {
      const { bytes: kept } = await bytes(`/system/documents/${String(json['id'])}/download`);
      expect(kept).toHaveLength(1);
    }
  });

  test.each([
    [{}, ['recordType', 'recordId', 'file']],
    [{ ...onTicket }, ['file']],
    [{ recordType: 'Spaceship', recordId: '1', file: 'x' }, ['recordType']],
    [{ recordType: 'Ticket', recordId: '5', file: 'x' }, ['recordId']],
    [{ recordType: 'Ticket', recordId: 'five', file: 'x' }, ['recordId']],
    [{ ...onTicket, file: 'x', privateFlag: 'perhaps' }, ['privateFlag']],
  ])('%j is refused', async (members, fields) => {
    const { status, json } = await post('/system/documents', members);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 'InvalidObject', message: 'documentInfo object is invalid' });
    expect((json['errors'] as Json[]).map(({ field }) => field)).toEqual(fields);
  });

  test('JSON is no form: 415', async () => {
    const headers = { ...SIGNED, 'content-type': 'application/json' };
    const answer = await api.send('POST', '/system/documents', JSON.stringify(onTicket), headers);
    expect(answer.status).toBe(415);
    expect(answer.json).toMatchObject({ code: 'UnsupportedMediaType' });
  });

  test('a body over the limit is refused: 413', async () => {
    const { status } = await post('/system/documents', { ...onTicket, file: text('x'.repeat(6_000)) });
    expect(status).toBe(413);
    expect(await api.store.blobs()).toEqual([]);
  });
});

describe('what is in a document', () => {
  test('is downloaded under its name', async () => {
    await post('/system/documents', { ...onTicket, file: png('Größe "1".png') });
    const { response, bytes: kept } = await bytes('/system/documents/1/download');
    expect([...kept]).toEqual([...PNG]);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Gr__e _1_.png"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.png`,
    );
  });

  test('an image is its own thumbnail, anything else has none', async () => {
    await post('/system/documents', { ...onTicket, file: png() });
    await post('/system/documents', { ...onTicket, file: text() });
    const { response, bytes: kept } = await bytes('/system/documents/1/thumbnail');
    expect([...kept]).toEqual([...PNG]);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect((await api.get('/system/documents/2/thumbnail')).status).toBe(404);
    expect((await api.get('/system/documents/3/thumbnail')).text).toContain('DocumentInfo 3 not found');
  });

  test('is replaced by an update; without a body nothing changes', async () => {
    const { json: before } = await post('/system/documents', { ...onTicket, file: png() });
    const same = await api.send('POST', '/system/documents/1');
    expect(same.status).toBe(200);
    expect(same.json).toEqual(before);
    const { status, json } = await post('/system/documents/1', { title: 'New', file: text() });
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: 1, title: 'New', fileName: 'notes.txt', size: 5, imageFlag: false });
    expect(json['guid']).toBe(before['guid']);
    expect(Buffer.from((await bytes('/system/documents/1/download')).bytes).toString()).toBe('hello');
  });

  test('goes with the document', async () => {
    await post('/system/documents', { ...onTicket, file: png() });
    expect(await api.send('DELETE', '/system/documents/1')).toMatchObject({ status: 204, text: '' });
    expect(await api.store.blobs()).toEqual([]);
    expect((await api.get('/system/documents/1')).status).toBe(404);
    expect((await api.get('/system/documents/1/download')).status).toBe(404);
    expect((await api.send('DELETE', '/system/documents/1')).status).toBe(404);
    const { json } = await post('/system/documents', { ...onTicket, file: png() });
    expect(json['id'], 'an id is never given twice').toBe(2);
  });
});

test('a page to try an upload with', async () => {
  const { response, bytes: page } = await bytes('/system/documents/uploadsample');
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(Buffer.from(page).toString()).toContain('multipart/form-data');
});

import { beforeEach, describe, expect, test } from 'vitest';
import { imageType } from '../documents/index.js';
import { createTestApi, ROOT, SIGNED, type TestApi } from '../testing/call.js';
import { squarePng } from './png.js';

const PICTURE = squarePng(2, [255, 0, 0]);

let api: TestApi;
beforeEach(async () => {
  api = await createTestApi();
  await api.put('company/contacts', [{ id: 9, firstName: 'Emma' }]);
  await api.put('system/members', [{ id: 3, identifier: 'jdoe' }]);
  await api.put('service/priorities', [{ id: 1, name: 'Urgent', color: '#ff0000' }]);
  await api.put('system/menuEntries', [{ id: 5 }]);
});

async function image(
  path: string,
): Promise<{ readonly status: number; readonly type: string | null; readonly bytes: Buffer }> {
  const response = await api.api(new Request(ROOT + path, { headers: SIGNED }));
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

async function upload(members: Readonly<Record<string, string | File>>): Promise<number> {
  const body = new FormData();
  for (const [name, value] of Object.entries(members)) body.set(name, value);
  const url = `${ROOT}/system/documents`;
  const response = await api.api(new Request(url, { method: 'POST', headers: SIGNED, body }));
  expect(response.status).toBe(201);
  return ((await response.json()) as { readonly id: number }).id;
}

const picture = (): File => new File([new Uint8Array(PICTURE)], 'me.png');

describe.each([
  ['Contact', '/company/contacts/9', '9'],
  ['Member', '/system/members/3', '3'],
])('the picture of a %s', (recordType, path, recordId) => {
  test('is the document that was sent as its avatar, until that is deleted', async () => {
    expect((await image(`${path}/image`)).status).toBe(404);
    const plain = await upload({ recordType, recordId, file: picture() });
    expect((await image(`${path}/image`)).status).toBe(404);
    const id = await upload({ recordType, recordId, isAvatar: 'true', file: picture() });
    expect(await image(`${path}/image`)).toEqual({ status: 200, type: 'image/png', bytes: PICTURE });
    expect((await api.get(path)).json).toMatchObject({ photo: { id, name: 'me.png' } });
    await api.send('DELETE', `/system/documents/${plain}`);
    expect((await api.get(path)).json).toHaveProperty('photo');
    await api.send('DELETE', `/system/documents/${id}`);
    expect((await api.get(path)).json).not.toHaveProperty('photo');
    expect((await image(`${path}/image`)).status).toBe(404);
  });

  test('can be a made-up one', async () => {
    const { status, type } = await image(`${path}/image?useDefaultFlag=true`);
    expect([status, type]).toEqual([200, 'image/png']);
  });
});

test('a priority has an image of its colour', async () => {
  const { bytes } = await image('/service/priorities/1/image');
  expect(bytes).toEqual(squarePng(32, [255, 0, 0]));
  expect(imageType(bytes)).toBe('image/png');
});

test('the image of a menu entry is set with a form or as it is', async () => {
  const send = async (body: BodyInit): Promise<number> => {
    const url = `${ROOT}/system/menuentries/5/image`;
    return (await api.api(new Request(url, { method: 'POST', headers: SIGNED, body }))).status;
  };
  expect(await send(new Uint8Array(PICTURE))).toBe(204);
  expect((await image('/system/menuentries/5/image')).bytes).toEqual(PICTURE);
  const other = squarePng(3, [0, 0, 255]);
  const form = new FormData();
  form.set('file', new File([new Uint8Array(other)], 'x.png'));
  expect(await send(form)).toBe(204);
  expect((await image('/system/menuentries/5/image')).bytes).toEqual(other);
  expect(await send('not an image')).toBe(400);
  expect(await send('')).toBe(204);
});

test('a record that is not there has no image, and a contact takes none by itself', async () => {
  expect((await api.get('/company/contacts/8/image')).text).toContain('Contact 8 not found');
  expect((await api.send('POST', '/company/contacts/9/image', 'x')).status).toBe(405);
});

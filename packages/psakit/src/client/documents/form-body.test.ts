import { describe, expect, test } from 'vitest';
import { canStreamRequests, createFormBody, type FileContent, type UploadProgress } from './form-body.js';

const BOUNDARY = 'psakit-0123456789abcdef';

async function form(
  content: FileContent,
  options: { watched?: UploadProgress[]; streams?: boolean; size?: number } = {},
) {
  const { watched, streams = true, size } = options;
  const { contentType, body } = await createFormBody({
    members: [['recordType', 'Ticket']],
    file: { member: 'file', fileName: 'a "b"\r\nc.txt', contentType: 'text/plain', content, size },
    boundary: BOUNDARY,
    onProgress: watched && ((progress) => watched.push(progress)),
    streams,
  });
  return { contentType, body, text: await new Response(body).text() };
}

function streamOf(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    pull: (controller) => {
      const chunk = left.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(chunk));
    },
  });
}

const EXPECTED = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="recordType"',
  '',
  'Ticket',
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="file"; filename="a %22b%22%0D%0Ac.txt"',
  'Content-Type: text/plain',
  '',
  'hello',
  `--${BOUNDARY}--`,
  '',
].join('\r\n');

describe('a form', () => {
  test.each<[string, () => FileContent]>([
    ['bytes', () => new TextEncoder().encode('hello')],
    ['a blob', () => new Blob(['hello'])],
    ['a stream', () => streamOf('he', 'l', 'lo')],
  ])('of %s has one text, streamed or not', async (_name, content) => {
    for (const streams of [true, false]) {
      for (const watched of [undefined, []]) {
        const { text, contentType } = await form(content(), { streams, ...(watched && { watched }) });
        expect(text).toBe(EXPECTED);
        expect(contentType).toBe(`multipart/form-data; boundary=${BOUNDARY}`);
      }
    }
  });

  test('has a length where one is known, so that it can be sent with it', async () => {
    expect((await form(new Blob(['hello']))).body).toBeInstanceOf(Blob);
    expect((await form(streamOf('hello'))).body).toBeInstanceOf(ReadableStream);
    expect((await form(streamOf('hello'), { streams: false })).body).toBeInstanceOf(Blob);
  });

  test('tells how far it is', async () => {
    const watched: UploadProgress[] = [];
    await form(streamOf('he', 'llo'), { watched, size: 5 });
    const total = EXPECTED.length;
    expect(watched.map(({ total: of }) => of)).toEqual([total, total, total, total]);
    expect(watched.at(-1)).toEqual({ sent: total, total });
    const unknown: UploadProgress[] = [];
    await form(streamOf('hello'), { watched: unknown });
    expect(unknown.at(-1)).toEqual({ sent: total, total: undefined });
  });

  test('reads no more of a stream than is asked for, and lets go of it', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulled += 1;
          controller.enqueue(new Uint8Array(1000));
        },
        cancel: () => {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const { body } = await createFormBody({
      members: [],
      file: { member: 'file', fileName: 'x', contentType: 'x/y', content: endless },
      boundary: BOUNDARY,
      onProgress: undefined,
      streams: true,
    });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    expect(pulled).toBe(0);
    await reader.read();
    await reader.read();
    expect(pulled).toBe(2);
    await reader.cancel();
    expect(cancelled).toBe(true);
  });
});

test('Node can send a body as it is read', () => {
  expect(canStreamRequests()).toBe(true);
});

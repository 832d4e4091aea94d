import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFakeShell } from '../testing/fake-shell.js';
import { createCsvWriter, createJsonWriter, createNdjsonWriter, type RecordWriter } from './record-writer.js';
import type { Output } from './shell.js';

const records = [{ id: 1, summary: 'Say "hi",\nplease' }, { id: 2 }, { id: 3, summary: '=1+1' }];

async function print(
  make: (output: Output) => RecordWriter,
  pages: readonly (readonly object[])[],
  terminal?: number,
): Promise<string> {
  const shell = createFakeShell(terminal === undefined ? {} : { terminal });
  const writer = make(shell.stdout);
  for (const page of pages) await writer.write(page as Record<string, unknown>[]);
  await writer.end();
  return shell.out();
}

describe('JSON', () => {
  test('is one array, however it came', async () => {
    for (const pages of [[records], records.map((record) => [record]), [[], records, []]]) {
      expect(JSON.parse(await print(createJsonWriter, pages))).toEqual(records);
    }
  });

  test('of nothing is an empty array', async () => {
    expect(await print(createJsonWriter, [])).toBe('[]\n');
    expect(await print(createJsonWriter, [[], []])).toBe('[]\n');
  });

  test('holds no character that a terminal obeys, and means the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (summary) => {
        const text = await print(createNdjsonWriter, [[{ summary }]]);
        expect(text.trimEnd()).not.toMatch(/\p{Cc}/u);
        expect(JSON.parse(text)).toEqual({ summary });
      }),
    );
  });
});

test('NDJSON is one record a line', async () => {
  expect(await print(createNdjsonWriter, [records, [{ id: 4 }]])).toBe(
    '{"id":1,"summary":"Say \\"hi\\",\\nplease"}\n{"id":2}\n{"id":3,"summary":"=1+1"}\n{"id":4}\n',
  );
});

describe('CSV', () => {
  const csv = (output: Output): RecordWriter => createCsvWriter(output, ['id', 'summary']);

  test('is as RFC 4180 has it, values exact', async () => {
    expect(await print(csv, [records.slice(0, 1), records.slice(1)])).toBe(
      'id,summary\r\n1,"Say ""hi"",\nplease"\r\n2,\r\n3,=1+1\r\n',
    );
  });

  test('has a header even where there is no record', async () => {
    expect(await print(csv, [])).toBe('id,summary\r\n');
  });

  test('is exact in a file, and shown safely on a terminal', async () => {
    const pages = [[{ id: 1, summary: 'a\u001b[2Jb' }]];
    expect(await print(csv, pages)).toContain('a\u001b[2Jb');
    expect(await print(csv, pages, 80)).toContain('a␛[2Jb');
  });
});

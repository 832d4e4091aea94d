import { expect, test } from 'vitest';
import { createFakeShell } from '../testing/fake-shell.js';
import { coloursFor } from './colours.js';
import { createTableWriter } from './table.js';
import { textWidth } from './text.js';

const records = [
  { id: 7, summary: 'Printer is out of paper', status: { id: 1, name: 'New' } },
  { id: 1234, summary: '東京 office\u001b[2J has no network and nobody knows why', status: null },
];

async function print(
  terminal: number | undefined,
  pages: readonly (readonly object[])[],
  chosen = true,
): Promise<string> {
  const shell = createFakeShell(terminal === undefined ? {} : { terminal });
  const paths = ['id', 'summary', 'status/name'];
  const writer = createTableWriter(shell.stdout, coloursFor(shell.stdout, { NO_COLOR: '1' }), {
    paths,
    chosen,
  });
  for (const page of pages) await writer.write(page as Record<string, unknown>[]);
  await writer.end();
  return shell.out();
}

test('a terminal gets a table as wide as itself; nothing moves its cursor', async () => {
  const text = await print(40, [records]);
  expect(text).toBe(
    [
      '  id  summary                status/name',
      '   7  Printer is out of pa…  New',
      '1234  東京 office␛[2J has …',
      '',
    ].join('\n'),
  );
  for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(40);
});

test('elsewhere nothing is cut off', async () => {
  expect(await print(undefined, [records])).toBe(
    [
      '  id  summary                                              status/name',
      '   7  Printer is out of paper                              New',
      '1234  東京 office␛[2J has no network and nobody knows why',
      '',
    ].join('\n'),
  );
});

test('the first page decides the widths; later rows keep to them', async () => {
  const page = (summary: string): object[] => [{ id: 1, summary, status: { name: 'New' } }];
  expect(await print(80, [page('short'), page('rather a lot longer')])).toBe(
    ['id  summary  status/name', ' 1  short    New', ' 1  rather…  New', ''].join('\n'),
  );
});

test('a narrow screen shows the first columns only, unless they were chosen', async () => {
  expect((await print(30, [records], false)).split('\n')[0]).toBe('  id  summary');
  expect((await print(30, [records], true)).split('\n')[0]).toContain('status');
  expect((await print(40, [records], false)).split('\n')[0]).toContain('status');
});

test('no records, no header', async () => {
  expect(await print(80, [[]])).toBe('');
});

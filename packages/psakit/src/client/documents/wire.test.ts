import { expect, test } from 'vitest';
import { readDownloadFacts } from './wire.js';

test.each([
  ['attachment; filename="report.pdf"', 'report.pdf'],
  ['attachment; filename=report.pdf', 'report.pdf'],
  ['attachment; filename="a \\"b\\".txt"', 'a "b".txt'],
  [`attachment; filename="_.txt"; filename*=UTF-8''%E2%82%AC%20%C3%A9.txt`, '€ é.txt'],
  [`attachment; filename="x.txt"; filename*=UTF-8''%E2%82`, 'x.txt'],
  ['attachment; filename="../../etc/passwd"', 'passwd'],
  ['attachment; filename="C:\\\\temp\\\\x.txt"', 'x.txt'],
  ['attachment; filename=".."', undefined],
  ['inline', undefined],
  ['', undefined],
])('the file name in %s', (header, expected) => {
  const headers = new Headers(header === '' ? {} : { 'Content-Disposition': header });
  expect(readDownloadFacts(headers).fileName).toBe(expected);
});

test('a size counts only where nothing was compressed', () => {
  const facts = (headers: Record<string, string>) => readDownloadFacts(new Headers(headers));
  expect(facts({ 'Content-Length': '12', 'Content-Type': 'image/png' })).toMatchObject({
    size: 12,
    contentType: 'image/png',
  });
  expect(facts({ 'Content-Length': '12', 'Content-Encoding': 'gzip' }).size).toBeUndefined();
  expect(facts({}).size).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { multipartBoundary, parseMultipart } from './multipart.js';

const form = (...lines: string[]): Uint8Array => Buffer.from(lines.join('\r\n'));

describe('multipartBoundary', () => {
  test.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; boundary="a b;c"', 'a b;c'],
    ['Multipart/Form-Data;charset=utf-8; BOUNDARY=x', 'x'],
    ['application/json', undefined],
    ['multipart/mixed; boundary=x', undefined],
    [undefined, undefined],
  ])('%s', (header, boundary) => {
    expect(multipartBoundary(header)).toBe(boundary);
  });

  test('one without a boundary is refused', () => {
    expect(() => multipartBoundary('multipart/form-data')).toThrow(/has no boundary/);
  });
});

describe('parseMultipart', () => {
  const read = (body: Uint8Array): unknown[] =>
    parseMultipart(body, 'B').map(({ name, fileName, bytes }) => [name, fileName, bytes.toString()]);

  test('what browsers, curl and fetch send', () => {
    const body = form(
      '--B',
      'Content-Disposition: form-data; name="title"',
      '',
      'A title',
      '--B',
      'Content-Disposition: form-data; name="file"; filename="a.txt"',
      'Content-Type: text/plain',
      '',
      'line 1',
      '--not the boundary',
      '',
      '--B--',
      '',
    );
    expect(read(body)).toEqual([
      ['title', undefined, 'A title'],
      ['file', 'a.txt', 'line 1\r\n--not the boundary\r\n'],
    ]);
  });

  test('what .NET and PowerShell send: no quotes, and the name twice', () => {
    const body = form(
      '--B',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Disposition: form-data; name=recordType',
      '',
      'Ticket',
      '--B',
      "Content-Disposition: form-data; name=file; filename=na_ve.txt; filename*=utf-8''na%C3%AFve.txt",
      '',
      'x',
      '--B--',
    );
    expect(read(body)).toEqual([
      ['recordType', undefined, 'Ticket'],
      ['file', 'naïve.txt', 'x'],
    ]);
  });

  test.each([
    ['"C:\\temp\\a.txt"', 'a.txt'],
    ['"../../etc/passwd"', 'passwd'],
    ['"a%22b.txt"', 'a"b.txt'],
    ['"a\\"b.txt"', 'a"b.txt'],
    ['"naïve.txt"', 'naïve.txt'],
    ['""', ''],
  ])('a file called %s', (written, name) => {
    const head = `Content-Disposition: form-data; name="file"; filename=${written}`;
    expect(read(form('--B', head, '', 'x', '--B--'))).toEqual([['file', name, 'x']]);
  });

  test('lines that end in a line feed alone, text before the first boundary, an empty member', () => {
    const body = Buffer.from(
      'preamble --B\n--B\ncontent-disposition:form-data;name=a\n\n\n--B\ncontent-disposition:form-data;name=b\n\nx\n--B--\n',
    );
    expect(read(body)).toEqual([
      ['a', undefined, ''],
      ['b', undefined, 'x'],
    ]);
  });

  test.each([
    ['', /does not occur/],
    ['--C\r\n', /does not occur/],
    ['--B', /ends inside a boundary/],
    ['--B\r\n', /headers of a member do not end/],
    ['--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx', /last boundary is missing/],
    ['--B\r\nContent-Type: a/b\r\n\r\nx\r\n--B--', /has no name/],
    [
      '--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n'.repeat(101) + '--B--',
      /more than 100 members/,
    ],
  ])('%j is refused', (body, message) => {
    expect(() => parseMultipart(Buffer.from(body), 'B')).toThrow(message);
  });

  test('any bytes come through as they were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ minLength: 1 }),
        async (bytes, text) => {
          const sent = new FormData();
          sent.set('text', text);
          sent.set('file', new Blob([new Uint8Array(bytes)]), 'x.bin');
          const response = new Response(sent);
          const boundary = multipartBoundary(response.headers.get('content-type')!)!;
          const [member, file] = parseMultipart(new Uint8Array(await response.arrayBuffer()), boundary);
          expect([...file!.bytes]).toEqual([...bytes]);
          expect(member!.bytes.toString()).toBe(Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n')).toString());
        },
      ),
    );
  });

  test('no bytes make it fail in any other way than by refusing them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('--B', '--', '\r\n', '\n', 'Content-Disposition: ', 'name=a', 'x', ':'), {
          maxLength: 30,
        }),
        (pieces) => {
          try {
            parseMultipart(Buffer.from(pieces.join('')), 'B');
          } catch (error) {
            expect(error).toMatchObject({ status: 400 });
          }
        },
      ),
    );
  });
});

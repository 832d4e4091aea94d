import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { root } from '../support/psa.js';

/** What every runtime with `fetch` has; anything else would tie the library to one of them. */
const STANDARD = [
  ...['AbortController', 'AbortSignal', 'Blob', 'DOMException', 'Event', 'EventTarget', 'File', 'FormData'],
  ...['Headers', 'ReadableStream', 'Request', 'Response', 'TextDecoder', 'TextEncoder', 'TransformStream'],
  ...['URL', 'URLSearchParams', 'WritableStream', 'atob', 'btoa', 'clearTimeout', 'crypto', 'fetch'],
  ...['performance', 'queueMicrotask', 'setTimeout', 'structuredClone'],
];

/** What is looked for on `globalThis`, there or not. */
const LOOKED_FOR = ['fetch', 'crypto', 'process'];

const lib = join(root, 'packages/psakit/lib');
const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));

describe('the library touches nothing but web standards', () => {
  test.each(files)('%s', (file) => {
    const text = readFileSync(join(lib, file), 'utf8');
    const messages = new Linter().verify(text, {
      languageOptions: {
        ecmaVersion: 2023,
        globals: Object.fromEntries(STANDARD.map((name) => [name, 'readonly'])),
      },
      rules: { 'no-undef': 'error' },
    });
    expect(messages.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    const imports = [...text.matchAll(/(?:from|import\()\s*["']([^"']+)["']/g)].map((match) => match[1]);
    expect(imports.filter((name) => !name?.startsWith('.'))).toEqual([]);
    const found = [...text.matchAll(/globalThis\.(\w+)/g)].map((match) => match[1] ?? '');
    expect(found.filter((name) => !LOOKED_FOR.includes(name))).toEqual([]);
  });
});

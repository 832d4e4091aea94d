import { expect, test } from 'vitest';
import { isFromHere, isLoopbackHost } from './from-here.js';

const asked = (origin: string, remoteAddress?: string, page?: string): boolean =>
  isFromHere({ origin, remoteAddress, header: (name) => (/^origin$/i.test(name) ? page : undefined) });

test('a request is from here by its socket, the name it calls and the page it comes from', () => {
  expect(asked('http://127.0.0.1:80', '127.0.0.1')).toBe(true);
  expect(asked('http://psa.localhost:80', '::ffff:127.0.0.1', 'http://localhost:3000')).toBe(true);
  expect(asked('http://0.0.0.0:80', '::1')).toBe(true);
  expect(asked('http://anywhere.example')).toBe(true);
  expect(asked('http://127.0.0.1:80', '192.0.2.7')).toBe(false);
  expect(asked('http://evil.example:80', '127.0.0.1')).toBe(false);
  expect(asked('http://127.0.0.1:80', '127.0.0.1', 'https://evil.example')).toBe(false);
  expect(asked('http://127.0.0.1:80', '127.0.0.1', 'null')).toBe(false);
});

test('which addresses only this machine reaches', () => {
  expect(['127.0.0.1', '127.3.2.1', '::1', 'localhost', 'psa.localhost'].every(isLoopbackHost)).toBe(true);
  expect(['0.0.0.0', '::', '192.0.2.7', 'psa.example.com'].some(isLoopbackHost)).toBe(false);
});

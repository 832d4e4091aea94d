import { describe, expect, test } from 'vitest';
import { parseSite } from './index.js';

const NA = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0';

describe('parseSite', () => {
  test.each([
    ['api-na.myconnectwise.net', NA],
    ['https://api-na.myconnectwise.net', NA],
    ['https://api-na.myconnectwise.net/', NA],
    [' api-na.myconnectwise.net/v4_6_release/apis/3.0/ ', NA],
    ['https://api-na.myconnectwise.net/v4_6_release', NA],
    [
      'https://api-eu.myconnectwise.net/v2025_1/apis/3.0',
      'https://api-eu.myconnectwise.net/v2025_1/apis/3.0',
    ],
    [
      'https://api-eu.myconnectwise.net/v2025_1//apis/3.0/',
      'https://api-eu.myconnectwise.net/v2025_1/apis/3.0',
    ],
    ['api-staging.connectwisedev.com', 'https://api-staging.connectwisedev.com/v4_6_release/apis/3.0'],
    ['psa.example:8443', 'https://psa.example:8443/v4_6_release/apis/3.0'],
    ['https://gate.example/cw/v4_6_release/apis/3.0', 'https://gate.example/cw/v4_6_release/apis/3.0'],
    ['https://psa.example/apis/3.0', 'https://psa.example/v4_6_release/apis/3.0'],
  ])('%s is %s', (text, apiUrl) => {
    expect(parseSite(text).apiUrl).toBe(apiUrl);
  });

  test.each(['na', 'eu', 'au', 'aus', 'za'])(
    'the host of the web interface in %s becomes that of the API',
    (region) => {
      expect(parseSite(`${region}.myconnectwise.net`).origin).toBe(`https://api-${region}.myconnectwise.net`);
    },
  );

  test('so does the one of staging; the sandbox of the vendor is left as it is', () => {
    expect(parseSite('staging.connectwisedev.com').origin).toBe('https://api-staging.connectwisedev.com');
    expect(parseSite('sandbox-na.myconnectwise.net').origin).toBe('https://sandbox-na.myconnectwise.net');
  });

  test.each([
    ['127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['localhost:4000', 'http://localhost:4000'],
    ['http://localhost:4000/v4_6_release/apis/3.0', 'http://localhost:4000'],
    ['http://127.9.8.7', 'http://127.9.8.7'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
    ['[::1]:4000', 'http://[::1]:4000'],
    ['https://localhost:4000', 'https://localhost:4000'],
  ])('this machine is called by http: %s', (text, origin) => {
    expect(parseSite(text).origin).toBe(origin);
  });

  test.each([
    'http://api-na.myconnectwise.net',
    'http://psa.example:8080',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://[::2]',
    'http://0.0.0.0:80',
    'http://10.0.0.1',
  ])('plain http elsewhere is refused: %s', (text) => {
    expect(() => parseSite(text)).toThrow(expect.objectContaining({ code: 'INSECURE_SITE' }));
    expect(parseSite(text, { allowInsecure: true }).origin).toMatch(/^http:/);
  });

  test.each([
    '',
    'ftp://psa.example',
    'https://',
    'https://user:secret-password@psa.example',
    'https://psa.example/?company=x',
    'https://psa.example/#top',
    'two words',
  ])('"%s" is no site, and is not repeated', (text) => {
    const found = (() => {
      try {
        return parseSite(text);
      } catch (error) {
        return error;
      }
    })();
    expect(found).toMatchObject({ code: 'CONFIG_INVALID', hint: expect.stringContaining('api-na') });
    expect(String(found)).not.toContain('secret-password');
  });

  test('the codebase may be given apart, in one place', () => {
    expect(parseSite('psa.example', { codebase: '/v2025_1/' }).apiUrl).toBe(
      'https://psa.example/v2025_1/apis/3.0',
    );
    expect(parseSite('psa.example/v2025_1', { codebase: 'v2025_1' }).codebase).toBe('v2025_1');
    for (const codebase of ['v2024_1', '../x', 'a b', 'v?x']) {
      expect(() => parseSite('psa.example/v2025_1', { codebase })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      );
    }
  });
});

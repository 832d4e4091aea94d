import { describe, expect, test } from 'vitest';
import { checkKeyUrl, parseTrustedHosts, VENDOR_HOSTS } from './key-url.js';

const vendor = parseTrustedHosts(VENDOR_HOSTS);
const FORGED = expect.objectContaining({ code: 'CALLBACK_FORGED' }) as Error;

describe('the vendor’s hosts', () => {
  test.each([
    'https://na.myconnectwise.net/v2025_1//system/callbackkey/index.rails?companyName=A&id=1',
    'https://sandbox-na.myconnectwise.net:443/k',
    'https://api-staging.connectwisedev.com/k',
    'https://a.b.myconnectwise.net/k',
    'HTTPS://NA.MyConnectWise.NET/k',
  ])('admit %s', (text) => {
    expect(checkKeyUrl(text, vendor).protocol).toBe('https:');
  });

  test.each([
    ['plain http', 'http://na.myconnectwise.net/k'],
    ['a longer host', 'https://evil.myconnectwise.net.example.com/k'],
    ['a host that only ends alike', 'https://evilmyconnectwise.net/k'],
    ['the domain itself', 'https://myconnectwise.net/k'],
    ['a dot at the end', 'https://na.myconnectwise.net./k'],
    ['a user name', 'https://user@na.myconnectwise.net/k'],
    ['a host as user name', 'https://na.myconnectwise.net@example.com/k'],
    ['a host as user name and password', 'https://na.myconnectwise.net:443@example.com/k'],
    ['a backslash', 'https://example.com\\.myconnectwise.net/k'],
    ['a backslash and user name', 'https://example.com\\@na.myconnectwise.net/k'],
    ['a host in the query', 'https://example.com?.myconnectwise.net'],
    ['a host in the fragment', 'https://example.com#.myconnectwise.net'],
    ['an encoded slash', 'https://example.com%2F.myconnectwise.net/k'],
    ['a look-alike letter', 'https://na.myconnectwіse.net/k'],
    ['another port', 'https://na.myconnectwise.net:8443/k'],
    ['an address', 'https://127.0.0.1/k'],
    ['an address inside', 'https://169.254.169.254/latest/meta-data'],
    ['loopback http', 'http://127.0.0.1:8080/k'],
    ['another scheme', 'file:///etc/passwd'],
    ['data', 'data:application/json,{"signing_key":"mine"}'],
    ['no scheme', '//na.myconnectwise.net/k'],
    ['nothing', ''],
    ['a very long URL', `https://na.myconnectwise.net/${'k'.repeat(3000)}`],
    ['a number', 5],
    ['nothing at all', undefined],
  ])('refuse %s', (_, text) => {
    expect(() => checkKeyUrl(text, vendor)).toThrow(FORGED);
  });
});

describe('a caller’s list', () => {
  test.each([
    ['psa.example.com', 'https://psa.example.com/k', 'https://a.psa.example.com/k'],
    ['psa.example.com:8443', 'https://psa.example.com:8443/k', 'https://psa.example.com/k'],
    ['https://psa.example.com', 'https://psa.example.com/k', 'http://psa.example.com/k'],
    ['*.example.com', 'https://psa.example.com/k', 'https://example.com/k'],
    ['*.example.com:8443', 'https://psa.example.com:8443/k', 'https://psa.example.com/k'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/k', 'http://127.0.0.1:9001/k'],
    ['http://localhost:9000', 'http://localhost:9000/k', 'https://localhost:9000/k'],
    ['http://[::1]:9000', 'http://[::1]:9000/k', 'http://[::2]:9000/k'],
    ['psa.example.com', 'https://psa.example.com/k', 'https://na.myconnectwise.net/k'],
  ])('%s admits %s and not %s', (entry, admitted, refused) => {
    const rule = parseTrustedHosts([entry]);
    expect(checkKeyUrl(admitted, rule).href).toBe(admitted);
    expect(() => checkKeyUrl(refused, rule)).toThrow(FORGED);
  });

  test.each([
    ['http://psa.example.com'],
    ['*'],
    ['*.'],
    ['*.*.com'],
    ['http://*.example.com'],
    ['psa.example.com/path'],
    ['user@psa.example.com'],
    ['ftp://psa.example.com'],
    [''],
  ])('refuses the entry "%s"', (entry) => {
    expect(() => parseTrustedHosts([entry])).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  test('a fragment makes no other key of a URL', () => {
    expect(checkKeyUrl('https://na.myconnectwise.net/k#2', vendor).href).toBe(
      'https://na.myconnectwise.net/k',
    );
  });
});

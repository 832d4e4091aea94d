import { describe, expect, test } from 'vitest';
import { basicAuthorization } from './auth.js';
import { readSettings } from './index.js';

const ENV = {
  CONNECTWISE_COMPANY_ID: 'company',
  CONNECTWISE_PUBLIC_KEY: 'publickey',
  CONNECTWISE_PRIVATE_KEY: 'privatekey',
  CONNECTWISE_CLIENT_ID: 'client',
};

describe('readSettings', () => {
  test('reads the variables of the mission; the site has a default', () => {
    expect(readSettings(ENV)).toEqual({
      companyId: 'company',
      publicKey: 'publickey',
      privateKey: 'privatekey',
      clientId: 'client',
      site: {
        origin: 'https://api-na.myconnectwise.net',
        codebase: 'v4_6_release',
        apiUrl: 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0',
      },
    });
    expect(readSettings({ ...ENV, CONNECTWISE_SITE: 'api-eu.myconnectwise.net' }).site.origin).toBe(
      'https://api-eu.myconnectwise.net',
    );
  });

  test('options go before variables, and blanks around a value are dropped', () => {
    const settings = readSettings(
      { ...ENV, CONNECTWISE_CLIENT_ID: ' client\n' },
      { companyId: 'other', site: 'psa.example' },
    );
    expect(settings).toMatchObject({
      companyId: 'other',
      clientId: 'client',
      site: { origin: 'https://psa.example' },
    });
  });

  test('names every missing variable and both cures', () => {
    const read = (): unknown =>
      readSettings({ ...ENV, CONNECTWISE_PRIVATE_KEY: ' ', CONNECTWISE_CLIENT_ID: undefined });
    expect(read).toThrow('CONNECTWISE_PRIVATE_KEY and CONNECTWISE_CLIENT_ID are not set.');
    expect(read).toThrow(
      expect.objectContaining({
        code: 'CONFIG_MISSING',
        hint: expect.stringMatching(/^Set them .*--sandbox.*"psa sandbox"/),
      }),
    );
    expect(() => readSettings({})).toThrow(
      'CONNECTWISE_COMPANY_ID, CONNECTWISE_PUBLIC_KEY, CONNECTWISE_PRIVATE_KEY and CONNECTWISE_CLIENT_ID are not set.',
    );
    expect(() => readSettings({ ...ENV, CONNECTWISE_COMPANY_ID: '' })).toThrow(
      'CONNECTWISE_COMPANY_ID is not set.',
    );
  });

  test.each([
    ['CONNECTWISE_PRIVATE_KEY', 'secret\u0000value'],
    ['CONNECTWISE_CLIENT_ID', 'secret value'],
    ['CONNECTWISE_CLIENT_ID', 'secretvälue'],
    ['CONNECTWISE_PUBLIC_KEY', 'secret:value'],
    ['CONNECTWISE_COMPANY_ID', 'secret:value'],
  ])('%s that no header can carry is named, not repeated', (name, value) => {
    expect(() => readSettings({ ...ENV, [name]: value })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(name) }),
    );
    expect(() => readSettings({ ...ENV, [name]: value })).not.toThrow(/secret/);
  });
});

describe('basicAuthorization', () => {
  test('is the test vector of the mission', () => {
    expect(
      basicAuthorization({ companyId: 'company', publicKey: 'publickey', privateKey: 'privatekey' }),
    ).toBe('Basic Y29tcGFueStwdWJsaWNrZXk6cHJpdmF0ZWtleQ==');
  });

  test('carries letters beyond ASCII as UTF-8', () => {
    const header = basicAuthorization({ companyId: 'Müller', publicKey: 'a', privateKey: 'b' });
    expect(Buffer.from(header.slice(6), 'base64').toString('utf8')).toBe('Müller+a:b');
  });
});

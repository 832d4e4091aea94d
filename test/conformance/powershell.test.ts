import { describe, expect, test } from 'vitest';
import { sendPlain, type PlainAnswer } from './support/plain-https.js';
import { useSecureSandbox } from './support/secure-sandbox.js';

/**
 * What the PowerShell module ConnectWiseManageAPI puts on the wire, written anew from its behaviour: it cannot be
 * run here, as PowerShell is in no registry these tests may use.
 */
const secure = useSecureSandbox();
const API = '/v4_6_release/apis/3.0';

function headers(): Record<string, string> {
  const { companyId, publicKey, privateKey, clientId } = secure.sandbox.credentials;
  return {
    Authorization: `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')}`,
    ClientID: clientId,
    'Cache-Control': 'no-cache',
    Accept: 'application/vnd.connectwise.com+json',
    'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.19045; en-US) PowerShell/7.4.6',
  };
}

/** An address as the module mends it: the first `&` becomes `?` where there is none. */
function mended(uri: string): string {
  return uri.includes('?') ? uri : uri.replace('&', '?');
}

function invoke(
  method: string,
  uri: string,
  more: { readonly headers?: Record<string, string>; readonly body?: unknown } = {},
): Promise<PlainAnswer> {
  const body =
    more.body === undefined ? undefined : JSON.stringify(more.body, null, 2).replace(/\n/g, '\r\n');
  const type: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return sendPlain(secure, method, mended(uri), { ...headers(), ...type, ...more.headers }, body);
}

const uri = (path: string): string => `${secure.origin}${API}${path}`;

/** Every record behind an address: forward-only, 999 at a time, along `Link` until it is there and empty. */
async function all(method: string, first: string, body?: unknown): Promise<{ id: number }[]> {
  const records: { id: number }[] = [];
  let next: string | undefined = `${first}&pageSize=999`;
  for (let pages = 0; next !== undefined; pages++) {
    if (pages > 200) throw new TypeError('It never ends.');
    const answer = await invoke(method, next, { headers: { 'pagination-type': 'forward-only' }, body });
    if (answer.status !== 200) throw new TypeError(`${next}: ${answer.status} ${answer.text}`);
    const link = answer.headers['link'] as string | undefined;
    if (link === undefined) throw new TypeError("The endpoint doesn't support 'forward-only' pagination.");
    records.push(...(JSON.parse(answer.text) as { id: number }[]));
    next = link === '' ? undefined : link.split(';')[0]!.replace(/^<+/, '').replace(/>+$/, '');
  }
  return records;
}

/** .NET's UrlEncode: `+` for a space, lower-case hexadecimal, `!*()` left as they are. */
function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
    .replace(/'/g, '%27');
}

async function count(path: string, conditions = ''): Promise<number> {
  const query = conditions && `?conditions=${urlEncode(conditions)}`;
  return (JSON.parse((await invoke('GET', uri(`${path}/count${query}`))).text) as { count: number }).count;
}

describe('PowerShell-like: Get -all', () => {
  test.each([
    '/service/tickets',
    '/project/tickets',
    '/company/companies',
    '/company/contacts',
    '/company/configurations',
    '/finance/agreements',
    '/finance/invoices',
    '/time/entries',
    '/schedule/entries',
    '/system/members',
    '/service/boards',
    '/sales/opportunities',
    '/procurement/catalog',
  ])('%s: each record once', async (path) => {
    const records = await all('GET', uri(path));
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
    expect(records).toHaveLength(await count(path));
  });

  test('with a condition that .NET encoded, over several pages', async () => {
    const condition = "summary like '*o*' and (board/name != 'A & B' or status/name = \"50%+\")";
    const records = await all('GET', uri(`/service/tickets&conditions=${urlEncode(condition)}`));
    expect(records.length).toBeGreaterThan(999);
    expect(records).toHaveLength(await count('/service/tickets', condition));
  });

  test('no records is an empty list, and has a Link all the same', async () => {
    expect(
      await all('GET', uri(`/service/tickets&conditions=${urlEncode("summary = 'no such thing'")}`)),
    ).toEqual([]);
  });

  test('a search: conditions in the body, pages in the address', async () => {
    const body = { conditions: 'id > 0', childconditions: null, orderBy: null };
    const records = await all('POST', uri('/service/tickets/search'), body);
    expect(new Set(records.map(({ id }) => id)).size).toBe(await count('/service/tickets'));
  });

  test('a search with childConditions and customFieldConditions in any case', async () => {
    const body = {
      conditions: 'closedFlag = False',
      childConditions: 'notes/text contains "e"',
      customfieldconditions: null,
    };
    const answer = await invoke('POST', uri('/service/tickets/search&pageSize=3&page=2'), { body });
    expect([answer.status, (JSON.parse(answer.text) as unknown[]).length]).toEqual([200, 3]);
  });
});

describe('PowerShell-like: writes', () => {
  test('New, Update with one operation, Remove', async () => {
    const company = (
      JSON.parse((await invoke('GET', uri('/company/companies&pageSize=1'))).text) as { id: number }[]
    )[0]!;
    const made = await invoke('POST', uri('/service/tickets'), {
      body: { summary: 'Made by PowerShell', company: { id: company.id } },
    });
    expect(made.status).toBe(201);
    const { id } = JSON.parse(made.text) as { id: number };
    const value = { op: 'replace', path: 'summary', value: 'Changed by PowerShell' };
    const changed = await invoke('PATCH', uri(`/service/tickets/${id}`), { body: [value] });
    expect([changed.status, (JSON.parse(changed.text) as { summary: string }).summary]).toEqual([
      200,
      'Changed by PowerShell',
    ]);
    // ConvertTo-Json unrolls a list of one that is piped into it, which PSA refuses.
    const unrolled = await invoke('PATCH', uri(`/service/tickets/${id}`), { body: value });
    expect(unrolled.status).toBe(500);
    expect(JSON.parse(unrolled.text)).toMatchObject({ code: 'ConnectWiseApi' });
    const removed = await invoke('DELETE', uri(`/service/tickets/${id}`));
    expect([removed.status, removed.text]).toEqual([204, '']);
  });

  test('a body with a byte order mark, as Windows PowerShell writes files', async () => {
    const company = (
      JSON.parse((await invoke('GET', uri('/company/companies&pageSize=1'))).text) as { id: number }[]
    )[0]!;
    const body = `\uFEFF${JSON.stringify({ summary: 'From a file', company: { id: company.id } })}`;
    const type = { 'Content-Type': 'application/json; charset=utf-8' };
    const made = await sendPlain(secure, 'POST', uri('/service/tickets'), { ...headers(), ...type }, body);
    expect(made.status).toBe(201);
  });

  test('New-CWMDocument: a quoted boundary, capital names, True and False', async () => {
    const [ticket] = JSON.parse((await invoke('GET', uri('/service/tickets&pageSize=1'))).text) as {
      id: number;
    }[];
    const boundary = '7f3c9a52-1f6e-4c3a-9c55-2f0d1c1b7a11';
    const content = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const part = (name: string, value: string): string[] => [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${name}"\r\n`,
      value,
    ];
    const lines = [
      ...part('recordType', 'Ticket'),
      ...part('recordId', String(ticket!.id)),
      ...part('Title', 'A screenshot'),
      ...part('PrivateFlag', 'True'),
      ...part('ReadOnlyFlag', 'False'),
      `--${boundary}`,
      'Content-Disposition: form-data; name="file"; filename="all.txt"',
      'Content-Type: application/octet-stream\r\n',
      content.toString('latin1'),
      `--${boundary}--\r\n`,
    ].join('\r\n');
    const made = await sendPlain(
      secure,
      'POST',
      uri('/system/documents'),
      { ...headers(), 'Content-Type': `multipart/form-data; boundary="${boundary}"` },
      Buffer.from(lines, 'latin1'),
    );
    expect(made.status, made.text).toBe(201);
    const document = JSON.parse(made.text) as { id: number };
    expect(document).toMatchObject({
      title: 'A screenshot',
      fileName: 'all.txt',
      readOnlyFlag: false,
      size: 256,
    });
    const back = await invoke('GET', uri(`/system/documents/${document.id}/download`));
    expect(back.bytes.equals(content)).toBe(true);
  });

  test("a form as .NET's own client writes it: names without quotes", async () => {
    const [ticket] = JSON.parse((await invoke('GET', uri('/service/tickets&pageSize=1'))).text) as {
      id: number;
    }[];
    const boundary = 'b3d0e9d2-5a53-4d6d-8d2e-5a1f6c6f0a42';
    const lines = [
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Disposition: form-data; name=recordType\r\n',
      'Ticket',
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Disposition: form-data; name=recordId\r\n',
      String(ticket!.id),
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Disposition: form-data; name=title\r\n',
      'From .NET',
      `--${boundary}`,
      "Content-Disposition: form-data; name=file; filename=notes.txt; filename*=utf-8''notes%20%C3%BC.txt\r\n",
      'text',
      `--${boundary}--\r\n`,
    ].join('\r\n');
    const made = await sendPlain(
      secure,
      'POST',
      uri('/system/documents'),
      { ...headers(), 'Content-Type': `multipart/form-data; boundary="${boundary}"` },
      lines,
    );
    expect(made.status, made.text).toBe(201);
    expect(JSON.parse(made.text)).toMatchObject({ title: 'From .NET', fileName: 'notes ü.txt', size: 4 });
  });

  test('New-CWMDocument -URL: a link instead of a file', async () => {
    const [ticket] = JSON.parse((await invoke('GET', uri('/service/tickets&pageSize=1'))).text) as {
      id: number;
    }[];
    const boundary = '11111111-2222-3333-4444-555555555555';
    const names = {
      recordType: 'Ticket',
      recordId: String(ticket!.id),
      Title: 'A page',
      PrivateFlag: 'True',
      ReadOnlyFlag: 'False',
      url: 'https://example.com/page',
      urlFlag: 'True',
    };
    const lines = [
      ...Object.entries(names).flatMap(([name, value]) => [
        `--${boundary}`,
        `Content-Disposition: form-data; name="${name}"\r\n`,
        value,
      ]),
      `--${boundary}--\r\n`,
    ].join('\r\n');
    const type = { 'Content-Type': `multipart/form-data; boundary="${boundary}"` };
    const made = await sendPlain(secure, 'POST', uri('/system/documents'), { ...headers(), ...type }, lines);
    expect(made.status, made.text).toBe(201);
    expect(JSON.parse(made.text)).toMatchObject({ title: 'A page', urlFlag: true });
  });
});

describe('PowerShell-like: connecting', () => {
  test('reads the version of the API, and of the PSA', async () => {
    const answer = await invoke('GET', uri('/system/info'));
    expect(answer.headers['api-current-version']).toMatch(/^\d{4}\.\d+$/);
    expect((JSON.parse(answer.text) as { version: string }).version).toMatch(/^v\d+\.\d+\.\d+$/);
  });

  test('neither cookies nor a token of another member let anyone in', async () => {
    const { companyId, clientId } = secure.sandbox.credentials;
    const cookie = `companyName=${companyId}; memberHash=abc; MemberID=zAdmin; MemberContext=web`;
    const answer = await sendPlain(secure, 'GET', uri('/system/info'), {
      ClientID: clientId,
      Cookie: cookie,
    });
    expect(answer.status).toBe(401);
    expect((JSON.parse(answer.text) as { code: string }).code).toEqual(expect.any(String));
  });

  test('keys minted for a member work with x-cw-usertype: member', async () => {
    const minted = await invoke('POST', uri('/system/members/zAdmin/tokens'), {
      body: { memberIdentifier: 'zAdmin' },
    });
    const { publicKey, privateKey } = JSON.parse(minted.text) as { publicKey: string; privateKey: string };
    const { companyId } = secure.sandbox.credentials;
    const login = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64');
    const answer = await invoke('GET', uri('/system/info'), {
      headers: { Authorization: `Basic ${login}`, 'x-cw-usertype': 'member' },
    });
    expect(answer.status).toBe(200);
  });
});

import { describe, expect, test } from 'vitest';
import { EXIT } from '../exit-codes.js';
import { OutputClosed } from '../io/shell.js';
import { run } from '../run.js';
import { createFakeShell, type FakeShellOptions } from '../testing/fake-shell.js';
import { createFakeSite, SITE_ENV } from '../testing/fake-site.js';

const tickets = Array.from({ length: 60 }, (_, index) => ({
  id: index + 1,
  summary: `Ticket number ${index + 1}`,
  status: { id: 1, name: 'New' },
}));

async function list(argv: readonly string[], options: FakeShellOptions = {}) {
  const site = createFakeSite(tickets);
  const shell = createFakeShell({ env: SITE_ENV, fetch: site.fetch, ...options });
  const exit = await run(['list', 'tickets', ...argv], shell);
  return { exit, out: shell.out(), err: shell.err(), asked: site.asked };
}

describe('psa list', () => {
  test('prints 25 records, and says on stderr that there are more', async () => {
    const { exit, out, err, asked } = await list(['--fields', 'id,SUMMARY,status/name']);
    expect(exit).toBe(0);
    expect(out.split('\n').slice(0, 3)).toEqual([
      'id  summary           status/name',
      ' 1  Ticket number 1   New',
      ' 2  Ticket number 2   New',
    ]);
    expect(out.trimEnd().split('\n')).toHaveLength(26);
    expect(err).toBe('25 shown, and there are more: --limit N prints up to N, --all prints every one.\n');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.searchParams.get('fields')).toBe('id,summary,status/name');
    expect(asked[0]?.searchParams.get('pageSize')).toBe('25');
  });

  test('--all prints every record and has nothing to add', async () => {
    const { out, err } = await list(['--all']);
    expect(out.trimEnd().split('\n')).toHaveLength(61);
    expect(err).toBe('');
  });

  test('a table asks for its columns, --json for whole records', async () => {
    expect((await list([])).asked[0]?.searchParams.get('fields')).toContain('status/name');
    const json = await list(['--json', '--limit', '2']);
    expect(json.asked[0]?.searchParams.has('fields')).toBe(false);
    expect(JSON.parse(json.out)).toEqual(tickets.slice(0, 2));
  });

  test('--csv and --ndjson', async () => {
    expect((await list(['--csv', '--limit', '1', '--fields', 'id,status'])).out).toBe(
      'id,status\r\n1,New\r\n',
    );
    expect((await list(['--ndjson', '--limit', '1'])).out).toBe(`${JSON.stringify(tickets[0])}\n`);
  });

  test('conditions are sent in their canonical form', async () => {
    const { asked } = await list(['--where', "status/Name='New' AND id<5", '--order-by', 'id desc']);
    expect(asked[0]?.searchParams.get('conditions')).toBe('status/Name = "New" and id < 5');
    expect(asked[0]?.searchParams.get('orderBy')).toBe('id desc');
  });

  test('nothing is sent while anything typed is wrong', async () => {
    const { exit, asked } = await list(['--where', 'id = 1', '--fields', 'sumary']);
    expect(exit).toBe(EXIT.usage);
    expect(asked).toEqual([]);
  });

  test('no record is said on stderr, and is not an error', async () => {
    const { exit, out, err } = await list([], { fetch: createFakeSite([]).fetch });
    expect({ exit, out, err }).toEqual({ exit: 0, out: '', err: 'No record fits.\n' });
  });

  test('rows are printed while the next page is on its way', async () => {
    const answered: number[] = [];
    const big = Array.from({ length: 2500 }, (_, index) => ({ id: index + 1 }));
    // The third answer waits until something of the first page was printed.
    let print: () => void = () => undefined;
    const printed = new Promise<void>((resolve) => {
      print = resolve;
    });
    const site = createFakeSite(big, async (asked) => {
      if (asked === 3) await printed;
      answered.push(asked);
    });
    const shell = createFakeShell({ env: SITE_ENV, fetch: site.fetch });
    const stdout = {
      ...shell.stdout,
      write: (text: string) => {
        print();
        return shell.stdout.write(text);
      },
    };
    const exit = await run(['list', 'tickets', '--all', '--ndjson'], { ...shell, stdout });
    expect(exit).toBe(0);
    expect(shell.out().trimEnd().split('\n')).toHaveLength(2500);
    expect(answered).toEqual([1, 2, 3]);
  });

  test('a reader that goes away ends it quietly', async () => {
    const site = createFakeSite(tickets);
    const shell = createFakeShell({ env: SITE_ENV, fetch: site.fetch });
    const stdout = { ...shell.stdout, write: () => Promise.reject(new OutputClosed()) };
    expect(await run(['list', 'tickets', '--all'], { ...shell, stdout })).toBe(0);
    expect(shell.err()).toBe('');
  });

  test('Ctrl-C ends it with 130', async () => {
    const shell = createFakeShell({
      env: SITE_ENV,
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => {
            reject(new DOMException('aborted', 'AbortError'));
          });
          shell.stop();
        }),
    });
    expect(await run(['list', 'tickets'], shell)).toBe(EXIT.interrupted);
    expect(shell.err()).toBe('psa: Interrupted.\n');
  });

  test('a terminal gets colour only where it wants it', async () => {
    expect((await list(['--limit', '1'], { terminal: 80 })).out).toContain('\u001b[1m');
    expect(
      (await list(['--limit', '1'], { terminal: 80, env: { ...SITE_ENV, NO_COLOR: '1' } })).out,
    ).not.toContain('\u001b');
    expect((await list(['--limit', '1'])).out).not.toContain('\u001b');
  });
});

describe('psa get', () => {
  async function get(argv: readonly string[]) {
    const shell = createFakeShell({ env: SITE_ENV, fetch: createFakeSite(tickets).fetch });
    const exit = await run(['get', 'tickets', ...argv], shell);
    return { exit, out: shell.out(), err: shell.err() };
  }

  test('prints a field a line, a reference by its name and id', async () => {
    expect(await get(['7'])).toEqual({
      exit: 0,
      out: '  id       7\n  summary  Ticket number 7\n  status   New (id 1)\n',
      err: '',
    });
  });

  test('--json prints the record', async () => {
    expect(JSON.parse((await get(['7', '--json'])).out)).toEqual(tickets[6]);
  });

  test('a record that is not there ends with 1', async () => {
    const { exit, out, err } = await get(['700']);
    expect({ exit, out }).toEqual({ exit: EXIT.refused, out: '' });
    expect(err).toContain('not found');
  });
});

test('psa count prints one number', async () => {
  const shell = createFakeShell({ env: SITE_ENV, fetch: createFakeSite(tickets).fetch });
  expect(await run(['count', 'tickets', '--where', 'closedFlag = false'], shell)).toBe(0);
  expect(shell.out()).toBe('60\n');
});

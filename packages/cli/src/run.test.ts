import { describe, expect, test } from 'vitest';
import { EXIT } from './exit-codes.js';
import { run } from './run.js';
import { createFakeShell, type FakeShellOptions } from './testing/fake-shell.js';
import { SITE_ENV } from './testing/fake-site.js';

interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

async function psa(argv: readonly string[], options: FakeShellOptions = {}): Promise<Ended> {
  const shell = createFakeShell(options);
  const exit = await run(argv, shell);
  return { exit, out: shell.out(), err: shell.err() };
}

describe('help', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])(
    'psa %j prints the commands and the exit codes',
    async (argv) => {
      const { exit, out, err } = await psa(argv);
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(out).toMatchSnapshot('psa --help');
    },
  );

  test.each(['demo', 'sandbox', 'list', 'get', 'count', 'check', 'describe'])('psa help %s', async (name) => {
    const { exit, out, err } = await psa(['help', name]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatchSnapshot();
    expect((await psa([name, '--help'])).out).toBe(out);
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('psa --version prints the version alone', async () => {
    const { exit, out } = await psa(['--version']);
    expect(exit).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a wrong command line ends with 2, says what is wrong and what would be right', () => {
  test.each([
    [['lst', 'tickets'], /Unknown command 'lst'\.\n\nDid you mean list\?/],
    [['help', 'nosuch'], /no such command to help with\.\n\nSee psa --help\./],
    [['get', 'tickets', '1', '2'], /Too many arguments[^]*See psa help get\./],
    [['list'], /Missing required argument 'resource'\.\n\nSee psa help list\./],
    [['list', 'tickets', '--feilds', 'id'], /Unknown option '--feilds'\.\n\nDid you mean --fields\?/],
    [
      ['list', 'tickets', '--limit', '-1'],
      /"-1" is not a value for --limit\.\n\nA limit is a whole number from 1 up\./,
    ],
    [['list', 'tickets', '--limit', '1e3'], /A limit is a whole number/],
    [
      ['list', 'tickets', '--budget', '0'],
      /A budget, unless it is the word "off", is a whole number from 1 to 100,000\./,
    ],
    [['list', 'tickets', '--limit', '5', '--all'], /'--limit <n>' cannot be used with option '--all'/],
    [['list', 'tickets', '--json', '--csv'], /'--json' cannot be used with option '--csv'/],
    [['list', 'tickets', '--where', ''], /"" is not a value for --where\.\n\nIt is empty\. Give a value/],
    [['sandbox', '--port', '70000'], /A port is a whole number from 0 to 65,535\./],
    [['sandbox', '--size', 'huge'], /Allowed choices are small, medium, large\./],
    [['sandbox', '--seed', 'abc'], /A seed is a whole number from 0 to 4,294,967,295\./],
    [['sandbox', '--rate-limit', 'none'], /unless it is the word "off"/],
    [['sandbox', '--latency', '1s'], /A latency is a whole number from 0 to 60,000\./],
    [['check', 'tickets', 'status/name', '=', '"New"'], /put them in quotes/],
    [
      ['check', 'tickets', 'id = 1', '--parameter', 'parent'],
      /Allowed choices are conditions, child, custom\./,
    ],
    [['describe', 'tickts'], /no resource "tickts"\.\n\nDid you mean "?tickets/],
    [['list', 'service/tickets/notes'], /parent/],
    [
      ['get', 'tickets', 'abc'],
      /"abc" is not an id of service\/tickets: ids there are whole numbers from 1\./,
    ],
    [['get', 'tickets', '0'], /"0" is not an id/],
    [['list', 'tickets', '--where', 'sumary = 1'], /There is a mistake in --where\.[^]*\^{6}[^]*summary/],
    [['list', 'tickets', '--where', 'summary ='], /There is a mistake in --where\.[^]*\^/],
    [['list', 'tickets', '--fields', 'id,sumary'], /mistake in --fields[^]*\^{6}/],
    [['list', 'tickets', '--order-by', 'sumary'], /mistake in --order-by[^]*\^{6}/],
    [['count', 'tickets', '--child-where', 'note/text = 1'], /mistake in --child-where/],
  ])('psa %j', async (argv, words) => {
    const { exit, out, err } = await psa(argv);
    expect({ exit, out }).toEqual({ exit: EXIT.usage, out: '' });
    expect(err.replace(/(?<=\S)\n {0,5}(?=\S)/g, ' ')).toMatch(words);
    expect(err).toMatch(/^psa: /);
    expect(err).not.toMatch(/\n\s+at |node:internal|Error:/);
  });
});

describe('settings', () => {
  const commands = [
    ['list', 'tickets'],
    ['get', 'tickets', '1'],
    ['count', 'tickets'],
  ];

  test.each(commands)('psa %s %s without credentials ends with 4 and names them all', async (...argv) => {
    const { exit, out, err } = await psa(argv);
    expect({ exit, out }).toEqual({ exit: EXIT.settings, out: '' });
    for (const name of Object.keys(SITE_ENV).filter((key) => key !== 'CONNECTWISE_SITE'))
      expect(err).toContain(name);
    expect(err).toContain('--sandbox');
  });

  test('with one missing, only that one is named', async () => {
    const { exit, err } = await psa(['list', 'tickets'], { env: { ...SITE_ENV, CONNECTWISE_CLIENT_ID: '' } });
    expect(exit).toBe(EXIT.settings);
    expect(err).toContain('CONNECTWISE_CLIENT_ID');
    expect(err).not.toContain('CONNECTWISE_PUBLIC_KEY');
  });

  test('no output holds the private key, whatever goes wrong', async () => {
    const answers: [string, () => Promise<Response>][] = [
      [
        'refused',
        () => Promise.reject(new TypeError(`fetch failed for ${SITE_ENV.CONNECTWISE_PRIVATE_KEY}`)),
      ],
      ['401', () => Promise.resolve(Response.json({ code: 'Unauthorized' }, { status: 401 }))],
      [
        '400',
        () =>
          Promise.resolve(
            Response.json({ code: 'X', message: SITE_ENV.CONNECTWISE_PRIVATE_KEY }, { status: 400 }),
          ),
      ],
      ['html', () => Promise.resolve(new Response('<html>'))],
    ];
    for (const [name, answer] of answers) {
      for (const argv of commands) {
        const { exit, out, err } = await psa(argv, {
          env: { ...SITE_ENV, PSAKIT_DEBUG: '1' },
          fetch: answer,
        });
        expect(exit, `${name} ${argv.join(' ')}`).toBe(EXIT.refused);
        expect(out + err).not.toContain(SITE_ENV.CONNECTWISE_PRIVATE_KEY);
        expect(out + err).not.toContain(btoa(`acme+publicPublic:${SITE_ENV.CONNECTWISE_PRIVATE_KEY}`));
      }
    }
  });
});

describe('psa check', () => {
  test('explains what the conditions select', async () => {
    const text =
      'status/name="New" and (priority/id<=2 or dateEntered > [2024-01-01]) and summary not like "%vpn%"';
    const { exit, out, err } = await psa(['check', 'tickets', text]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatchSnapshot();
  });

  test('reads stdin for -', async () => {
    const { exit, out } = await psa(['check', 'tickets', '-'], { stdin: 'id = 7\n' });
    expect(exit).toBe(0);
    expect(out).toContain('conditions=id%20%3D%207');
  });

  test.each([
    ['--parameter', 'child', 'notes/text contains "vpn"', 'childConditions='],
    ['--parameter', 'custom', 'caption = "Rack" and value = "7"', 'customFieldConditions='],
  ])('%s %s', async (flag, parameter, text, query) => {
    const { exit, out, err } = await psa(['check', 'tickets', text, flag, parameter]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toContain(query);
  });

  test('needs no parent id for a child collection', async () => {
    expect((await psa(['check', 'service/tickets/notes', 'text contains "vpn"'])).exit).toBe(0);
  });

  test('points at each mistake', async () => {
    const { exit, out, err } = await psa(['check', 'tickets', 'sumary contains "vpn" and closedFlag = 3']);
    expect({ exit, out }).toEqual({ exit: EXIT.usage, out: '' });
    expect(err).toMatchSnapshot();
  });
});

describe('psa describe', () => {
  test('fits 80 columns', async () => {
    for (const name of ['tickets', 'service/tickets/notes', 'company/companies']) {
      const { exit, out } = await psa(['describe', name]);
      expect(exit).toBe(0);
      for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    }
  });

  test('names fields, paths and children', async () => {
    const { out } = await psa(['describe', 'tickets']);
    expect(out).toMatch(/summary +text, up to 100 · required/);
    expect(out).toMatch(/GET PUT PATCH DELETE +\/service\/tickets\/\{id\}/);
    expect(out).toMatch(/^ {2}service\/tickets\/ID\/notes$/m);
  });

  test('--json is one document', async () => {
    const { out } = await psa(['describe', 'tickets', '--json']);
    expect(JSON.parse(out)).toMatchObject({ name: 'service/tickets', key: 'id', forwardOnly: true });
  });
});

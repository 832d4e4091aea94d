import { Command, Option } from 'commander';
import type { Sandbox, SandboxOptions } from '@psakit/server/sandbox';
import { join } from 'node:path';
import { nonEmpty, wholeNumber, wholeNumberOrOff } from '../config/options.js';
import { stateFolder } from '../config/state.js';
import { coloursFor } from '../io/colours.js';
import { createProgress } from '../io/progress.js';
import type { Shell } from '../io/shell.js';
import { untilStopped } from '../io/stopped.js';

const SIZES = ['small', 'medium', 'large'] as const;
const LIMIT_STYLES = ['mission', 'cloud'] as const;
const CALLBACK_STYLES = ['recorded', 'mission'] as const;

export interface SandboxArguments {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly db?: string | undefined;
  /** Absent where not typed: a database that exists brings its own. */
  readonly seed?: number | undefined;
  readonly size?: (typeof SIZES)[number] | undefined;
  readonly importFile?: string | undefined;
  readonly rateLimit?: number | 'off' | undefined;
  readonly limitStyle?: (typeof LIMIT_STYLES)[number] | undefined;
  readonly callbackStyle?: (typeof CALLBACK_STYLES)[number] | undefined;
  readonly callbackHosts?: readonly string[] | undefined;
  readonly latencyMs?: number | undefined;
  readonly membersFile?: string | undefined;
  readonly faultsFile?: string | undefined;
  /** Whether https is spoken as well; its port where one was typed. */
  readonly tls: boolean;
  readonly tlsPort?: number | undefined;
  readonly json: boolean;
}

interface SandboxFlags {
  readonly host?: string;
  readonly port?: number;
  readonly db?: string;
  readonly seed?: number;
  readonly size?: (typeof SIZES)[number];
  readonly import?: string;
  readonly rateLimit?: number | 'off';
  readonly limitStyle?: (typeof LIMIT_STYLES)[number];
  readonly callbackStyle?: (typeof CALLBACK_STYLES)[number];
  readonly callbackHost?: readonly string[];
  readonly latency?: number;
  readonly members?: string;
  readonly faults?: string;
  readonly tls?: true;
  readonly tlsPort?: number;
  readonly record?: string;
  readonly replay?: string;
  readonly site?: string;
  readonly json?: true;
}

/** What is about a made-up world, and means nothing for a real site. */
const WORLD_OPTIONS = [
  'db',
  'seed',
  'size',
  'import',
  'rateLimit',
  'limitStyle',
  'callbackStyle',
  'callbackHost',
  'latency',
  'members',
  'faults',
];

const EXAMPLES = `
Examples:
  psa sandbox                              then paste its lines elsewhere
  psa sandbox --db msp.db --size medium    made once, kept
  psa sandbox --json --rate-limit off      for a test: read one line, then go
  psa sandbox --tls                        for programs that only speak https

--seed and --size say what is made, so a database that exists refuses them.

--tls makes an authority for this machine only, and keeps it in the state
folder. Programs trust it by NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE or
curl --cacert and the file that is printed.

--members reads an array of members, with keys, limits and roles of their own:
  [ { "identifier": "Desk", "publicKey": "desk", "privateKey": "secret",
      "rateLimit": 100, "role": { "service": ["inquire", "add"], "*": [] } } ]
Rights are inquire, add, edit and delete, by the first segment of a path.
A member with a "password" may log in as well, at /login/login.aspx.

--faults reads an array of faults:
  [ { "kind": "status", "status": 503, "path": "/service", "count": 2 } ]
Kinds: latency, status, html, reset, timeout, truncate, slow, stale,
contentType. Which requests: method, path, query, member, probability, after,
count. The same while it serves, and clock, snapshots, callbacks, reset and
the log of requests, with the token that is printed:
  curl -H "Authorization: Bearer TOKEN" http://127.0.0.1:PORT/_psakit

--record and --replay are about a real site instead: clients call this machine
with the site's credentials, which are handed on and not kept. The file holds
business data.
  psa sandbox --record site.jsonl --site api-na.myconnectwise.net
  psa sandbox --replay site.jsonl`;

/** `psa sandbox` */
export function sandboxCommand(shell: Shell): Command {
  return new Command('sandbox')
    .description(
      'Serves a made-up PSA on this machine until it is stopped, and prints the settings to reach it.',
    )
    .addOption(
      new Option('--port <n>', 'listen here (default: a free port)').argParser(
        wholeNumber('A port', 0, 65_535),
      ),
    )
    .addOption(
      new Option('--host <address>', 'listen on this address (default: 127.0.0.1)').argParser(nonEmpty),
    )
    .addOption(
      new Option('--db <file>', 'keep the records in this file (default: in memory)').argParser(nonEmpty),
    )
    .addOption(
      new Option('--seed <n>', 'another world of the same kind (default: 1)').argParser(
        wholeNumber('A seed', 0, 4_294_967_295),
      ),
    )
    .addOption(
      new Option('--size <size>', 'about 2,000, 50,000 or 1,000,000 tickets (default: small)').choices(SIZES),
    )
    .addOption(
      new Option('--import <file>', 'load { "/company/contacts": [ … ] } as well, as given').argParser(
        nonEmpty,
      ),
    )
    .addOption(
      new Option('--rate-limit <n>', 'requests a minute for each member, or off (default: 60)').argParser(
        wholeNumberOrOff('A rate limit', 1, 1_000_000),
      ),
    )
    .addOption(
      new Option('--limit-style <style>', 'refuse over it as documented, or as the cloud does').choices(
        LIMIT_STYLES,
      ),
    )
    .addOption(
      new Option('--callback-style <style>', 'word callbacks as recorded, or as the mission does').choices(
        CALLBACK_STYLES,
      ),
    )
    .option('--callback-host <name...>', 'send callbacks to these hosts too (default: this machine only)')
    .addOption(
      new Option('--latency <ms>', 'answer that many milliseconds later (default: 0)').argParser(
        wholeNumber('A latency', 0, 60_000),
      ),
    )
    .option('--tls', 'speak https as well, with a certificate for localhost, 127.0.0.1 and ::1')
    .addOption(
      new Option('--tls-port <n>', 'speak https here (default: a free port)').argParser(
        wholeNumber('A port', 0, 65_535),
      ),
    )
    .addOption(
      new Option(
        '--members <file>',
        'let in these API members as well, with keys, limits and roles',
      ).argParser(nonEmpty),
    )
    .addOption(new Option('--faults <file>', 'let these faults happen from the start').argParser(nonEmpty))
    .addOption(
      new Option('--record <file>', 'hand requests on to a real site, and keep the answers in this file')
        .argParser(nonEmpty)
        .conflicts(WORLD_OPTIONS),
    )
    .addOption(
      new Option('--site <site>', 'the site to record (default: CONNECTWISE_SITE)').argParser(nonEmpty),
    )
    .addOption(
      new Option('--replay <file>', 'answer what was recorded in this file, and nothing else')
        .argParser(nonEmpty)
        .conflicts([...WORLD_OPTIONS, 'record', 'site']),
    )
    .option('--json', 'print the settings as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action((flags: SandboxFlags) => run(flags, shell));
}

/** A sandbox, or what stands between a client and a real site. */
async function run(flags: SandboxFlags, shell: Shell): Promise<void> {
  const {
    import: importFile,
    latency,
    callbackHost,
    members,
    faults,
    record,
    replay,
    site,
    json = false,
    ...world
  } = flags;
  const tls = flags.tls ?? flags.tlsPort !== undefined;
  if (record !== undefined || replay !== undefined || site !== undefined) {
    const { runRecording } = await import('./recording.js');
    return runRecording({ ...world, record, replay, site, tls, json }, shell);
  }
  const files = { importFile, membersFile: members, faultsFile: faults };
  return runSandbox(
    { ...world, ...files, latencyMs: latency, callbackHosts: callbackHost, tls, json },
    shell,
  );
}

/** Ends when the shell's signal fires: that is how a server is meant to end. */
export async function runSandbox(options: SandboxArguments, shell: Shell): Promise<void> {
  const { json, tls, tlsPort, membersFile, faultsFile, ...wanted } = options;
  const progress = createProgress(shell);
  // The server is loaded only now, so that help and mistakes do not wait for it.
  const { createSandbox, readFaultsFile, readMembersFile } = await import('@psakit/server/sandbox');
  const { isLoopbackHost } = await import('@psakit/server/api');
  const settings: SandboxOptions = {
    ...wanted,
    ...(membersFile === undefined ? {} : await readMembersFile(membersFile)),
    faults: faultsFile === undefined ? undefined : await readFaultsFile(faultsFile),
    tls: tls && { folder: join(stateFolder(shell.env), 'tls'), port: tlsPort },
    clock: shell.clock,
    signal: shell.signal,
    onProgress: (text) => void progress.show(text).catch(() => undefined),
    onFault: (error, requestId) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const text = `A fault of the sandbox, answered as a 500 (request ${requestId}). Please report it: ${what}\n`;
      shell.stderr.write(text).catch(() => undefined);
    },
  };
  const sandbox = await createSandbox(settings);
  try {
    await progress.clear();
    if (json) await shell.stdout.write(`${JSON.stringify(lineOf(sandbox))}\n`);
    else await greet(sandbox, shell);
    if (options.host !== undefined && !isLoopbackHost(options.host)) {
      await shell.stderr.write(
        `Whoever reaches ${options.host} can read it: its credentials are no secret.\n`,
      );
    }
    await untilStopped(shell.signal);
  } finally {
    await progress.clear();
    await sandbox.close();
  }
}

/** What a program needs, in one line; `httpsUrl` and `caFile` only where https is spoken. */
function lineOf({ url, httpsUrl, caFile, credentials, admin }: Sandbox): Readonly<Record<string, string>> {
  return { url, ...(httpsUrl && caFile && { httpsUrl, caFile }), ...credentials, adminToken: admin.token };
}

/** Lines to paste for a shell on stdout, and what a person wants to know on stderr. */
async function greet({ url, httpsUrl, caFile, credentials, admin }: Sandbox, shell: Shell): Promise<void> {
  await shell.stdout.write(exportLines({ ...credentials, site: url }));
  const colours = coloursFor(shell.stderr, shell.env);
  const secure =
    httpsUrl && caFile
      ? `It also speaks https at ${httpsUrl}, for programs that trust its authority:\n` +
        `  export NODE_EXTRA_CA_CERTS=${shellWord(caFile)} REQUESTS_CA_BUNDLE=${shellWord(caFile)}\n`
      : '';
  await shell.stderr.write(
    `\n${colours.green('The sandbox is serving.')} Paste the lines above into another terminal, then: psa list tickets\n` +
      secure +
      `Faults, clock, snapshots: curl -H "Authorization: Bearer ${admin.token}" ${admin.url}\n` +
      `Ctrl-C stops it.\n`,
  );
}

/** A text as one word of a POSIX shell. */
function shellWord(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

interface Settings {
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly clientId: string;
  readonly site: string;
}

function exportLines(settings: Settings): string {
  const lines: readonly (readonly [string, string])[] = [
    ['COMPANY_ID', settings.companyId],
    ['PUBLIC_KEY', settings.publicKey],
    ['PRIVATE_KEY', settings.privateKey],
    ['CLIENT_ID', settings.clientId],
    ['SITE', settings.site],
  ];
  return lines.map(([name, value]) => `export CONNECTWISE_${name}=${value}\n`).join('');
}

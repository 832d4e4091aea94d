import { Command, Option } from 'commander';
import type { SandboxOptions } from '@psakit/server/sandbox';
import { nonEmpty, wholeNumber, wholeNumberOrOff } from '../config/options.js';
import { coloursFor } from '../io/colours.js';
import { createProgress } from '../io/progress.js';
import type { Shell } from '../io/shell.js';

const SIZES = ['small', 'medium', 'large'] as const;
const LIMIT_STYLES = ['mission', 'cloud'] as const;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i;

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
  readonly latencyMs?: number | undefined;
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
  readonly latency?: number;
  readonly json?: true;
}

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
      new Option('--latency <ms>', 'answer that many milliseconds later (default: 0)').argParser(
        wholeNumber('A latency', 0, 60_000),
      ),
    )
    .option('--json', 'print the settings as one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  psa sandbox                              then paste its lines elsewhere
  psa sandbox --db msp.db --size medium    made once, kept
  psa sandbox --json --rate-limit off      for a test: read one line, then go

--seed and --size say what is made, so a database that exists refuses them.`,
    )
    .action(({ import: importFile, latency, json, ...flags }: SandboxFlags) =>
      runSandbox({ ...flags, importFile, latencyMs: latency, json: json ?? false }, shell),
    );
}

/** Ends when the shell's signal fires: that is how a server is meant to end. */
export async function runSandbox(options: SandboxArguments, shell: Shell): Promise<void> {
  const { json, ...wanted } = options;
  const progress = createProgress(shell);
  const settings: SandboxOptions = {
    ...wanted,
    clock: shell.clock,
    signal: shell.signal,
    onProgress: (text) => void progress.show(text).catch(() => undefined),
  };
  // The server is loaded only now, so that help and mistakes do not wait for it.
  const { createSandbox } = await import('@psakit/server/sandbox');
  const sandbox = await createSandbox(settings);
  try {
    await progress.clear();
    const { url, credentials } = sandbox;
    if (json) {
      await shell.stdout.write(`${JSON.stringify({ url, ...credentials })}\n`);
    } else {
      await shell.stdout.write(exportLines({ ...credentials, site: url }));
      const colours = coloursFor(shell.stderr, shell.env);
      await shell.stderr.write(
        `\n${colours.green('The sandbox is serving.')} Paste the lines above into another terminal, then: psa list tickets\nCtrl-C stops it.\n`,
      );
    }
    if (options.host !== undefined && !LOOPBACK.test(options.host)) {
      await shell.stderr.write(
        `Whoever reaches ${options.host} can read it: its credentials are no secret.\n`,
      );
    }
    await stopped(shell.signal);
  } finally {
    await progress.clear();
    await sandbox.close();
  }
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

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve();
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

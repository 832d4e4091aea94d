import { Command, type HelpConfiguration } from 'commander';
import { EXIT_MEANINGS } from './exit-codes.js';
import { coloursFor } from './io/colours.js';
import type { Shell } from './io/shell.js';
import { readVersion } from './version.js';

/** Makes the command with all its options; its action runs it. */
export type CommandFactory = (shell: Shell) => Command;

interface CommandEntry {
  readonly name: string;
  /** As the list in `psa --help` shows it. */
  readonly usage: string;
  readonly summary: string;
  /** Loads the command's file, and only that: `psa --help` reads none of them. */
  readonly load: () => Promise<CommandFactory>;
}

const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo',
    usage: 'demo',
    summary: 'watch psakit do its job, against a sandbox of its own',
    load: async () => (await import('./commands/demo.js')).demoCommand,
  },
  {
    name: 'sandbox',
    usage: 'sandbox',
    summary: 'serve a made-up PSA on this machine until stopped',
    load: async () => (await import('./commands/sandbox.js')).sandboxCommand,
  },
  {
    name: 'list',
    usage: 'list <resource>',
    summary: 'print records as a table, CSV or JSON, as they arrive',
    load: async () => (await import('./commands/list.js')).listCommand,
  },
  {
    name: 'get',
    usage: 'get <resource> <id>',
    summary: 'print one record',
    load: async () => (await import('./commands/get.js')).getCommand,
  },
  {
    name: 'count',
    usage: 'count <resource>',
    summary: 'print how many records there are',
    load: async () => (await import('./commands/count.js')).countCommand,
  },
  {
    name: 'check',
    usage: 'check <resource> …',
    summary: 'explain conditions, or point at what is wrong in them',
    load: async () => (await import('./commands/check.js')).checkCommand,
  },
  {
    name: 'describe',
    usage: 'describe <resource>',
    summary: 'show the fields, paths and children of a resource',
    load: async () => (await import('./commands/describe.js')).describeCommand,
  },
];

/**
 * The `psa` program for one command line. Only the command that was typed is loaded; the others are
 * known by name and summary. Errors are thrown, help and version go to `printHelp`.
 */
export async function createProgram(
  argv: readonly string[],
  shell: Shell,
  printHelp: (text: string) => void,
): Promise<Command> {
  const program = new Command('psa')
    .description('ConnectWise PSA on the command line, with a sandbox built in.')
    .usage('<command> [options]')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help for psa or for a command')
    .helpCommand('help [command]', 'print help for a command')
    .configureHelp(helpStyle(shell))
    .configureOutput({ writeOut: printHelp, writeErr: () => undefined, outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', epilogue());
  const named = namedCommand(argv);
  for (const entry of COMMANDS) {
    const command = entry.name === named ? (await entry.load())(shell) : new Command(entry.name);
    command.summary(entry.summary).copyInheritedSettings(program).helpOption('-h, --help', 'print this help');
    program.addCommand(command);
  }
  return program;
}

/** The command's name in `psa list …` and `psa help list`; undefined where there is none of that name. */
export function namedCommand(argv: readonly string[]): string | undefined {
  const words = argv.filter((argument) => !argument.startsWith('-'));
  const name = words[0] === 'help' ? words[1] : words[0];
  return COMMANDS.find((entry) => entry.name === name)?.name;
}

function helpStyle(shell: Shell): HelpConfiguration {
  const colours = coloursFor(shell.stdout, shell.env);
  return {
    helpWidth: Math.min(shell.stdout.columns, 100),
    subcommandTerm: (command) =>
      COMMANDS.find((entry) => entry.name === command.name())?.usage ?? 'help [command]',
    styleTitle: (text) => colours.bold(text),
    styleCommandText: (text) => colours.cyan(text),
    styleSubcommandText: (text) => colours.cyan(text),
    styleOptionText: (text) => colours.cyan(text),
    styleArgumentText: (text) => colours.cyan(text),
  };
}

function epilogue(): string {
  const codes = EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`);
  return `
Start here:
  psa demo
  psa check tickets 'status/name = "New" and priority/id <= 2'
  psa list tickets --sandbox --where 'closedFlag = false'
  psa help list

Exit codes:
${codes.join('\n')}

Your site is named by the variables CONNECTWISE_SITE (a host; where absent,
api-na.myconnectwise.net), CONNECTWISE_COMPANY_ID, CONNECTWISE_PUBLIC_KEY,
CONNECTWISE_PRIVATE_KEY and CONNECTWISE_CLIENT_ID.
psakit is independent of ConnectWise.`;
}

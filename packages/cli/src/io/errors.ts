import { CommanderError } from 'commander';
import { isPsaError, type PsaError } from 'psakit/core';
import { EXIT, EXIT_OF, type ExitCode } from '../exit-codes.js';
import { coloursFor, type Colours } from './colours.js';
import { OutputClosed, type Shell } from './shell.js';
import { safeText, wrap } from './text.js';

/** A text of the command line that is wrong. */
export class WrongText extends Error {
  override readonly name = 'WrongText';
  /** For each place: the line, a row of carets, the complaint and the cure, as `formatIssue` lays them out. */
  readonly places: readonly string[];

  constructor(message: string, places: readonly string[]) {
    super(message);
    this.places = places;
  }
}

/** What a person is told about an error. */
interface Explanation {
  readonly exit: ExitCode;
  /** What is wrong. */
  readonly message: string;
  /** Where: lines that are ready to print. */
  readonly places?: readonly string[];
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/**
 * Says on stderr what went wrong, and answers how `psa` is to end. The only place where errors become
 * text: no stack trace for a mistake of the user or an answer of the server, and never a secret.
 *
 * @param usageHint where to read on, for a command line that is wrong in a way nothing else cures
 */
export async function reportError(error: unknown, shell: Shell, usageHint: string): Promise<ExitCode> {
  if (error instanceof OutputClosed || shell.signal.reason instanceof OutputClosed) return EXIT.fine;
  const colours = coloursFor(shell.stderr, shell.env);
  const width = Math.min(shell.stderr.columns, 100);
  const { exit, message, places = [], hint } = explain(error, shell, usageHint);
  const [first = '', ...rest] = lines(message, width - 5);
  const blocks = [
    [`${colours.red(colours.bold('psa:'))} ${first}`, ...rest.map((line) => `     ${line}`)].join('\n'),
    ...places,
    ...(hint ? [lines(hint, width).join('\n')] : []),
  ];
  await shell.stderr.write(`${withoutSecrets(blocks.join('\n\n'), shell.env)}\n`);
  return exit;
}

function explain(error: unknown, shell: Shell, usageHint: string): Explanation {
  if (error instanceof CommanderError) return explainUsage(error, usageHint);
  if (error instanceof WrongText) {
    const colours = coloursFor(shell.stderr, shell.env);
    const places = error.places.map((lines) => markPlace(lines, colours));
    return { exit: EXIT.usage, message: error.message, places };
  }
  if (isPsaError(error, 'ABORTED') && shell.signal.aborted)
    return { exit: EXIT.interrupted, message: 'Interrupted.' };
  if (isPsaError(error)) return explainPsaError(error);
  return explainBug(error, shell);
}

/**
 * Commander says `error: unknown option '--feilds'\n(Did you mean --fields?)`, and
 * `error: option '--port <n>' argument '70000' is invalid. A port is …`.
 */
function explainUsage(error: CommanderError, usageHint: string): Explanation {
  // What `psa help nosuch` ends with; its message is only a marker.
  if (error.code === 'commander.help')
    return { exit: EXIT.usage, message: 'There is no such command to help with.', hint: usageHint };
  const text = error.message.replace(/^error: /, '');
  const value = /^option '(?:-\w, )?(--[\w-]+).*?' argument '(.*)' is invalid\. (.*)$/s.exec(text);
  if (value) {
    const [, option = '', given = '', hint] = value;
    return { exit: EXIT.usage, message: `"${given}" is not a value for ${option}.`, hint };
  }
  const [first = '', ...rest] = text.split('\n');
  const message = first.charAt(0).toUpperCase() + first.slice(1);
  const suggestion = rest.join(' ').replace(/^\((.*)\)$/, '$1');
  return {
    exit: EXIT.usage,
    message: /[.?!]$/.test(message) ? message : `${message}.`,
    hint:
      error.code === 'commander.excessArguments' && /help (list|count|check)\./.test(usageHint)
        ? 'Conditions are one argument: put them in quotes, such as \'status/name = "New"\'.'
        : suggestion || usageHint,
  };
}

function explainPsaError(error: PsaError): Explanation {
  const told = new Set(error.message.split('\n'));
  const untold = error.fieldErrors.filter(({ message }) => !told.has(message));
  const fields = untold.map((item) => `  ${item.field ? `${item.field}: ` : ''}${item.message}`);
  // Who runs the server finds the request by it.
  const request = error.requestId === undefined ? [] : [`  request id ${error.requestId}`];
  const places = [...fields, ...request].map(safeText);
  return {
    exit: EXIT_OF[error.code],
    message: error.message,
    ...(places.length === 0 ? {} : { places: [places.join('\n')] }),
    hint: error.hint,
  };
}

function explainBug(error: unknown, shell: Shell): Explanation {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && shell.env['PSAKIT_DEBUG'] ? error.stack : undefined;
  return {
    exit: EXIT.bug,
    message: `Unexpected error: ${message}`,
    ...(stack === undefined ? {} : { places: [stack.split('\n').map(safeText).join('\n')] }),
    hint: stack
      ? undefined
      : 'This is a bug in psa. Please report it with the command you typed and the output of the same command with PSAKIT_DEBUG=1.',
  };
}

/** Indents a place, and makes its carets red. */
function markPlace(lines: string, colours: Colours): string {
  const [line = '', carets = '', ...words] = lines.split('\n');
  return [line, colours.red(carets), ...words].map((shown) => `  ${shown}`).join('\n');
}

function lines(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapKeepingIndent(safeText(line), width));
}

/** A line that is laid out by hand (indented) stays as it is; prose is wrapped. */
function wrapKeepingIndent(line: string, width: number): string[] {
  return line.startsWith(' ') ? [line] : wrap(line, width);
}

/** The last line of defence: whatever an error text holds, the private key is not printed. */
function withoutSecrets(text: string, env: Shell['env']): string {
  const secret = env['CONNECTWISE_PRIVATE_KEY'];
  return secret === undefined || secret.length < 8 ? text : text.replaceAll(secret, '(private key)');
}

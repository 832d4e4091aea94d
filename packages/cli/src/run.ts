import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-codes.js';
import { reportError } from './io/errors.js';
import type { Shell } from './io/shell.js';
import { createProgram, namedCommand } from './program.js';

/**
 * Runs one `psa` command line and answers the exit code. Never throws, never touches the process: all it
 * knows of the outside is the shell it is given.
 *
 * @param argv the words after `psa`
 */
export async function run(argv: readonly string[], shell: Shell): Promise<ExitCode> {
  try {
    const words = argv.length === 0 ? ['--help'] : argv;
    let help = '';
    const program = await createProgram(words, shell, (text) => {
      help += text;
    });
    try {
      await program.parseAsync(words, { from: 'user' });
    } catch (error) {
      // Commander ends help and version by throwing, too.
      if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
    }
    if (help !== '') await shell.stdout.write(help);
    return EXIT.fine;
  } catch (error) {
    const name = namedCommand(argv);
    const usageHint = `See psa ${name === undefined ? '--help' : `help ${name}`}.`;
    // Where even stderr is closed there is nobody to tell.
    return await reportError(error, shell, usageHint).catch(() => EXIT.refused);
  }
}

import { systemClock } from 'psakit/core';
import { EXIT } from './exit-codes.js';
import { OutputClosed, type Output, type Shell } from './io/shell.js';
import { run } from './run.js';

// The only file that touches the process: it makes a Shell of it, runs, and sets the exit code.

const stop = new AbortController();

function outputOf(stream: NodeJS.WriteStream): Output {
  let closed = false;
  // Without a listener a reader that went away (`psa list … | head`) would end the process with a trace.
  stream.on('error', () => {
    closed = true;
    stop.abort(new OutputClosed());
  });
  return {
    get isTerminal() {
      return stream.isTTY;
    },
    get columns() {
      return stream.columns || Number(process.env['COLUMNS']) || 80;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new OutputClosed());
          return;
        }
        stream.write(text, (error) => {
          if (error) reject(new OutputClosed());
          else resolve();
        });
      }),
  };
}

function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Whoever presses Ctrl-C twice does not want to wait for anything.
      if (stop.signal.aborted) process.exit(EXIT.interrupted);
      stop.abort();
    });
  }
}

const shell: Shell = {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  get stdin() {
    return process.stdin;
  },
  env: process.env,
  signal: stop.signal,
  clock: systemClock,
  fetch,
};

stopOnSignals();
process.exitCode = await run(process.argv.slice(2), shell);

import { systemClock, type Clock } from 'psakit/core';
import type { Shell } from '../io/shell.js';

export interface FakeShellOptions {
  readonly env?: Shell['env'];
  readonly stdin?: string;
  readonly fetch?: Shell['fetch'];
  /** Columns of a terminal; absent: stdout is not one. */
  readonly terminal?: number;
}

/** A shell that keeps what was written, and can be told to stop. */
export interface FakeShell extends Shell {
  readonly out: () => string;
  readonly err: () => string;
  readonly stop: () => void;
}

/** Waits for nothing but timeouts, so that a retry costs a test no time. */
const impatientClock: Clock = {
  now: () => systemClock.now(),
  sleep: (ms, signal) => (ms < 60_000 ? systemClock.sleep(0, signal) : systemClock.sleep(ms, signal)),
};

/** A shell for tests: no process, no environment but the one given. */
export function createFakeShell(options: FakeShellOptions = {}): FakeShell {
  let out = '';
  let err = '';
  const control = new AbortController();
  const screen = { isTerminal: options.terminal !== undefined, columns: options.terminal ?? 80 };
  return {
    stdout: {
      ...screen,
      write: (text) => {
        out += text;
        return Promise.resolve();
      },
    },
    stderr: {
      ...screen,
      write: (text) => {
        err += text;
        return Promise.resolve();
      },
    },
    stdin: lines(options.stdin ?? ''),
    env: options.env ?? {},
    signal: control.signal,
    clock: impatientClock,
    fetch: options.fetch ?? fetch,
    out: () => out,
    err: () => err,
    stop: () => {
      control.abort();
    },
  };
}

async function* lines(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

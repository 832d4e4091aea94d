import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from 'psakit/core';
import { afterAll } from 'vitest';
import type { Shell } from '../io/shell.js';

export interface FakeShellOptions {
  /** Beside a state folder of its own, which is removed after the tests of a file. */
  readonly env?: Shell['env'];
  readonly clock?: Clock;
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

/** A folder that is not there yet. */
export function newStateFolder(): string {
  stateFolders ??= mkdtempSync(join(tmpdir(), 'psakit-state-'));
  return join(stateFolders, String(++made));
}

let stateFolders: string | undefined;
let made = 0;
afterAll(() => {
  if (stateFolders !== undefined) rmSync(stateFolders, { recursive: true, force: true });
});

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
    env: { PSAKIT_STATE_DIR: newStateFolder(), ...options.env },
    signal: control.signal,
    clock: options.clock ?? impatientClock,
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

import type { Clock } from 'psakit/core';

/** Where a command writes. */
export interface Output {
  /** Whether a person looks at it: colour, widths and a moving cursor make sense only then. */
  readonly isTerminal: boolean;
  /** Width in columns now; a terminal may be resized. */
  readonly columns: number;
  /** Resolves when the text is handed over. Rejects with {@link OutputClosed} when nobody reads on. */
  write(text: string): Promise<void>;
}

/** All that a command knows of the outside. Only `main.ts` makes one from `process`. */
export interface Shell {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Fires on Ctrl-C and when the process is told to end. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

/** The reader of our output went away, as `head` does. Not a failure: `psa` ends with 0 and says nothing. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

import type { Clock } from 'psakit/core';
import { PsaError } from 'psakit/core';
import type { WorldOptions, WorldSize } from './world/index.js';

/** What a sandbox may be told. */
export interface SandboxOptions {
  /** Where it listens; 0, the default, takes a free port. */
  readonly port?: number | undefined;
  /** `127.0.0.1` unless told: only this machine can call. */
  readonly host?: string | undefined;
  /** The file that keeps the records; absent: in memory. A new file gets a world, once. */
  readonly db?: string | undefined;
  /** Which world of its kind: a whole number from 0 to 4,294,967,295; 1 unless told. */
  readonly seed?: number | undefined;
  /** About 2,000, 50,000 or 1,000,000 tickets; small unless told. */
  readonly size?: WorldSize | undefined;
  /** A JSON file whose records are loaded as well, as given. */
  readonly importFile?: string | undefined;
  /** Requests of one member in any 60 seconds, 60 unless told; `off` for no limit. */
  readonly rateLimit?: number | 'off' | undefined;
  /** Whose words a request over the limit is refused in; `mission` unless told (docs/differences.md). */
  readonly limitStyle?: 'mission' | 'cloud' | undefined;
  /** Milliseconds each request waits before it is looked at; 0 unless told. */
  readonly latencyMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Gives up the making of a world, with `ABORTED`. A sandbox that serves is ended by `close`. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far the making of a world is, in words for a person. */
  readonly onProgress?: ((text: string) => void) | undefined;
}

const SIZES: readonly string[] = ['small', 'medium', 'large'] satisfies readonly WorldSize[];

/** @throws PsaError `INVALID_ARGUMENT` for the first option that cannot be used. */
export function checkOptions(options: SandboxOptions): void {
  checkWhole('port', options.port, 0, 65_535);
  checkWhole('seed', options.seed, 0, 4_294_967_295);
  checkWhole('latencyMs', options.latencyMs, 0, 3_600_000);
  if (options.rateLimit !== 'off') checkWhole('rateLimit', options.rateLimit, 1, 1_000_000_000, ', or "off"');
  if (options.size !== undefined && !SIZES.includes(options.size)) {
    throw invalid(`size is ${JSON.stringify(options.size)}`, 'Give "small", "medium" or "large".');
  }
  if (options.db === ':memory:')
    throw invalid('db is ":memory:", which is no file', 'Give a file name, or leave it out to keep nothing.');
  if (options.db?.trim() === '')
    throw invalid('db is empty', 'Give a file name, or leave it out to keep nothing.');
}

/** The world that is made where there is none. */
export function worldOptions({ seed, size }: SandboxOptions): WorldOptions {
  return { seed: seed ?? 1, size: size ?? 'small' };
}

function checkWhole(name: string, value: unknown, least: number, most: number, or = ''): void {
  if (value === undefined) return;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return;
  throw invalid(
    `${name} is ${typeof value === 'number' ? String(value) : JSON.stringify(value)}`,
    `Give a whole number from ${least} to ${most}${or}.`,
  );
}

function invalid(what: string, hint: string): PsaError {
  return new PsaError({ code: 'INVALID_ARGUMENT', message: `The sandbox cannot use this: ${what}.`, hint });
}

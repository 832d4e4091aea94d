import { checkOptionKinds, PsaError, type Clock, type OptionKinds } from 'psakit/core';
import type { FaultRule, SecurityRole } from '../api/index.js';
import type { CallbackStyle } from './callbacks/index.js';
import type { SandboxMember } from './members.js';
import type { WorldOptions, WorldSize } from './world/index.js';

/** What a sandbox may be told. */
export interface SandboxOptions {
  /** Where it listens; 0, the default, takes a free port. */
  readonly port?: number | undefined;
  /** `127.0.0.1` unless told: only this machine can call. */
  readonly host?: string | undefined;
  /** The file that keeps the records; absent: in memory. A new file gets a world, once. */
  readonly db?: string | undefined;
  /**
   * What an answered write survives: `normal`, the default, the end of this process; `full`, also that of the
   * machine. Without `db` nothing does.
   */
  readonly synchronous?: 'normal' | 'full' | undefined;
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
  /** API members beside the one every sandbox has, with keys, budgets and roles of their own. */
  readonly members?: readonly SandboxMember[] | undefined;
  /** Roles by name, for several members to share. */
  readonly roles?: Readonly<Record<string, SecurityRole>> | undefined;
  /** What goes wrong from the start; `sandbox.admin.faults` adds more. */
  readonly faults?: readonly FaultRule[] | undefined;
  /**
   * Speaks https as well, on a port of its own, with a certificate for `localhost`, 127.0.0.1 and ::1. It and the
   * authority that signed it are kept in a folder: the state folder of psakit unless another is named. Callback
   * messages then name https in their `key_url` and hrefs.
   */
  readonly tls?: boolean | TlsOptions | undefined;
  /** The words of callback messages: as recorded from PSA unless told, or the mission's (docs/differences.md). */
  readonly callbackStyle?: CallbackStyle | undefined;
  /** Hosts beside this machine that callbacks may be sent to, e.g. `hooks.example.com`; none unless told. */
  readonly callbackHosts?: readonly string[] | undefined;
  /** Who has it may use the admin API; absent: made up. */
  readonly adminToken?: string | undefined;
  /** Milliseconds each request waits before it is looked at; 0 unless told. */
  readonly latencyMs?: number | undefined;
  /** What its time goes by, until `sandbox.admin.clock` is adjusted; the clock of this machine unless told. */
  readonly clock?: Clock | undefined;
  /**
   * Told of every fault that is the sandbox's own, which the client sees only as a bare 500 with this id in
   * `x-cw-request-id`. Please report them.
   */
  readonly onFault?: ((error: unknown, requestId: string) => void) | undefined;
  /** Gives up the making of a world, with `ABORTED`. A sandbox that serves is ended by `close`. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far the making of a world is, in words for a person. */
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** Where https is spoken, and where its certificate is kept. */
export interface TlsOptions {
  readonly folder?: string | undefined;
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
}

const TLS_OPTIONS: OptionKinds<TlsOptions> = { folder: true, port: true };

const SANDBOX_OPTIONS: OptionKinds<SandboxOptions> = {
  port: true,
  host: true,
  db: 'string',
  synchronous: true,
  seed: true,
  size: true,
  importFile: true,
  rateLimit: true,
  limitStyle: true,
  members: true,
  roles: true,
  faults: true,
  tls: true,
  callbackStyle: true,
  callbackHosts: 'array',
  adminToken: true,
  latencyMs: true,
  clock: 'object',
  onFault: 'function',
  signal: 'AbortSignal',
  onProgress: 'function',
};

const SIZES: readonly string[] = ['small', 'medium', 'large'] satisfies readonly WorldSize[];

/** @throws PsaError `INVALID_ARGUMENT` for the first option that cannot be used. */
export function checkOptions(options: SandboxOptions): void {
  checkOptionKinds(options, SANDBOX_OPTIONS, 'createSandbox');
  checkClock(options.clock);
  checkWhole('port', options.port, 0, 65_535);
  checkWhole('seed', options.seed, 0, 4_294_967_295);
  checkWhole('latencyMs', options.latencyMs, 0, 3_600_000);
  if (options.rateLimit !== 'off') checkWhole('rateLimit', options.rateLimit, 1, 1_000_000_000, ', or "off"');
  checkOneOf('size', options.size, SIZES);
  checkOneOf('synchronous', options.synchronous, SYNCHRONOUS);
  checkOneOf('limitStyle', options.limitStyle, LIMIT_STYLES);
  checkOneOf('callbackStyle', options.callbackStyle, CALLBACK_STYLES);
  checkHosts(options.callbackHosts ?? []);
  checkText('host', options.host, 'Give an address of this machine, such as 127.0.0.1.');
  checkText('importFile', options.importFile, 'Give a file name, or leave it out.');
  checkText('adminToken', options.adminToken, 'Give a text, or leave it out to have one made.');
  if (typeof options.tls === 'object') {
    checkOptionKinds(options.tls, TLS_OPTIONS, 'tls');
    checkWhole('tls.port', options.tls.port, 0, 65_535);
    checkText('tls.folder', options.tls.folder, 'Give a folder, or leave it out for the one psakit has.');
  } else if (options.tls !== undefined && typeof options.tls !== 'boolean') {
    throw invalid(`tls is ${JSON.stringify(options.tls)}`, 'Give true, or { folder, port }.');
  }
  if (options.db === ':memory:')
    throw invalid('db is ":memory:", which is no file', 'Give a file name, or leave it out to keep nothing.');
  if (options.db?.trim() === '')
    throw invalid('db is empty', 'Give a file name, or leave it out to keep nothing.');
}

function checkClock(clock: SandboxOptions['clock']): void {
  if (clock === undefined || (typeof clock.now === 'function' && typeof clock.sleep === 'function')) return;
  throw invalid(
    'clock lacks now() or sleep()',
    'Give { now(), sleep(ms) }, or leave it out for the real time.',
  );
}

/** The world that is made where there is none. */
export function worldOptions({ seed, size }: SandboxOptions): WorldOptions {
  return { seed: seed ?? 1, size: size ?? 'small' };
}

const SYNCHRONOUS: readonly string[] = ['normal', 'full'];
const LIMIT_STYLES: readonly string[] = ['mission', 'cloud'];
const CALLBACK_STYLES: readonly string[] = ['recorded', 'mission'] satisfies readonly CallbackStyle[];

/** Bare host names, as they stand in a URL. */
function checkHosts(hosts: readonly string[]): void {
  for (const host of hosts) {
    const url = `http://${host}`;
    if (typeof host === 'string' && URL.canParse(url) && new URL(url).hostname === host.toLowerCase())
      continue;
    throw invalid(
      `callbackHosts names ${JSON.stringify(host)}`,
      'Give bare host names, such as "hooks.example.com".',
    );
  }
}

function checkOneOf(name: string, value: string | undefined, known: readonly string[]): void {
  if (value === undefined || known.includes(value)) return;
  const words = known.map((word) => `"${word}"`);
  const last = words.pop() ?? '';
  throw invalid(`${name} is ${JSON.stringify(value)}`, `Give ${words.join(', ')} or ${last}.`);
}

function checkText(name: string, value: unknown, cure: string): void {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return;
  throw invalid(`${name} is ${value === '' ? 'empty' : JSON.stringify(value)}`, cure);
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

import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type SandboxOptions } from '@psakit/server/sandbox';
import { isPsaError, Psa, type PsaError, type PsaErrorCode } from 'psakit';
import { verifyCallback } from 'psakit/callbacks';
import { parse, print, where } from 'psakit/conditions';

/** A refusal as a server writes it. */
export interface Refusal {
  readonly status: number;
  /** The server's own code. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

const SETTINGS = { companyId: 'acme', publicKey: 'public', privateKey: 'private', clientId: 'id', env: {} };

/** A client whose every request is answered so. */
function clientOf(answer: () => Promise<Response>): Psa {
  return new Psa({ ...SETTINGS, site: 'https://psa.example', maxTries: 1, budget: 'off', fetch: answer });
}

function answering(status: number, body: string, headers: Record<string, string> = {}): Psa {
  return clientOf(() => Promise.resolve(new Response(body, { status, headers })));
}

/** What the client makes of a refusal. */
export function refused({ status, code, message = 'x' }: Refusal): Promise<PsaError> {
  const psa = answering(status, JSON.stringify({ code, message }), { 'content-type': 'application/json' });
  return caught(() => psa.request('GET', '/service/tickets/5'));
}

const silent = (): Psa => clientOf(() => Promise.reject(new TypeError('fetch failed')));

const inSandbox = async (options: SandboxOptions): Promise<void> => {
  await (await createSandbox(options)).close();
};

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'psakit-errors-')), 'file.db');
  writeFileSync(file, text);
  return file;
}

/** Takes a port for as long as the work lasts. */
async function withPortTaken(work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

/** One way to each code: the table says what the errors themselves say. */
export const WAYS: Readonly<Record<PsaErrorCode, () => unknown>> = {
  CONDITION_SYNTAX: () => parse('summary = '),
  CONDITION_INVALID: () => silent().service.tickets.count({ where: 'summry = "x"' }),
  UNQUOTABLE_VALUE: () => print(where`summary = ${`"it's"`}`),
  UNKNOWN_RESOURCE: () => silent().collection('tickts'),
  AMBIGUOUS_RESOURCE: () => silent().collection('types'),
  UNKNOWN_PATH: () => (silent().service as unknown as Record<string, unknown>)['tickts'],
  INVALID_ARGUMENT: () => new Psa({ ...SETTINGS, maxTries: 0 }),
  INVALID_RECORD: () => silent().service.tickets.create({ summary: 'x'.repeat(101), company: { id: 1 } }),
  CONFIG_MISSING: () => new Psa({ env: {} }),
  CONFIG_INVALID: () => new Psa({ ...SETTINGS, companyId: 'a:b' }),
  INSECURE_SITE: () => new Psa({ ...SETTINGS, site: 'http://psa.example' }),
  BAD_REQUEST: () => answering(400, '{"message":"x"}').system.info.get(),
  UNAUTHORIZED: () => answering(401, '{"message":"x"}').system.info.get(),
  FORBIDDEN: () => answering(403, '{"message":"x"}').system.info.get(),
  NOT_FOUND: () => answering(404, '{"message":"x"}').system.info.get(),
  CONFLICT: () => answering(409, '{"message":"x"}').system.info.get(),
  RATE_LIMITED: () => answering(429, '{"message":"x"}').system.info.get(),
  SERVER_ERROR: () => answering(500, '{"message":"x"}').system.info.get(),
  UNEXPECTED_STATUS: () => answering(414, '{"message":"x"}').system.info.get(),
  BAD_RESPONSE: () => answering(200, '<html></html>', { 'content-type': 'text/html' }).system.info.get(),
  REDIRECT_REFUSED: () => answering(302, '', { location: 'https://elsewhere.example/' }).system.info.get(),
  NETWORK: () => silent().system.info.get(),
  TIMEOUT: () =>
    new Psa({
      ...SETTINGS,
      site: 'https://psa.example',
      timeoutMs: 1,
      maxTries: 1,
      fetch: never,
    }).system.info.get(),
  OUTCOME_UNKNOWN: () => silent().service.tickets.create({ summary: 'x', company: { id: 1 } }),
  ABORTED: () => silent().service.tickets.count({ signal: AbortSignal.abort() }),
  CALLBACK_INVALID: () => verifyCallback('{', `${'A'.repeat(43)}=`),
  CALLBACK_FORGED: () =>
    verifyCallback('{"Metadata":{"key_url":"https://elsewhere.example/key"}}', `${'A'.repeat(43)}=`),
  PORT_IN_USE: () => withPortTaken((port) => inSandbox({ port })),
  NOT_A_DATABASE: () => inSandbox({ db: fileWith('a text, and no database, which SQLite would know') }),
  DATABASE_EXISTS: async () => {
    const db = join(mkdtempSync(join(tmpdir(), 'psakit-errors-')), 'world.db');
    await inSandbox({ db });
    await inSandbox({ db, size: 'small', seed: 2 });
  },
  STORAGE: () =>
    inSandbox({ db: join(mkdtempSync(join(tmpdir(), 'psakit-errors-')), 'missing', 'world.db') }),
  IMPORT_INVALID: () => inSandbox({ importFile: fileWith('{') }),
};

function never(_url: unknown, init: RequestInit | undefined): Promise<Response> {
  return new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => {
      reject(new DOMException('aborted', 'AbortError'));
    });
  });
}

/** The error that some work ends in. */
export async function caught(work: () => unknown): Promise<PsaError> {
  try {
    await work();
  } catch (error) {
    if (isPsaError(error)) return error;
    throw error;
  }
  throw new TypeError('nothing was thrown');
}

import { randomBytes } from 'node:crypto';
import { systemClock } from 'psakit/core';
import {
  ADMIN_PATH,
  createAdjustableClock,
  createAdmin,
  createApi,
  createFaultBox,
  createFaulty,
  createHandler,
  createLimiter,
  createMintedKeys,
  createRequestLog,
  createSessions,
  DEFAULT_SITE,
  keepMintedKeys,
  memberClaimedBy,
  readFaultRules,
  restoreMintedKeys,
  serveApi,
  type AdminControls,
  type ApiAnswer,
  type ApiHandler,
  type ApiMember,
  type ApiOptions,
  type ApiRequest,
  type ApiServer,
  type FaultBox,
} from '../api/index.js';
import { openSqliteStore, type SqliteStore, type Store } from '../store/index.js';
import { withMadeFiles } from './answers/index.js';
import { createAllowance, createOutgoing, type Outgoing } from './callbacks/index.js';
import { createControls } from './controls.js';
import { SANDBOX_CREDENTIALS, type SandboxCredentials } from './credentials.js';
import { makeWorldFile, openSandboxStore, openWorld, worldOf } from './database.js';
import { applyImport, readImport, type ImportedCollection } from './import/index.js';
import { fileMedium, memoryMedium, type Medium } from './medium.js';
import { addMemberRecords } from './member-records.js';
import { apiMembers, credentialsOf, readMembers, secretsOf } from './members.js';
import { MODEL_AGES } from './models/index.js';
import { checkOptions, type SandboxOptions } from './options.js';
import { sandboxOperations } from './operations.js';
import { openRecords, type Records } from './records.js';
import { createSandboxRules, withShownCollections } from './rules/index.js';
import { defaultTlsFolder, openTlsIdentity, type TlsIdentity } from './tls/index.js';
import { warmUp } from './warm-up.js';
import { Random } from './world/index.js';

/** What a test may do to a sandbox; the same over HTTP, with the token, below `url` + `/_psakit`. */
export interface SandboxAdmin extends AdminControls {
  /** Opens the admin API: `Authorization: Bearer …`. */
  readonly token: string;
  /** `http://127.0.0.1:54321/_psakit` */
  readonly url: string;
}

/** A made-up PSA that serves until it is closed. */
export interface Sandbox {
  /** `http://127.0.0.1:54321`, the `site` to give a client. */
  readonly url: string;
  /** `https://127.0.0.1:54322`, with the option `tls`. */
  readonly httpsUrl?: string | undefined;
  /** The authority to trust for it, with the option `tls`: `NODE_EXTRA_CA_CERTS`, `REQUESTS_CA_BUNDLE`. */
  readonly caFile?: string | undefined;
  readonly credentials: SandboxCredentials;
  /** The credentials of every member by its identifier. */
  readonly members: Readonly<Record<string, SandboxCredentials>>;
  /** Asks it without a socket; takes what the global `fetch` takes. */
  readonly fetch: typeof fetch;
  /** Its records; another store after `admin.reset` and `admin.restore`. */
  readonly store: Store;
  /** Faults, clock, snapshots, callbacks, the log of requests. */
  readonly admin: SandboxAdmin;
  /** Stops serving and lets go of the port and the file. Calling it again does nothing. */
  close(): Promise<void>;
}

/**
 * Starts a made-up PSA: a managed service provider with its customers, tickets and all that belongs to
 * them, always the same for the same seed and size.
 *
 * ```ts
 * const sandbox = await createSandbox({ faults: [{ kind: 'status', status: 503, count: 1 }] });
 * const psa = new Psa({ ...sandbox.credentials, site: sandbox.url, fetch: sandbox.fetch });
 * await sandbox.admin.snapshot('clean');
 * // …
 * await sandbox.admin.restore('clean');
 * ```
 *
 * @throws PsaError `INVALID_ARGUMENT`, `PORT_IN_USE`, `DATABASE_EXISTS`, `NOT_A_DATABASE`, `STORAGE`,
 *   `IMPORT_INVALID` or `ABORTED`; nothing is left behind then.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  checkOptions(options);
  const members = apiMembers(
    readMembers({ members: options.members ?? [], ...(options.roles && { roles: options.roles }) }, ''),
  );
  const faults = createFaultBox(faultRandom(options));
  for (const rule of readFaultRules(options.faults ?? [], 'faults')) faults.add(rule);
  const imported = options.importFile === undefined ? undefined : await readImport(options.importFile);
  const identity = tlsIdentity(options);
  if ((options.port !== undefined && options.port > 0) || options.host !== undefined)
    await checkPort(options);
  const store = await openSandboxStore(options);
  try {
    if (imported) await applyImport(store, imported);
    await addMemberRecords(store, members);
    return await serve(store, { options, members, faults, imported, identity });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** All that is known when the records are there. */
interface Setting {
  readonly options: SandboxOptions;
  readonly members: readonly [ApiMember, ...ApiMember[]];
  readonly faults: FaultBox;
  readonly imported: readonly ImportedCollection[] | undefined;
  readonly identity: TlsIdentity | undefined;
}

async function serve(first: SqliteStore, setting: Setting): Promise<Sandbox> {
  const { options, members, faults, identity } = setting;
  const clock = createAdjustableClock(options.clock ?? systemClock);
  const limiter = createLimiter(typeof options.rateLimit === 'number' ? options.rateLimit : 60, clock);
  const minted = createMintedKeys(clock);
  const sessions = createSessions(clock);
  let origin = '';
  const outgoing = createOutgoing({
    access: (work) => records.serve(() => work(records.store)),
    origin: () => ({ origin, companyId: members[0].companyId, codebase: DEFAULT_SITE.codebase }),
    style: options.callbackStyle ?? 'recorded',
    allows: createAllowance(options.callbackHosts ?? []),
    clock,
    random: Math.random,
    fetch: (input, init) => fetch(input, init),
  });
  const rules = outgoing.rules(createSandboxRules());
  const apiOver = (store: SqliteStore): ApiHandler =>
    createApi({
      ...apiOptions(options),
      store: withMadeFiles(withShownCollections(store)),
      members,
      clock,
      limiter,
      minted,
      models: MODEL_AGES,
      sessions,
      rules,
    });
  let api = apiOver(first);
  await restoreMintedKeys(minted, first, members);
  const records = await openRecords(first, mediumOf(setting), clock, async (store) => {
    await addMemberRecords(store, members);
    api = apiOver(store);
    // Who has keys keeps them, whatever becomes of the records.
    await keepMintedKeys(minted, store);
  });
  const requests = createRequestLog({ clock, secrets: members.flatMap(secretsOf) });
  const closing = new AbortController();
  let past: { readonly store: SqliteStore; readonly api: ApiHandler } | undefined;
  const memberOf = (request: ApiRequest): string | undefined =>
    memberClaimedBy(request, members, minted)?.identifier;
  const asked = (request: ApiRequest): Promise<ApiAnswer> => records.serve(() => api.answer(request));
  const faulty = createFaulty((request) => outgoing.answer(request, asked), {
    box: faults,
    clock,
    memberOf,
    stale: async (request) => {
      await records.keepBefore();
      const { before } = records;
      if (!before) return undefined;
      if (past?.store !== before) past = { store: before, api: apiOver(before) };
      const { api: old } = past;
      return records.serve(() => old.answer(request));
    },
  });
  const controls = createControls({ records, clock, limiter, faults, requests, outgoing });
  const token = options.adminToken ?? randomBytes(18).toString('base64url');
  const admin = createAdmin(controls, token);
  const answer = (request: ApiRequest): Promise<ApiAnswer> =>
    admin(request) ?? requests.watch(request, memberOf(request), faulty);
  const handler = createHandler(answer, closing.signal);
  await warmUp(first, members[0]);
  const { port, host } = options;
  const tls = identity && {
    ...identity,
    port: typeof options.tls === 'object' ? options.tls.port : undefined,
  };
  const server = await serveApi(handler, { port, host, tls });
  // As with PSA, what is told to others speaks https where it is spoken at all.
  origin = server.httpsUrl ?? server.url;
  outgoing.start();
  return running({ records, outgoing, server, handler, closing, controls, token, members, identity });
}

/** What is told to every API of a sandbox, whatever store it is over. */
function apiOptions(options: SandboxOptions): Omit<ApiOptions, 'store' | 'members'> {
  const { rateLimit, limitStyle, latencyMs, onFault } = options;
  const site = { companyName: 'Northwind IT Partners', serverTimeZone: 'Eastern Standard Time' };
  return { rateLimit, limitStyle, latencyMs, onFault, site, operations: sandboxOperations(site.companyName) };
}

/** Probabilities are drawn from the seed, so that a run can be repeated. */
function faultRandom({ seed = 1 }: SandboxOptions): () => number {
  const random = new Random(seed, 'faults');
  return () => random.unit();
}

/** The certificate is for peers, which go by the real time and not by the sandbox's. */
function tlsIdentity({ tls }: SandboxOptions): TlsIdentity | undefined {
  if (tls === undefined || tls === false) return undefined;
  const named = typeof tls === 'object' ? tls.folder : undefined;
  return openTlsIdentity(named ?? defaultTlsFolder(process.env), systemClock.now());
}

/** Where states are kept, and how the world is made anew, imports included. */
function mediumOf({ options, imported }: Setting): Medium {
  const { db, synchronous, onProgress } = options;
  const filled = async (store: SqliteStore): Promise<SqliteStore> => {
    if (imported) await applyImport(store, imported);
    return store;
  };
  if (db === undefined)
    return memoryMedium(async () => filled(await openWorld({ ...options, signal: undefined })));
  return fileMedium(db, synchronous, async (store, file) => {
    await makeWorldFile(file, await worldOf(store, db), { onProgress });
    await (await filled(await openSqliteStore(file))).close();
  });
}

/** Listens for a moment, so that a port that is taken is told before minutes go into a world. */
async function checkPort({ port, host }: SandboxOptions): Promise<void> {
  const server = await serveApi(() => Promise.resolve(new Response(null, { status: 503 })), { port, host });
  await server.close();
}

function running(parts: {
  readonly records: Records;
  readonly outgoing: Outgoing;
  readonly server: ApiServer;
  readonly handler: ApiHandler;
  readonly closing: AbortController;
  readonly controls: AdminControls;
  readonly token: string;
  readonly members: readonly ApiMember[];
  readonly identity: TlsIdentity | undefined;
}): Sandbox {
  const { records, outgoing, server, handler, closing, controls, token, members, identity } = parts;
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    closing.abort(new TypeError('The sandbox was closed.'));
    await server.close();
    await outgoing.stop();
    await records.close();
  };
  return {
    url: server.url,
    ...(identity && { httpsUrl: server.httpsUrl, caFile: identity.caFile }),
    credentials: SANDBOX_CREDENTIALS,
    members: Object.fromEntries(members.map((member) => [member.identifier, credentialsOf(member)])),
    fetch: (input, init) => handler(new Request(input, init)),
    get store() {
      return records.store;
    },
    admin: { ...controls, token, url: `${server.url}${ADMIN_PATH}` },
    close: () => (closed ??= close()),
  };
}

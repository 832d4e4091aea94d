import { createApi } from '../../../api/index.js';
import { openSqliteStore, type JsonRecord, type SqliteStore } from '../../../store/index.js';
import { SANDBOX_CREDENTIALS } from '../../credentials.js';
import { fillWorld } from '../../fill.js';
import { API_MEMBER } from '../../world/index.js';
import { AUDIT_TRAIL } from '../audit-trail.js';
import { createSandboxRules } from '../rules.js';
import { withShownCollections } from '../shown/store.js';

/** An answer of the API: its status and its JSON. */
export interface Answer {
  readonly status: number;
  readonly json: JsonRecord;
}

/** The small world with its rules, asked without a socket. The clock stands still unless it is moved. */
export interface Office {
  readonly store: SqliteStore;
  get(path: string): Promise<Answer>;
  list(path: string): Promise<readonly JsonRecord[]>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  patch(path: string, changes: JsonRecord): Promise<Answer>;
  steps(path: string, steps: readonly JsonRecord[]): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Creates a record, which must succeed. */
  create(path: string, body: unknown): Promise<JsonRecord>;
  /** Milliseconds. */
  advance(ms: number): void;
}

const ROOT = 'http://psa.test/v4_6_release/apis/3.0';

/** Opens an office of its own; close its store when done. */
export async function openOffice(): Promise<Office> {
  const store = await openSqliteStore(':memory:');
  await fillWorld(store.load(), { seed: 1, size: 'small' }, {});
  const { companyId, publicKey, privateKey, clientId } = SANDBOX_CREDENTIALS;
  const faults: unknown[] = [];
  let now = Date.UTC(2026, 5, 12, 20, 0, 0);
  const api = createApi({
    store: withShownCollections(store),
    members: [{ companyId, publicKey, privateKey, identifier: API_MEMBER }],
    rateLimit: 'off',
    rules: createSandboxRules(),
    operations: AUDIT_TRAIL,
    clock: { now: () => now, sleep: () => Promise.resolve() },
    onFault: (error) => faults.push(error),
  });
  const headers = { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId };
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const url = path.startsWith('http') ? path : ROOT + path;
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await api(new Request(url, init));
    const text = await response.text();
    const fault = faults.pop();
    if (fault !== undefined) throw new TypeError(`${method} ${path} failed inside`, { cause: fault });
    return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as JsonRecord };
  };
  const steps: Office['steps'] = (path, list) => ask('PATCH', path, list);
  return {
    store,
    get: (path) => ask('GET', path),
    list: async (path) => (await ask('GET', path)).json as unknown as readonly JsonRecord[],
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    patch: (path, changes) =>
      steps(
        path,
        Object.entries(changes).map(([name, value]) => ({ op: 'replace', path: name, value })),
      ),
    steps,
    delete: (path) => ask('DELETE', path),
    create: async (path, body) => {
      const { status, json } = await ask('POST', path, body);
      if (status !== 201) throw new TypeError(`POST ${path} answered ${status}: ${JSON.stringify(json)}`);
      return json;
    },
    advance: (ms) => {
      now += ms;
    },
  };
}

import { resourceNamed, type Resource } from 'psakit/catalog';
import type { Clock } from 'psakit/core';
import { openSqliteStore, type JsonRecord, type RecordKey, type Store } from '../../store/index.js';
import { createApi } from '../app.js';
import type { ApiMember } from '../member.js';
import type { ApiHandler, ApiOptions } from '../options.js';

/** The member every test calls as, unless it says otherwise. */
export const MEMBER: ApiMember = {
  companyId: 'acme',
  publicKey: 'public',
  privateKey: 'private',
  identifier: 'api1',
};

/** What a test sends along. */
export const SIGNED: Readonly<Record<string, string>> = {
  authorization: `Basic ${btoa('acme+public:private')}`,
  clientId: '00000000-0000-4000-8000-000000000000',
};

export const ROOT = 'http://psa.test/v4_6_release/apis/3.0';

/** An API over an empty store, with ways to fill the one and call the other. */
export interface TestApi {
  readonly store: Store;
  readonly api: ApiHandler;
  put(resource: string, records: readonly JsonRecord[], parents?: readonly RecordKey[]): Promise<void>;
  /** A signed GET of a path below `/apis/3.0`. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>;
  send(
    method: string,
    path: string,
    body?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<TestAnswer>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly json: unknown;
}

export async function createTestApi(options: Partial<ApiOptions> = {}): Promise<TestApi> {
  const store = options.store ?? (await openSqliteStore(':memory:'));
  let seed = 1;
  const api = createApi({
    store,
    members: [MEMBER],
    rateLimit: 'off',
    random: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    ...options,
  });
  const send: TestApi['send'] = async (method, path, body, headers = SIGNED) => {
    const url = path.startsWith('http') ? path : ROOT + path;
    const response = await api(
      new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }),
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
  return {
    store,
    api,
    put: (resource, records, parents = []) =>
      store.apply({
        writes: records.map((record) => ({ kind: 'put', resource: known(resource), parents, record })),
      }),
    get: (path, headers = {}) => send('GET', path, undefined, { ...SIGNED, ...headers }),
    send,
  };
}

/** A clock that a test moves. */
export interface TestClock extends Clock {
  readonly slept: number[];
  advance(ms: number): void;
}

export function createTestClock(start = Date.UTC(2024, 0, 1)): TestClock {
  let time = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep: (ms) => {
      slept.push(ms);
      time += ms;
      return Promise.resolve();
    },
    advance: (ms) => {
      time += ms;
    },
  };
}

/** A resource of the catalog that a test knows to exist. */
export function known(name: string): Resource {
  const resource = resourceNamed(name);
  if (!resource) throw new TypeError(`no resource ${name}`);
  return resource;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

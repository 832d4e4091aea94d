import { Buffer } from 'node:buffer';
import { matchPath, resourceNamed, type Operation, type Resource } from 'psakit/catalog';
import type { Sandbox } from '@psakit/server';
import { validBody, type Found, type Pick } from './generate.js';
import { SAMPLES } from './samples.js';

type Key = number | string;

/** What an operation answered. */
export interface Outcome {
  readonly status: number;
  readonly text: string;
  /** What was sent, to tell a failure by. */
  readonly sent: string;
}

/** Calls operations of the catalog with valid input, against records that exist or are made. */
export class Caller {
  readonly #sandbox: Sandbox;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #making = new Set<string>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    const { companyId, publicKey, privateKey, clientId } = sandbox.credentials;
    const pair = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64');
    this.#headers = { authorization: `Basic ${pair}`, clientId };
  }

  async send(method: string, path: string, body?: unknown): Promise<Outcome> {
    const form = body instanceof FormData ? body : undefined;
    const json = body === undefined || form ? undefined : JSON.stringify(body);
    const response = await this.#sandbox.fetch(`${this.#sandbox.url}/v4_6_release/apis/3.0${path}`, {
      method,
      headers: { ...this.#headers, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(form ? { body: form } : json === undefined ? {} : { body: json }),
    });
    const text = await response.text();
    return { status: response.status, text, sent: `${method} ${path} ${json ?? ''}` };
  }

  /** Calls an operation. `undefined` where no record can be had that its path needs. */
  async call(operation: Operation): Promise<Outcome | undefined> {
    const sample = await SAMPLES[`${operation.method} ${operation.path}`]?.(this);
    const path = sample?.path ?? (await this.#path(operation));
    if (path === undefined) return undefined;
    return this.send(operation.method, path, sample?.body ?? (await this.#body(operation, path)));
  }

  /** A member of the first record that a path lists; one is made where there is none. */
  async first(path: string, member = 'id'): Promise<Key> {
    const list = async (): Promise<Key | undefined> => {
      const { text } = await this.send('GET', path);
      return (JSON.parse(text) as readonly Readonly<Record<string, Key>>[])[0]?.[member];
    };
    const resource = matchPath(path.replace(/\?.*/, ''))?.place?.resource;
    const value = (await list()) ?? (resource && (await this.#record(resource, [], true)) && (await list()));
    if (value === undefined) throw new TypeError(`${path} lists no record with ${member}`);
    return value;
  }

  /** A member of a record that is made for the purpose. */
  async made(path: string, body: object): Promise<Key> {
    const { status, text } = await this.send('POST', path, body);
    const { id } = JSON.parse(text) as { readonly id?: Key };
    if (id === undefined) throw new TypeError(`POST ${path} answered ${status} ${text}`);
    return id;
  }

  /** The operation's path with keys of records that exist; a record that is deleted is a new one. */
  async #path(operation: Operation): Promise<string | undefined> {
    const segments = operation.path.split('/').slice(1);
    const filled: string[] = [];
    for (const [index, segment] of segments.entries()) {
      if (!segment.startsWith('{')) filled.push(segment);
      else {
        const last = index === segments.length - 1;
        const key = await this.#key(
          filled,
          segments.slice(0, index + 1),
          last && operation.method === 'DELETE',
          zeroed(segments),
        );
        if (key === undefined) return undefined;
        filled.push(encodeURIComponent(key));
      }
    }
    return `/${filled.join('/')}`;
  }

  async #key(
    before: readonly string[],
    segments: readonly string[],
    fresh: boolean,
    wholePath: string,
  ): Promise<Key | undefined> {
    const place = matchPath(zeroed(segments))?.place;
    if (place?.kind === 'item') {
      const parents = before.filter((_, index) => segments[index]?.startsWith('{')).map(decodeURIComponent);
      return (await this.#record(place.resource, parents, fresh))?.id;
    }
    const whole = matchPath(wholePath)?.place;
    if (whole?.kind === 'item' && whole.resource.parents.length === 0) {
      return (await this.#record(whole.resource, [], false))?.id;
    }
    return 1;
  }

  async #list(path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { status, text } = await this.send('GET', `${path}?pageSize=1`);
    const value: unknown = status === 200 ? JSON.parse(text) : [];
    return Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];
  }

  /** A record of a collection: the first there is, else one that is made through the API or put in. */
  async #record(resource: Resource, parents: readonly Key[], fresh: boolean): Promise<Found | undefined> {
    const key = resource.key ?? 'id';
    const path = filledPath(resource.path, parents);
    if (!fresh) {
      const id = (await this.#list(path))[0]?.[key];
      if (typeof id === 'number' || typeof id === 'string') return { id, parents };
    }
    const making = `${resource.name} ${parents.join(' ')}`;
    if (this.#making.has(making)) return undefined;
    this.#making.add(making);
    try {
      const body = await validBody(resource.entity, this.#pick);
      const created = await this.send('POST', path, body);
      if (created.status === 201 || created.status === 200) {
        // Some operations are declared to answer the one record in an array.
        const [record] = [JSON.parse(created.text) as unknown].flat();
        const id = (record as Readonly<Record<string, unknown>> | undefined)?.[key];
        if (typeof id === 'number' || typeof id === 'string') return { id, parents };
      }
      return await this.#put(resource, parents, body);
    } finally {
      this.#making.delete(making);
    }
  }

  /** A record that nobody can create, such as the vendor's own lists: it is put beside the API. */
  async #put(resource: Resource, parents: readonly Key[], body: object): Promise<Found | undefined> {
    const keeper = resource.view ? resourceNamed(resource.view.of) : resource;
    if (keeper?.key === undefined) return undefined;
    const belongs = /^(\w+)=\{(\w+)\}$/.exec(resource.view?.where ?? '');
    if (resource.view?.where !== undefined && !belongs) return undefined;
    const above = belongs
      ? { [belongs[1] ?? '']: Number(parents[resource.parents.indexOf(belongs[2] ?? '')]) }
      : {};
    const record = { [keeper.key]: 1, ...body, ...above };
    const own = belongs ? [] : parents;
    await this.#sandbox.store.apply({ writes: [{ kind: 'put', resource: keeper, parents: own, record }] });
    return { id: 1, parents };
  }

  readonly #pick: Pick = async (targets, body) => {
    for (const target of targets) {
      const parents: Key[] = [];
      let path = '';
      for (const segment of target.path.split('/').slice(1)) {
        if (!segment.startsWith('{')) path += `/${segment}`;
        else {
          const above = matchPath(`${path}/0`)?.place;
          const named = above && namedIn(body, above.resource);
          const parent = named ?? (above && (await this.#record(above.resource, parents, false))?.id);
          if (parent === undefined) return undefined;
          parents.push(parent);
          path += `/${parent}`;
        }
      }
      const found = await this.#record(target, parents, false);
      if (found) return found;
    }
    return undefined;
  };

  async #body(operation: Operation, path: string): Promise<unknown> {
    const { body, method } = operation;
    if (method === 'PATCH') {
      const response = operation.response?.schema;
      const { status, text } = await this.send('GET', path);
      return response === undefined || status !== 200 ? [] : stepsFor(text);
    }
    if (body?.schema === undefined) return undefined;
    const valid = await validBody(body.schema, this.#pick);
    return body.array ? [valid] : valid;
  }
}

/** A change that says nothing new: the first text of the record, as it is. */
function stepsFor(before: string): unknown {
  const record = parsed(before);
  const [name, value] =
    Object.entries(record).find(([member, text]) => member !== 'id' && typeof text === 'string') ?? [];
  return name === undefined ? [] : [{ op: 'replace', path: name, value }];
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The record of a resource that a body names already. */
function namedIn(body: Readonly<Record<string, unknown>>, resource: Resource): Key | undefined {
  const word = resource.path
    .slice(resource.path.lastIndexOf('/') + 1)
    .replace(/(?:ies|s)$/, '')
    .toLowerCase();
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== 'object' || value === null || !name.toLowerCase().startsWith(word.slice(0, 4)))
      continue;
    const id = (value as { id?: unknown }).id;
    if (typeof id === 'number' || typeof id === 'string') return id;
  }
  return undefined;
}

function zeroed(segments: readonly string[]): string {
  return `/${segments.map((segment) => (segment.startsWith('{') ? '0' : segment)).join('/')}`;
}

function filledPath(path: string, parents: readonly Key[]): string {
  let depth = 0;
  return path.replace(/\{\w+\}/g, () => encodeURIComponent(parents[depth++] ?? ''));
}

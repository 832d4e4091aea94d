import {
  pathTree,
  type HttpMethod,
  type Operation,
  type PathNode,
  type Resource,
  type ResourceAddress,
  type Verb,
} from '../catalog/index.js';
import { didYouMean, invalidArgument, PsaError } from '../core/index.js';
import { takesBody, type OperationCall } from './actions.js';
import type { Collection, JsonRecord, RecordId } from './collection.js';
import { fillPath } from './query.js';

/** A method of a collection, and the verb of the catalog that allows it. */
const VERBS: Readonly<Record<keyof Collection<JsonRecord>, Verb>> = {
  list: 'list',
  get: 'get',
  count: 'list',
  create: 'create',
  update: 'update',
  replace: 'replace',
  patch: 'update',
  delete: 'delete',
};

/** The operation that a verb takes, for messages. */
const METHODS: Readonly<Record<Verb, HttpMethod>> = {
  list: 'GET',
  get: 'GET',
  create: 'POST',
  update: 'PATCH',
  replace: 'PUT',
  delete: 'DELETE',
};

/** What a method is of one record. */
const OF_ONE: Readonly<Partial<Record<HttpMethod, Verb>>> = {
  GET: 'get',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
};

/** What a method on the path of a collection is called, where `patch` and `delete` are of one record. */
const OF_ALL: Readonly<Partial<Record<HttpMethod, string>>> = {
  PUT: 'putAll',
  PATCH: 'patchAll',
  DELETE: 'deleteAll',
};

/** What `util.inspect` calls to ask a value how it wants to be shown; by name, so that no Node is needed. */
export const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Names that await, JSON.stringify, template texts and the like look for in any value or function. */
const LANGUAGE_NAMES: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'constructor',
  'prototype',
  'name',
  'length',
  'valueOf',
  'toString',
]);

type Callable = (...given: readonly unknown[]) => unknown;

/** A place in the tree of paths, and how a program got there. */
interface Place {
  readonly node: PathNode;
  readonly ids: readonly RecordId[];
  /** e.g. `psa.service.tickets(54321).notes` */
  readonly label: string;
  readonly end: ChainRoot;
  /** Whether this is the count of the collection above it, which has it as a verb. */
  readonly counts?: boolean | undefined;
}

/**
 * The base of `Psa`: any property it does not have itself is the first step of a chain. The proxy takes
 * the place of the object, so that the private members of the class that extends it are the proxy's.
 */
export abstract class ChainRoot {
  constructor() {
    return new Proxy(this, ROOT_TRAPS);
  }

  /** What a chain ends in: the collection that an address leads to. */
  abstract collection(address: ResourceAddress): Collection<JsonRecord>;

  /**
   * Calls an operation that is no verb of a collection: a listing where it is a search. Where it is not given, a
   * chain has none of those.
   */
  call?(call: OperationCall): PromiseLike<unknown>;
}

const ROOT_TRAPS: ProxyHandler<ChainRoot> = {
  get: (target, key, receiver: unknown) =>
    isOwn(target, key)
      ? (Reflect.get(target, key, receiver) as unknown)
      : step(startOf(receiver as ChainRoot), key),
  has: (target, key) => isOwn(target, key) || modulesOf(target).includes(key),
  ownKeys: (target) => [...new Set([...Reflect.ownKeys(target), ...modulesOf(target)])],
  getOwnPropertyDescriptor: (target, key) =>
    Reflect.getOwnPropertyDescriptor(target, key) ??
    (modulesOf(target).includes(key) ? { configurable: true, enumerable: true } : undefined),
  set: (target, key, value, receiver) => {
    if (!modulesOf(target).includes(key) && Reflect.set(target, key, value, receiver)) return true;
    throw unassignable('psa', key);
  },
};

/** The first steps that are shown as properties. Of a frozen object only its own ones may be. */
function modulesOf(target: object): readonly (string | symbol)[] {
  return Object.isExtensible(target) ? [...pathTree().children.keys()] : [];
}

function isOwn(target: object, key: string | symbol): boolean {
  return typeof key === 'symbol' || LANGUAGE_NAMES.has(key) || key in target;
}

function startOf(end: ChainRoot): Place {
  return { node: pathTree(), ids: [], label: 'psa', end };
}

/** What a property of a place is: a verb of a collection, an operation, or the next place. */
function step(place: Place, key: string | symbol): unknown {
  if (typeof key === 'symbol') return key === INSPECT ? () => describe(place) : undefined;
  // A chain that ends up in a text, such as a log line, reads as it was written.
  if (key === 'toString') return () => place.label;
  if (LANGUAGE_NAMES.has(key) || !/^[a-z]/i.test(key)) return undefined;
  const below = placeBelow(place, key);
  const verb = verbOf(place, key);
  // A segment may have the name of a verb, as in /usages/list: the verb then leads on to it.
  if (verb !== undefined) return below === undefined ? verb : createChain(below, verb);
  const operation = operationsAt(place).get(key);
  if (operation !== undefined) return (...given: readonly unknown[]) => perform(place, operation, given);
  if (below === undefined) throw unknownPath(place, key);
  return createChain(below);
}

/** The place one literal segment further down, where there is anything to be called there or below. */
function placeBelow(place: Place, name: string): Place | undefined {
  const node = place.node.children.get(name);
  if (node === undefined) return undefined;
  const counts =
    name === 'count' && place.node.place?.kind === 'collection' && place.node.place.resource.countable;
  const below: Place = { ...place, node, label: `${place.label}.${name}`, counts };
  const others = node.children.size > 0 || node.parameter !== undefined;
  return counts && !others && operationsAt(below).size === 0 ? undefined : below;
}

function createChain(place: Place, call?: Callable): unknown {
  // A function, so that the proxy can be called; without its own names, so that only the chain's show.
  const target = (): void => undefined;
  Reflect.deleteProperty(target, 'name');
  Reflect.deleteProperty(target, 'length');
  Object.defineProperty(target, INSPECT, { value: () => describe(place), configurable: true });
  const operation = soleOperation(place);
  const refuse = (_target: unknown, key: string | symbol): never => {
    throw unassignable(place.label, key);
  };
  return new Proxy(target, {
    set: refuse,
    defineProperty: refuse,
    get: (_target, key) => step(place, key),
    has: (_target, key) => typeof key === 'string' && keysOf(place).includes(key),
    ownKeys: () => keysOf(place),
    getOwnPropertyDescriptor: (_target, key) =>
      typeof key === 'string' && keysOf(place).includes(key)
        ? { configurable: true, enumerable: true }
        : undefined,
    apply: (_target, _this, given: readonly unknown[]) => {
      if (call !== undefined) return call(...given);
      return operation === undefined ? enter(place, given[0]) : perform(place, operation, given);
    },
  });
}

function perform({ end, ids }: Place, operation: Operation, given: readonly unknown[]): unknown {
  return end.call?.({ operation, ids, given });
}

/** A literal segment with one operation and nothing below it is a function. */
function soleOperation({ node, end, counts }: Place): Operation | undefined {
  const [only, ...others] = Object.values(node.operations);
  const alone = others.length === 0 && node.children.size === 0 && node.parameter === undefined;
  const isPlain = node.place?.kind !== 'collection' && !node.path.endsWith('}') && counts !== true;
  return alone && isPlain && end.call !== undefined ? only : undefined;
}

/** Operations that no verb of a collection is, by what they are called. */
function operationsAt(place: Place): ReadonlyMap<string, Operation> {
  if (place.end.call === undefined || soleOperation(place) !== undefined) return new Map();
  const called = Object.values(place.node.operations).flatMap((operation): [string, Operation][] => {
    const name = methodName(operation, place);
    return name === undefined ? [] : [[name, operation]];
  });
  return new Map(called);
}

function methodName({ method }: Operation, { node, counts }: Place): string | undefined {
  const kind = node.place?.kind;
  const verbs = node.place?.resource.verbs ?? [];
  if (kind === 'collection') {
    if (method === 'GET' || (method === 'POST' && verbs.includes('create'))) return undefined;
    return OF_ALL[method] ?? method.toLowerCase();
  }
  const verb = OF_ONE[method];
  if (kind === 'item' && node.path.endsWith('}') && verb !== undefined && verbs.includes(verb))
    return undefined;
  return counts === true && method === 'GET' ? undefined : method.toLowerCase();
}

/** `collection(id)`: the way to what lies below one record. */
function enter(place: Place, id: unknown): unknown {
  const { parameter } = place.node;
  if (parameter === undefined) {
    throw unknown(
      `${place.label} takes no id and is no function.`,
      `Reach it by psa.request, below ${fillPath(place.node.path, place.ids)}.`,
    );
  }
  if (typeof id !== 'number' && typeof id !== 'string') {
    throw invalidArgument(
      `${place.label}(…) needs the id of a record.`,
      `Write ${place.label}(54321), or .get(id) for the record itself.`,
    );
  }
  const label = `${place.label}(${fillPath('{id}', [id])})`;
  return createChain({ ...place, node: parameter.node, ids: [...place.ids, id], label });
}

/** The collection a place is, if it is one. */
function resourceAt({ node }: Place): Resource | undefined {
  return node.place?.kind === 'collection' ? node.place.resource : undefined;
}

function verbOf(place: Place, name: string): Callable | undefined {
  const resource = resourceAt(place);
  if (resource === undefined || !isVerb(name) || !resource.verbs.includes(VERBS[name])) return undefined;
  const collection = place.end.collection({ resource, parents: place.ids.map(String) });
  return collection[name].bind(collection) as Callable;
}

function isVerb(name: string): name is keyof Collection<JsonRecord> {
  return Object.hasOwn(VERBS, name);
}

/** Verbs first, then operations, then what lies below. */
function keysOf(place: Place): string[] {
  const verbs = resourceAt(place)?.verbs ?? [];
  const keys = new Set(Object.keys(VERBS).filter((name) => isVerb(name) && verbs.includes(VERBS[name])));
  for (const name of operationsAt(place).keys()) keys.add(name);
  for (const name of place.node.children.keys())
    if (!keys.has(name) && placeBelow(place, name)) keys.add(name);
  return [...keys];
}

/** How a chain looks: what it can do, or what it takes where it is a function. */
function describe(place: Place): string {
  const operation = soleOperation(place);
  if (operation === undefined) return `${place.label} { ${keysOf(place).join(', ')} }`;
  const { method, path } = operation;
  return `${place.label}(${takesBody(operation) ? 'body, ' : ''}options) { ${method} ${path} }`;
}

function unknownPath(place: Place, name: string): PsaError {
  const missing = isVerb(name) && resourceAt(place) !== undefined ? METHODS[VERBS[name]] : undefined;
  if (missing !== undefined && place.node.operations[missing] !== undefined) {
    return unknown(
      `${place.label} has no ${name}: ${missing} takes something else than a record there.`,
      `Write ${place.label}.${missing.toLowerCase()}(…); for files there is psa.documents.upload.`,
    );
  }
  const message =
    missing === undefined
      ? `${place.label} has no ${name}.`
      : `${place.label} has no ${name}: the API has no ${missing} there.`;
  if (place.node.parameter?.node.children.has(name)) {
    return unknown(message, `It lies below one record: ${place.label}(id).${name}`);
  }
  const keys = keysOf(place);
  const some = `It has ${keys.slice(0, 12).join(', ')}${keys.length > 12 ? ', …' : ''}.`;
  return unknown(message, didYouMean(name, keys) || (keys.length === 0 ? 'Nothing lies below it.' : some));
}

/** A chain is made when it is walked, so nothing that was put into it would be found again. */
function unassignable(label: string, key: string | symbol): PsaError {
  return invalidArgument(
    `${label}.${String(key)} cannot be set.`,
    'To have it answer something else in a test, give new Psa a fetch of your own, or the sandbox of @psakit/server.',
  );
}

function unknown(message: string, hint: string): PsaError {
  return new PsaError({ code: 'UNKNOWN_PATH', message, hint });
}

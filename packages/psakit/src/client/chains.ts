import { matchPath, pathTree, type PathNode, type Resource, type ResourceAddress } from '../catalog/index.js';
import { didYouMean, PsaError } from '../core/index.js';
import type { Collection, JsonRecord, RecordId } from './collection.js';
import { fillPath } from './query.js';

const VERBS: ReadonlySet<string> = new Set([
  'list',
  'get',
  'count',
] satisfies (keyof Collection<JsonRecord>)[]);

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

/** A place in the tree of paths, and how a program got there. */
interface Place {
  readonly node: PathNode;
  readonly ids: readonly RecordId[];
  /** e.g. `psa.service.tickets(54321).notes` */
  readonly label: string;
  readonly end: ChainRoot;
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
}

const ROOT_TRAPS: ProxyHandler<ChainRoot> = {
  get: (target, key, receiver: unknown) =>
    isOwn(target, key)
      ? (Reflect.get(target, key, receiver) as unknown)
      : step(startOf(receiver as ChainRoot), key),
  has: (target, key) => isOwn(target, key) || (typeof key === 'string' && pathTree().children.has(key)),
  ownKeys: (target) => [...Reflect.ownKeys(target), ...pathTree().children.keys()],
  getOwnPropertyDescriptor: (target, key) =>
    Reflect.getOwnPropertyDescriptor(target, key) ??
    (typeof key === 'string' && pathTree().children.has(key)
      ? { configurable: true, enumerable: true }
      : undefined),
};

function isOwn(target: object, key: string | symbol): boolean {
  return typeof key === 'symbol' || LANGUAGE_NAMES.has(key) || key in target;
}

function startOf(end: ChainRoot): Place {
  return { node: pathTree(), ids: [], label: 'psa', end };
}

/** What a property of a place is: a verb of a collection, or the next place. */
function step(place: Place, key: string | symbol): unknown {
  if (typeof key === 'symbol') return key === INSPECT ? () => describe(place) : undefined;
  // A chain that ends up in a text, such as a log line, reads as it was written.
  if (key === 'toString') return () => place.label;
  if (LANGUAGE_NAMES.has(key) || !/^[a-z]/i.test(key)) return undefined;
  const verb = verbOf(place, key);
  if (verb !== undefined) return verb;
  const node = place.node.children.get(key);
  if (node === undefined) throw unknownPath(place, key);
  return createChain({ ...place, node, label: `${place.label}.${key}` });
}

function createChain(place: Place): unknown {
  // A function, so that the proxy can be called; without its own names, so that only the chain's show.
  const target = (): void => undefined;
  Reflect.deleteProperty(target, 'name');
  Reflect.deleteProperty(target, 'length');
  Object.defineProperty(target, INSPECT, { value: () => describe(place), configurable: true });
  return new Proxy(target, {
    get: (_target, key) => step(place, key),
    has: (_target, key) => typeof key === 'string' && keysOf(place).includes(key),
    ownKeys: () => keysOf(place),
    getOwnPropertyDescriptor: (_target, key) =>
      typeof key === 'string' && keysOf(place).includes(key)
        ? { configurable: true, enumerable: true }
        : undefined,
    apply: (_target, _this, [id]: readonly unknown[]) => enter(place, id),
  });
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
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `${place.label}(…) needs the id of a record.`,
      hint: `Write ${place.label}(54321), or .get(id) for the record itself.`,
    });
  }
  const label = `${place.label}(${fillPath('{id}', [id])})`;
  return createChain({ ...place, node: parameter.node, ids: [...place.ids, id], label });
}

/** The collection a place is, if it is one. */
function resourceAt({ node }: Place): Resource | undefined {
  // Any id will do: what is asked is what kind of place this is.
  const place = matchPath(node.path.replaceAll(/\{\w+\}/g, '1'))?.place;
  return place?.kind === 'collection' ? place.resource : undefined;
}

function verbOf(place: Place, name: string): unknown {
  const resource = VERBS.has(name) ? resourceAt(place) : undefined;
  if (resource === undefined) return undefined;
  const collection = place.end.collection({ resource, parents: place.ids.map(String) });
  switch (name) {
    case 'list':
      return collection.list.bind(collection);
    case 'get':
      return collection.get.bind(collection);
    default:
      return collection.count.bind(collection);
  }
}

/** Verbs first, then what lies below. */
function keysOf(place: Place): string[] {
  const verbs = resourceAt(place) === undefined ? [] : [...VERBS];
  return [...verbs, ...[...place.node.children.keys()].filter((name) => !verbs.includes(name))];
}

function describe(place: Place): string {
  return `${place.label} { ${keysOf(place).join(', ')} }`;
}

function unknownPath(place: Place, name: string): PsaError {
  const message = `${place.label} has no ${name}.`;
  if (place.node.parameter?.node.children.has(name)) {
    return unknown(message, `It lies below one record: ${place.label}(id).${name}`);
  }
  const keys = keysOf(place);
  const some = `It has ${keys.slice(0, 12).join(', ')}${keys.length > 12 ? ', …' : ''}.`;
  return unknown(message, didYouMean(name, keys) || (keys.length === 0 ? 'Nothing lies below it.' : some));
}

function unknown(message: string, hint: string): PsaError {
  return new PsaError({ code: 'UNKNOWN_PATH', message, hint });
}

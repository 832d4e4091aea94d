import {
  entityName as nameOfEntity,
  pathTree,
  type PathMatch,
  type PathNode,
  type Operation,
  type Resource,
} from 'psakit/catalog';
import { parentResources } from '../records/index.js';
import type { RecordKey, Store } from '../store/index.js';
import { invalidArgument, noEndpoint, recordNotFound } from './errors.js';

/** The records a path is about. */
export interface Address {
  readonly resource: Resource;
  /** Path parameters above the collection, outermost first. */
  readonly parents: readonly RecordKey[];
  /** The record, where the path names one. */
  readonly id?: RecordKey | undefined;
}

/**
 * The records that a path of the catalog is about.
 *
 * @throws PsaError 400 `InvalidArgument` for a path parameter that is not of its type, or 404 where the
 *   path was only guessed.
 */
export function addressOf(match: PathMatch, resource: Resource): Address {
  const keys = pathKeys(match);
  const parents = resource.parents.map((name) => keys.get(name) ?? '');
  const own = [...keys.keys()].find((name) => !resource.parents.includes(name));
  return { resource, parents, id: own === undefined ? undefined : keys.get(own) };
}

/**
 * Path parameters as keys: numbers where the catalog has an integer.
 *
 * @throws PsaError as {@link addressOf}.
 */
export function pathKeys(match: PathMatch): ReadonlyMap<string, RecordKey> {
  const operation = anyOperation(match);
  const keys = new Map<string, RecordKey>();
  for (const [name, text] of Object.entries(match.parameters)) {
    const integer = operation?.parameters.some(
      (parameter) => parameter.in === 'path' && parameter.name === name && parameter.type === 'integer',
    );
    keys.set(name, integer ? integerKey(name, text) : text);
  }
  return keys;
}

/**
 * A word where an id is expected: `/finance/invoices/types` is a path someone guessed, and the recorded
 * answer to those is that there is no such endpoint (PROTOCOL 8.1, live); any other text is a bad id, for
 * which the mission's answer stands. Telling them apart by whether the catalog uses the word in some path
 * is *assumed*.
 */
function integerKey(name: string, text: string): number {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isInteger(value)) return value;
  if (isSegmentName(pathTree(), text.toLowerCase())) throw noEndpoint();
  throw invalidArgument(name, text, 'a valid integer');
}

function isSegmentName(node: PathNode, word: string): boolean {
  for (const [name, child] of node.children) {
    if (name.toLowerCase() === word || isSegmentName(child, word)) return true;
  }
  return node.parameter !== undefined && isSegmentName(node.parameter.node, word);
}

function anyOperation(match: PathMatch): Operation | undefined {
  return match.operations.GET ?? Object.values(match.operations)[0];
}

/** What a record is called in messages: `Ticket 5 not found`. */
export function entityName(resource: Resource): string {
  return nameOfEntity(resource.entity);
}

/**
 * Makes the check that the records above an address exist, from the outermost in.
 *
 * The check throws PsaError 404, e.g. `Ticket 5 not found`.
 */
export function createParentCheck(store: Store): (address: Address) => Promise<void> {
  const chains = new Map<Resource, readonly (Resource | undefined)[]>();
  return async ({ resource, parents }) => {
    if (parents.length === 0) return;
    let chain = chains.get(resource);
    if (!chain) {
      chain = parentResources(resource);
      chains.set(resource, chain);
    }
    for (const [depth, parent] of chain.entries()) {
      const id = parents[depth];
      if (!parent || id === undefined) continue;
      if (!(await store.get(parent, parents.slice(0, depth), id)))
        throw recordNotFound(entityName(parent), id);
    }
  };
}

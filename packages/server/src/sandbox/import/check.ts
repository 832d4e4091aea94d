import { matchPath, resources, schema, type Resource } from 'psakit/catalog';
import { didYouMean } from 'psakit/core';
import type { JsonRecord, RecordKey } from '../../store/index.js';

/** The records of one collection, as a file gave them. */
export interface ImportedCollection {
  readonly resource: Resource;
  readonly parents: readonly RecordKey[];
  readonly records: readonly JsonRecord[];
}

/** One thing that keeps a file from being imported. */
export interface ImportProblem {
  /** E.g. `"/company/contacts"[3].id`. */
  readonly place: string;
  readonly message: string;
  readonly cure: string;
}

/** What is in a file: collections to load, and problems, of which the first keeps all of it out. */
export interface CheckedImport {
  readonly collections: readonly ImportedCollection[];
  readonly problems: readonly ImportProblem[];
}

const FORM = '{ "/company/contacts": [ { "id": 1, … } ] }';

/** Holds the content of a file against `{ path: [records] }` and the catalog. */
export function checkImport(content: unknown): CheckedImport {
  if (!isStructure(content)) {
    const cure = Array.isArray(content)
      ? `Put it under the path of its collection: ${FORM}.`
      : `The form is ${FORM}.`;
    return {
      collections: [],
      problems: [{ place: 'the file', message: `is ${describe(content)}, not an object`, cure }],
    };
  }
  const problems: ImportProblem[] = [];
  const collections: ImportedCollection[] = [];
  const seen = new Map<string, string>();
  for (const [path, records] of Object.entries(content)) {
    const address = addressOf(path);
    if ('message' in address) {
      problems.push(address);
      continue;
    }
    if (!Array.isArray(records)) {
      const place = JSON.stringify(path);
      problems.push({
        place,
        message: `is ${describe(records)}, not an array`,
        cure: 'Put its records in [ ].',
      });
      continue;
    }
    checkRecords(path, address, records, seen, problems);
    collections.push({ ...address, records: records as readonly JsonRecord[] });
  }
  return { collections, problems };
}

type Address = Pick<ImportedCollection, 'resource' | 'parents'>;

/** The collection a path names, or why it names none. */
function addressOf(path: string): Address | ImportProblem {
  const refusal = (message: string, cure: string): ImportProblem => ({
    place: JSON.stringify(path),
    message,
    cure,
  });
  const match = path.startsWith('/') ? matchPath(path) : undefined;
  if (!match) {
    const near = didYouMean(
      path,
      resources().map((resource) => resource.path),
    );
    return refusal('is no path of the API', near || 'Write it as in the API, such as "/service/tickets".');
  }
  const { place: found, operations, parameters } = match;
  if (!found) return refusal('is no collection of records', 'One is, for example, "/service/tickets".');
  const { resource, kind } = found;
  if (kind !== 'collection') {
    const what = kind === 'item' ? 'one record' : 'a count';
    return refusal(`is ${what}, not a collection`, `Use the path ${resource.path}.`);
  }
  if (resource.view) {
    const { of: keeper } = resource.view;
    return refusal(`only shows records of ${keeper}`, `Put them where they are kept: "/${keeper}".`);
  }
  const parents: RecordKey[] = [];
  for (const name of resource.parents) {
    const text = parameters[name] ?? '';
    const declared = operations.GET?.parameters.find((each) => each.in === 'path' && each.name === name);
    const isWhole = declared?.type === 'integer';
    if (isWhole && !/^\d+$/.test(text)) {
      return refusal(`has "${text}" where the id of the parent belongs`, 'Ids of parents are whole numbers.');
    }
    parents.push(isWhole ? Number(text) : text);
  }
  return { resource, parents };
}

function checkRecords(
  path: string,
  { resource, parents }: Address,
  records: readonly unknown[],
  seen: Map<string, string>,
  problems: ImportProblem[],
): void {
  const { key } = resource;
  const wanted = key === undefined ? undefined : schema(resource.entity)?.field(key)?.type;
  for (const [index, record] of records.entries()) {
    const place = `${JSON.stringify(path)}[${index}]`;
    if (!isStructure(record)) {
      problems.push({
        place,
        message: `is ${describe(record)}, not a record`,
        cure: 'A record is an object, { … }.',
      });
      continue;
    }
    if (key === undefined) continue;
    const at = `${place}.${key}`;
    const id = record[key];
    if (id === undefined || id === null) {
      problems.push({
        place: at,
        message: 'is missing',
        cure: 'Give each record its id, as the API answered it.',
      });
    } else if (!isKey(id, wanted)) {
      const kind = wanted === 'integer' ? 'a whole number' : 'a text';
      problems.push({
        place: at,
        message: `is ${describe(id)}, not ${kind}`,
        cure: `Give ${kind}, as the API answers it.`,
      });
    } else {
      const identity = JSON.stringify([resource.name, parents, id]);
      const first = seen.get(identity);
      if (first === undefined) seen.set(identity, at);
      else {
        const message = `is ${JSON.stringify(id)}, as ${first} is`;
        problems.push({ place: at, message, cure: 'Leave one of the two out.' });
      }
    }
  }
}

function isKey(id: unknown, wanted: string | undefined): boolean {
  if (wanted === 'integer' || wanted === 'number') return Number.isSafeInteger(id);
  return typeof id === 'string' ? id !== '' : Number.isSafeInteger(id);
}

function isStructure(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value is, in words, with enough of it to find it. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  const kind =
    typeof value === 'string' ? 'the text' : typeof value === 'number' ? 'the number' : 'the value';
  return `${kind} ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`;
}

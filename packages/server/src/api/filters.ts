import { findField, type Resource } from 'psakit/catalog';
import {
  check,
  checkFields,
  checkOrderBy,
  parse,
  parseFields,
  parseOrderBy,
  toServerError,
  type Condition,
  type ConditionParameter,
  type FieldPath,
  type OrderTerm,
} from 'psakit/conditions';
import { isPsaError, PsaError, type Issue } from 'psakit/core';
import { throughChildren } from './linked.js';
import { createLru, type Lru } from './lru.js';
import { ERROR_BODY_CODES, PARAMETERS } from './wire.js';

/** What a request may say about the records it wants, by lower-case name: from a query or a search body. */
export type FilterTexts = ReadonlyMap<string, string>;

/** Conditions of a request, read and checked. */
export interface Filters {
  readonly conditions?: Condition | undefined;
  readonly childConditions?: Condition | undefined;
  readonly customFieldConditions?: Condition | undefined;
}

/** Reads the texts of requests, and remembers the last ones. */
export interface FilterReader {
  /** @throws PsaError with the recorded text of PROTOCOL 2.5. */
  filters(texts: FilterTexts, resource: Resource): Filters;
  /** @throws PsaError as for conditions (*assumed*: nothing is recorded for `orderBy`). */
  orderBy(text: string | undefined, resource: Resource): readonly OrderTerm[] | undefined;
  /** @throws PsaError for an unknown name, unless those are dropped. */
  fields(text: string | undefined, resource: Resource): readonly FieldPath[] | undefined;
}

/** How many texts of each kind are remembered, and how long one may be to be remembered. */
const REMEMBERED = 500;
const REMEMBERED_LENGTH = 4000;

/** The parameters with conditions: how the request and the rest of psakit spell each. */
const CONDITIONS: readonly ConditionParameter[] = ['conditions', 'childConditions', 'customFieldConditions'];

export function createFilterReader(options: { readonly unknownFields: 'refuse' | 'drop' }): FilterReader {
  const conditions = createLru<Condition>(REMEMBERED);
  const orders = createLru<readonly OrderTerm[]>(REMEMBERED);
  const fields = createLru<readonly FieldPath[]>(REMEMBERED);
  return {
    filters: (texts, resource) => {
      const found: Partial<Record<ConditionParameter, Condition>> = {};
      for (const parameter of CONDITIONS) {
        const text = texts.get(PARAMETERS[parameter]);
        if (text === undefined || text.trim() === '') continue;
        const read = (): Condition => readConditions(text, resource, parameter);
        found[parameter] = remembered(conditions, { resource, parameter, text }, read);
      }
      return throughChildren(found, resource);
    },
    orderBy: (text, resource) => {
      if (text === undefined || text.trim() === '') return undefined;
      return remembered(orders, { resource, parameter: 'orderBy', text }, () => {
        const terms = firstOfEach(
          answering(() => parseOrderBy(text)),
          ({ field }) => field,
        );
        limit(terms.length, MAX_TERMS, 'orderBy names', 'fields');
        refuse(checkOrderBy(terms, resource));
        return terms;
      });
    },
    fields: (text, resource) => {
      if (text === undefined || text.trim() === '') return undefined;
      return remembered(fields, { resource, parameter: 'fields', text }, () => {
        const paths = firstOfEach(
          answering(() => parseFields(text)),
          (path) => path,
        );
        limit(paths.length, MAX_NAMES, 'fields has', 'names');
        const drops = options.unknownFields === 'drop';
        if (!drops) refuse(checkFields(paths, resource));
        const known = drops ? paths.filter((path) => checkFields([path], resource).length === 0) : paths;
        return known.map((path) => whereItIs(path, resource));
      });
    },
  };
}

/** What a text means, from memory where it is short enough to be kept there. */
function remembered<T>(
  memory: Lru<T>,
  {
    resource,
    parameter,
    text,
  }: { readonly resource: Resource; readonly parameter: string; readonly text: string },
  read: () => T,
): T {
  return text.length > REMEMBERED_LENGTH ? read() : memory.get(`${resource.name} ${parameter} ${text}`, read);
}

/**
 * How much a request may ask for: more than any client needs, and less than takes long or than SQLite compiles
 * (*assumed*: what the real server takes is not known).
 */
const MAX_COMPARISONS = 1000;
const MAX_NAMES = 1000;
const MAX_TERMS = 100;

/** @throws PsaError 400 for more than the most. */
function limit(count: number, most: number, what: string, unit: string): void {
  if (count <= most) return;
  throw new PsaError({
    code: 'CONDITION_INVALID',
    status: 400,
    serverCode: ERROR_BODY_CODES.findCondition,
    message: `${what} ${count} ${unit}; ${most} are the most. Ask in several requests, or for ids with "id in (…)".`,
  });
}

/** A name that comes a second time says nothing new. */
function firstOfEach<T>(items: readonly T[], fieldOf: (item: T) => FieldPath): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const name = fieldOf(item).path.join('/').toLowerCase();
    return !seen.has(name) && seen.add(name);
  });
}

function comparisons(condition: Condition): number {
  if (condition.kind !== 'and' && condition.kind !== 'or') return 1;
  return condition.items.reduce((sum, item) => sum + comparisons(item), 0);
}

/** The place in a record of a field that goes by another name: `lastUpdated` is `_info/lastUpdated` (PROTOCOL 2.4). */
function whereItIs(field: FieldPath, resource: Resource): FieldPath {
  const found = findField(resource, field.path.join('/'));
  return found ? { ...field, path: found.names } : field;
}

function readConditions(text: string, resource: Resource, parameter: ConditionParameter): Condition {
  const condition = answering(() => parse(text));
  limit(comparisons(condition), MAX_COMPARISONS, `${parameter} has`, 'comparisons');
  refuse(check(condition, resource, parameter));
  return condition;
}

/**
 * What a parser gives; what it throws, as the server puts it.
 *
 * @throws PsaError with the recorded text of PROTOCOL 2.5.
 */
export function answering<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (isPsaError(error, 'CONDITION_SYNTAX')) refuse(error.issues);
    throw error;
  }
}

/** @throws PsaError with the recorded text of PROTOCOL 2.5 where a check found anything. */
export function refuse(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const { status, code, message } = toServerError(issues);
  throw new PsaError({ code: 'CONDITION_INVALID', status, serverCode: code, message, issues });
}

import type { Resource } from 'psakit/catalog';
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
import { createLru } from './lru.js';
import { PARAMETERS } from './wire.js';

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
        found[parameter] =
          text.length > REMEMBERED_LENGTH ? read() : conditions.get(keyOf(resource, parameter, text), read);
      }
      return found;
    },
    orderBy: (text, resource) => {
      if (text === undefined || text.trim() === '') return undefined;
      return orders.get(keyOf(resource, 'orderBy', text), () => {
        const terms = answering(() => parseOrderBy(text));
        refuse(checkOrderBy(terms, resource));
        return terms;
      });
    },
    fields: (text, resource) => {
      if (text === undefined || text.trim() === '') return undefined;
      return fields.get(keyOf(resource, 'fields', text), () => {
        const paths = answering(() => parseFields(text));
        if (options.unknownFields === 'drop') {
          return paths.filter((path) => checkFields([path], resource).length === 0);
        }
        refuse(checkFields(paths, resource));
        return paths;
      });
    },
  };
}

function keyOf(resource: Resource, parameter: string, text: string): string {
  return `${resource.name} ${parameter} ${text}`;
}

function readConditions(text: string, resource: Resource, parameter: ConditionParameter): Condition {
  const condition = answering(() => parse(text));
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

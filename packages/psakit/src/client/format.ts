import { matchPath, type Resource } from '../catalog/index.js';
import {
  buildCondition,
  check,
  checkFields,
  checkOrderBy,
  parse,
  parseFields,
  parseOrderBy,
  print,
  printFieldPath,
  printFields,
  printOrderBy,
  type Condition,
  type ConditionParameter,
} from '../conditions/index.js';
import { invalidArgument, PsaError, type Issue } from '../core/index.js';
import type { Checking, ConditionInput, FilterInput } from './where.js';

/** The three filters by the names callers and the API give them. */
const FILTERS: readonly { readonly option: keyof FilterInput; readonly parameter: ConditionParameter }[] = [
  { option: 'where', parameter: 'conditions' },
  { option: 'childWhere', parameter: 'childConditions' },
  { option: 'customWhere', parameter: 'customFieldConditions' },
];

/** One filter of a call, read and checked. */
export interface Filter {
  readonly option: keyof FilterInput;
  readonly parameter: ConditionParameter;
  /** In canonical text; as it was written where nothing is checked. */
  readonly text: string;
  /** Absent for a text that was not to be checked. */
  readonly condition?: Condition | undefined;
}

/**
 * The filters of a call that are given.
 *
 * @throws {PsaError} `CONDITION_SYNTAX` or `CONDITION_INVALID`, with `issues`; `INVALID_ARGUMENT` for an empty
 *   text.
 */
export function readFilters(filters: FilterInput, resource: Resource, checking: Checking): readonly Filter[] {
  return FILTERS.flatMap(({ option, parameter }) => {
    const input = filters[option];
    if (input === undefined) return [];
    if (typeof input === 'string' && input.trim() === '') throw emptyFilter(option);
    if (checking === 'off' && typeof input === 'string') return [{ option, parameter, text: input }];
    const condition = toCondition(input, resource);
    if (checking === 'error') refuse(option, resource, check(condition, resource, parameter));
    return [{ option, parameter, text: print(condition), condition }];
  });
}

/** Filters by the names the API gives them. */
export function formatFilters(filters: readonly Filter[]): Partial<Record<ConditionParameter, string>> {
  return Object.fromEntries(filters.map(({ parameter, text }) => [parameter, text]));
}

/** Most likely a variable that was not set; every record of a table is seldom what was meant. */
function emptyFilter(option: string): PsaError {
  return invalidArgument(
    `${option} is an empty text.`,
    `Leave ${option} out, or undefined, to ask for every record; otherwise see that what makes the text is set.`,
  );
}

function toCondition(input: ConditionInput<never>, resource: Resource): Condition {
  if (typeof input === 'string') return parse(input);
  return buildCondition(typeof input === 'function' ? input : () => input, resource);
}

/**
 * An `orderBy` in canonical text. It ends in the resource's key, where there is one, so that pages read by
 * number have one order and not one of many.
 *
 * @throws {PsaError} `CONDITION_SYNTAX` or `CONDITION_INVALID`, with `issues`.
 */
export function formatOrder(
  text: string | undefined,
  resource: Resource,
  checking: Checking,
): string | undefined {
  const { key } = resource;
  if (text === undefined || text.trim() === '') return key;
  const terms = parseOrderBy(text);
  if (checking === 'error') refuse('orderBy', resource, checkOrderBy(terms, resource));
  const ends = terms.some(({ field }) => printFieldPath(field).toLowerCase() === key?.toLowerCase());
  return key === undefined || ends ? printOrderBy(terms) : `${printOrderBy(terms)}, ${key}`;
}

/**
 * A `fields` list in canonical text.
 *
 * @throws {PsaError} `CONDITION_SYNTAX` or `CONDITION_INVALID`, with `issues`.
 */
export function formatFields(
  fields: readonly string[] | undefined,
  resource: Resource,
  checking: Checking,
): string | undefined {
  if (fields === undefined || fields.length === 0) return undefined;
  const paths = parseFields(fields.join(','));
  if (checking === 'error') refuse('fields', resource, checkFields(paths, resource));
  return printFields(paths);
}

/** The same for one record: a few collections list something else than what they hold one by one. */
export function formatFieldsOfOne(
  fields: readonly string[] | undefined,
  resource: Resource,
  checking: Checking,
): string | undefined {
  const one = fields && matchPath(resource.itemPath ?? '')?.operations.GET?.response?.schema;
  return formatFields(fields, { ...resource, entity: one ?? resource.entity }, checking);
}

function refuse(option: string, resource: Resource, issues: readonly Issue[]): void {
  const [first] = issues;
  if (first === undefined) return;
  const more = issues.length === 1 ? '' : ` (and ${issues.length - 1} more)`;
  throw new PsaError({
    code: 'CONDITION_INVALID',
    message: `The ${option} of ${resource.name}: ${first.message}${more}`,
    hint: first.cure,
    issues,
  });
}

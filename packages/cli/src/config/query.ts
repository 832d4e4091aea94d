import { findField, resolveResource, resources, type Resource } from 'psakit/catalog';
import {
  check,
  checkFields,
  checkOrderBy,
  formatIssue,
  parse,
  parseFields,
  parseOrderBy,
  printFields,
  printOrderBy,
  type Condition,
  type ConditionParameter,
} from 'psakit/conditions';
import { PsaError, type Issue } from 'psakit/core';
import { WrongText } from '../io/errors.js';

/**
 * The resource a text names, for commands that need no record of it: `service/tickets/notes` will do
 * without the id of a ticket. Throws like `resolveResource`.
 */
export function resourceOf(text: string): Resource {
  const name = text
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .toLowerCase();
  return (
    resources().find((resource) => resource.name.toLowerCase() === name) ?? resolveResource(text).resource
  );
}

/** Conditions that parse and fit the resource. Throws {@link WrongText} with every place that is wrong. */
export function readCondition(
  label: string,
  text: string,
  resource: Resource,
  parameter: ConditionParameter,
): Condition {
  return readText(label, text, parse, (condition) => check(condition, resource, parameter));
}

/** An order as the API takes it, e.g. `priority/id asc,id desc`. Throws {@link WrongText}. */
export function readOrderBy(label: string, text: string, resource: Resource): string {
  return printOrderBy(readText(label, text, parseOrderBy, (terms) => checkOrderBy(terms, resource)));
}

/** Field paths spelled as the API spells them. Throws {@link WrongText}. */
export function readFields(label: string, text: string, resource: Resource): readonly string[] {
  const paths = readText(label, text, parseFields, (parsed) => checkFields(parsed, resource));
  return paths.map((path) => findField(resource, path.path)?.path ?? printFields([path]));
}

/**
 * The id of one record, as typed. Throws `INVALID_ARGUMENT` where the resource has no single records, or
 * where it counts them and the text is not a number.
 */
export function readId(text: string, resource: Resource): string {
  const key = resource.key === undefined ? undefined : findField(resource, resource.key);
  if (resource.itemPath === undefined) {
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `${resource.name} has no path for one record.`,
      hint: `Use: psa list ${resource.name} --where '…'`,
    });
  }
  if (key?.field.type === 'integer' && !/^[1-9]\d{0,9}$/.test(text)) {
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `"${text}" is not an id of ${resource.name}: ids there are whole numbers from 1.`,
      hint: `Find the id with: psa list ${resource.name} --where '…' --fields id`,
    });
  }
  return text;
}

/** Parse, then check; both kinds of issues come out the same way. */
function readText<Parsed>(
  label: string,
  text: string,
  parseText: (text: string) => Parsed,
  checkParsed: (parsed: Parsed) => readonly Issue[],
): Parsed {
  const wrong = (issues: readonly Issue[]): WrongText => {
    const mistakes = issues.length === 1 ? 'is a mistake' : `are ${issues.length} mistakes`;
    return new WrongText(
      `There ${mistakes} in ${label}.`,
      issues.map((issue) => formatIssue(text, issue)),
    );
  };
  let parsed: Parsed;
  try {
    parsed = parseText(text);
  } catch (error) {
    if (!(error instanceof PsaError) || error.issues.length === 0) throw error;
    throw wrong(error.issues);
  }
  const issues = checkParsed(parsed);
  if (issues.length > 0) throw wrong(issues);
  return parsed;
}

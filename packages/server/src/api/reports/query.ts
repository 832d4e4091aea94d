import {
  check,
  checkOrderBy,
  parse,
  parseOrderBy,
  type Condition,
  type FieldPath,
  type OrderTerm,
} from 'psakit/conditions';
import { PsaError } from 'psakit/core';
import { answering, refuse } from '../filters.js';
import type { QueryParameters } from '../parameters.js';
import { ERROR_BODY_CODES, PARAMETERS } from '../wire.js';
import type { Report, ReportColumn } from './definition.js';

/** Which rows of a report a request wants. */
export interface ReportQuery {
  readonly conditions: Condition | undefined;
  readonly orderBy: readonly OrderTerm[] | undefined;
  /** Those that are shown, in their order. */
  readonly columns: readonly ReportColumn[];
}

/**
 * Reads what a request asks of a report. Conditions, order and `columns` name the report's columns
 * (PROTOCOL 2.6), in any case; `fields` is taken for `columns` (*assumed*).
 *
 * @throws PsaError 400 with the recorded text for what is no column or cannot be read (PROTOCOL 2.5).
 */
export function readReportQuery(report: Report, parameters: QueryParameters): ReportQuery {
  const conditions = parameters.get(PARAMETERS.conditions);
  const orderBy = parameters.get(PARAMETERS.orderBy);
  const columns = parameters.get(PARAMETERS.columns) ?? parameters.get(PARAMETERS.fields);
  return {
    conditions: conditions === undefined ? undefined : readConditions(report, conditions),
    orderBy: orderBy === undefined ? undefined : readOrder(report, orderBy),
    columns:
      columns === undefined
        ? report.columns
        : columns.split(',').map((name) => columnNamed(report, name.trim())),
  };
}

function readConditions(report: Report, text: string): Condition {
  const condition = renamed(
    answering(() => parse(text)),
    report,
  );
  refuse(check(condition, report.resource, 'conditions'));
  return condition;
}

function readOrder(report: Report, text: string): readonly OrderTerm[] {
  const terms = answering(() => parseOrderBy(text)).map((term) => ({
    ...term,
    field: renamedField(term.field, report),
  }));
  refuse(checkOrderBy(terms, report.resource));
  return terms;
}

/** The condition with the fields of records in place of the report's columns. */
function renamed(condition: Condition, report: Report): Condition {
  if (condition.kind === 'and' || condition.kind === 'or') {
    return { ...condition, items: condition.items.map((item) => renamed(item, report)) };
  }
  return { ...condition, field: renamedField(condition.field, report) };
}

function renamedField(field: FieldPath, report: Report): FieldPath {
  return { ...field, path: columnNamed(report, field.path.join('/')).path };
}

function columnNamed(report: Report, name: string): ReportColumn {
  const found = report.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw new PsaError({
    code: 'CONDITION_INVALID',
    status: 400,
    serverCode: ERROR_BODY_CODES.findCondition,
    message: `${name} is not a recognized name.`,
  });
}

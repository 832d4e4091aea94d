import { evaluate, parse } from 'psakit/conditions';
import type { JsonRecord } from '../../store/index.js';
import { recordNotFound } from '../errors.js';
import { answering } from '../filters.js';
import { jsonAnswer, type AnswerHeaders, type ApiAnswer } from '../http.js';
import { pageLinks } from '../links.js';
import { parsePaging } from '../parameters.js';
import type { SpecialCall, SpecialOperation } from '../special.js';
import { ANSWER_HEADERS, PARAMETERS } from '../wire.js';
import { openReport, type Report, type ReportColumn, type ReportDefinition } from './definition.js';
import { readReportQuery } from './query.js';

/** Makes the answer of one report. */
type ReportAnswer = (call: SpecialCall, report: Report) => Promise<ApiAnswer>;

/** The reports of a PSA: which there are, their columns, and their rows (PROTOCOL 2.6). */
export function reportOperations(definitions: readonly ReportDefinition[]): readonly SpecialOperation[] {
  const opened = new Map<string, Report>();
  const named = (call: SpecialCall): Report => {
    const wanted = (call.match.parameters['reportName'] ?? '').toLowerCase();
    const definition = definitions.find(({ name }) => name.toLowerCase() === wanted);
    if (!definition) throw recordNotFound('Report', call.match.parameters['reportName'] ?? '');
    const report = opened.get(wanted) ?? openReport(definition);
    opened.set(wanted, report);
    return report;
  };
  const get = (path: string, answer: ReportAnswer): SpecialOperation => ({
    method: 'GET',
    path,
    answer: (call) => answer(call, named(call)),
  });
  const names = definitions.map(({ name }) => ({ name }));
  return [
    { method: 'GET', path: '/system/reports', answer: (call) => Promise.resolve(listNames(call, names)) },
    get('/system/reports/{reportName}', rowsOf),
    get('/system/reports/{reportName}/columns', (_call, { columns }) =>
      Promise.resolve(jsonAnswer(JSON.stringify(definitionsOf(columns)))),
    ),
    get('/system/reports/{reportName}/count', countRows),
  ];
}

function listNames({ parameters }: SpecialCall, names: readonly { readonly name: string }[]): ApiAnswer {
  const text = parameters.get(PARAMETERS.conditions);
  const condition = text === undefined ? undefined : answering(() => parse(text));
  const found = condition ? names.filter((each) => evaluate(condition, each)) : names;
  const { page, pageSize } = parsePaging(parameters, false);
  return jsonAnswer(JSON.stringify(found.slice((page - 1) * pageSize, page * pageSize)));
}

/** A page of rows in the recorded form, with the links and the total every other list has (*assumed*). */
async function rowsOf(call: SpecialCall, report: Report): Promise<ApiAnswer> {
  const { store } = call.services.reading;
  const { resource } = report;
  const { conditions, orderBy, columns } = readReportQuery(report, call.parameters);
  const paging = parsePaging(call.parameters, false);
  const { page, pageSize } = paging;
  const records = await store.list({
    resource,
    conditions,
    orderBy,
    offset: (page - 1) * pageSize,
    limit: pageSize,
  });
  const total = await store.count({ resource, conditions });
  const headers: AnswerHeaders = { [ANSWER_HEADERS.total]: String(total) };
  const { path, query, request } = call;
  const links = pageLinks({ origin: request.origin, path, query, pageSize }, paging, total);
  if (links !== undefined) headers[ANSWER_HEADERS.link] = links;
  const rows = records.map(({ json }) => {
    const record = JSON.parse(json) as JsonRecord;
    return columns.map((column) => valueAt(record, column.path));
  });
  return jsonAnswer(
    JSON.stringify({ column_definitions: definitionsOf(columns), row_values: rows }),
    headers,
  );
}

async function countRows(call: SpecialCall, report: Report): Promise<ApiAnswer> {
  const { conditions } = readReportQuery(report, call.parameters);
  const count = await call.services.reading.store.count({ resource: report.resource, conditions });
  return jsonAnswer(JSON.stringify({ count }));
}

/** `[{"Name":{…}}]` (PROTOCOL 2.6). */
function definitionsOf(columns: readonly ReportColumn[]): readonly object[] {
  return columns.map(({ name, definition }) => ({ [name]: definition }));
}

function valueAt(record: JsonRecord, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const name of path) {
    value = typeof value === 'object' && value !== null ? (value as JsonRecord)[name] : undefined;
  }
  return value ?? null;
}

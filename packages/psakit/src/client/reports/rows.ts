import { parse, parseOrderBy, print, printOrderBy } from '../../conditions/index.js';
import { checkOptionNames, PsaError, type OptionNames } from '../../core/index.js';
import { pickCall } from '../call.js';
import type { CallOptions } from '../collection.js';
import { CALL_OPTIONS, FILTER_ALIASES } from '../known-options.js';
import type { LoadPage } from '../list-request.js';
import { badResponse, type PsaResponse } from '../response.js';
import type { TransportRequest } from '../transport.js';
import { toQuery } from '../wire.js';
import type { ReportFilter, ReportOptions, ReportRow } from './report.js';
import { readReportColumns, readReportTable, REPORT_PARAMETERS, type ReportColumn } from './wire.js';

/** Sends a request. */
export type SendRequest = (request: TransportRequest) => Promise<PsaResponse>;

/** Rows of a page: the most a page may hold (PROTOCOL 3; that reports keep to it is *assumed*). */
const MOST_ROWS = 1000;

const COUNT_OPTIONS: OptionNames<ReportFilter> = { where: true, ...CALL_OPTIONS };

const ROWS_OPTIONS: OptionNames<ReportOptions> = {
  columns: true,
  orderBy: true,
  pageSize: true,
  limit: true,
  page: true,
  readAhead: true,
  onPage: true,
  ...COUNT_OPTIONS,
};

/** A report below `/apis/3.0`, and what asks for it. */
export interface ReportPlace {
  readonly path: string;
  readonly send: SendRequest;
}

/** The pages of a report by number, until one is not full; nothing says that reports can be paged otherwise. */
export function loadRows(
  place: ReportPlace,
  options: ReportOptions,
  page = options.page ?? 1,
  index = 1,
  before = 0,
): LoadPage<ReportRow> {
  return async (how) => {
    checkOptionNames(options, ROWS_OPTIONS, 'rows', FILTER_ALIASES);
    const { limit = Infinity, columns, orderBy } = options;
    checkWhole('limit', limit);
    checkWhole('page', page);
    const pageSize = options.pageSize ?? Math.min(MOST_ROWS, limit);
    checkWhole('pageSize', pageSize);
    const query = {
      ...toQuery({
        conditions: formatWhere(options.where),
        orderBy: orderBy === undefined ? undefined : printOrderBy(parseOrderBy(orderBy)),
        pageSize,
        page,
      }),
      [REPORT_PARAMETERS.columns]: columns?.join(','),
    };
    const response = await place.send({ method: 'GET', path: place.path, query, ...pickCall(how) });
    const table = readReportTable(response.json());
    if (table === undefined) throw badResponse(response, 'something other than a report');
    const left = limit - before;
    const items = table.rows
      .slice(0, Math.min(table.rows.length, left))
      .map((row) => toRow(table.columns, row));
    const received = before + items.length;
    const full = table.rows.length >= pageSize;
    return {
      items,
      index,
      received,
      total: undefined,
      cursor: full && items.length === table.rows.length ? { page: page + 1, pageSize } : undefined,
      next: full && received < limit ? loadRows(place, options, page + 1, index + 1, received) : undefined,
    };
  };
}

/** How many rows fit. */
export async function countRows({ path, send }: ReportPlace, options: ReportFilter): Promise<number> {
  checkOptionNames(options, COUNT_OPTIONS, 'count', FILTER_ALIASES);
  const query = toQuery({ conditions: formatWhere(options.where) });
  const response = await send({ method: 'GET', path: `${path}/count`, query, ...pickCall(options) });
  const body = response.json();
  const count = typeof body === 'object' && body !== null && 'count' in body ? body.count : undefined;
  if (typeof count !== 'number') throw badResponse(response, 'something other than a count');
  return count;
}

/** The columns of a report. */
export async function loadColumns(
  { path, send }: ReportPlace,
  options: CallOptions,
): Promise<readonly ReportColumn[]> {
  checkOptionNames(options, CALL_OPTIONS, 'columns');
  const response = await send({ method: 'GET', path: `${path}/columns`, ...pickCall(options) });
  const columns = readReportColumns(response.json());
  if (columns === undefined) throw badResponse(response, 'something other than the columns of a report');
  return columns;
}

function toRow(columns: readonly ReportColumn[], values: readonly unknown[]): ReportRow {
  return Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]));
}

function formatWhere(where: ReportFilter['where']): string | undefined {
  if (where === undefined) return undefined;
  return print(typeof where === 'string' ? parse(where) : where);
}

function checkWhole(name: string, value: number): void {
  if (value === Infinity && name === 'limit') return;
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `${name} must be a whole number of at least 1, not ${value}.`,
    hint: `Leave ${name} out for the default.`,
  });
}

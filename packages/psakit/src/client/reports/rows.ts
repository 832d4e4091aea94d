import { buildCondition, parse, parseOrderBy, print, printOrderBy } from '../../conditions/index.js';
import { checkOptionKinds, checkWhole, isPsaError, withParts, type OptionKinds } from '../../core/index.js';
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

const COUNT_OPTIONS: OptionKinds<ReportFilter> = { where: true, ...CALL_OPTIONS };

const ROWS_OPTIONS: OptionKinds<ReportOptions> = {
  columns: 'array',
  orderBy: 'string',
  pageSize: 'number',
  limit: 'number',
  page: 'number',
  readAhead: 'boolean',
  onPage: 'function',
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
    checkOptionKinds(options, ROWS_OPTIONS, 'rows', FILTER_ALIASES);
    const { limit = Infinity, columns, orderBy } = options;
    if (limit !== Infinity) checkWhole('limit', limit, 1);
    checkWhole('page', page, 1);
    checkWhole('pageSize', options.pageSize, 1);
    const pageSize = options.pageSize ?? Math.min(MOST_ROWS, limit);
    const query = {
      ...toQuery({
        conditions: formatWhere(options.where),
        orderBy: orderBy === undefined ? undefined : printOrderBy(parseOrderBy(orderBy)),
        pageSize,
        page,
      }),
      [REPORT_PARAMETERS.columns]: columns?.join(','),
    };
    const response = await ask(place, { method: 'GET', path: place.path, query, ...pickCall(how) });
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
export async function countRows(place: ReportPlace, options: ReportFilter): Promise<number> {
  checkOptionKinds(options, COUNT_OPTIONS, 'count', FILTER_ALIASES);
  const query = toQuery({ conditions: formatWhere(options.where) });
  const response = await ask(place, {
    method: 'GET',
    path: `${place.path}/count`,
    query,
    ...pickCall(options),
  });
  const body = response.json();
  const count = typeof body === 'object' && body !== null && 'count' in body ? body.count : undefined;
  if (typeof count !== 'number') throw badResponse(response, 'something other than a count');
  return count;
}

/** The columns of a report. */
export async function loadColumns(
  place: ReportPlace,
  options: CallOptions,
): Promise<readonly ReportColumn[]> {
  checkOptionKinds(options, CALL_OPTIONS, 'columns');
  const response = await ask(place, { method: 'GET', path: `${place.path}/columns`, ...pickCall(options) });
  const columns = readReportColumns(response.json());
  if (columns === undefined) throw badResponse(response, 'something other than the columns of a report');
  return columns;
}

function toRow(columns: readonly ReportColumn[], values: readonly unknown[]): ReportRow {
  return Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]));
}

function formatWhere(where: ReportFilter['where']): string | undefined {
  if (where === undefined) return undefined;
  return print(typeof where === 'string' ? parse(where) : buildCondition(() => where));
}

/** A refusal is about a report and its columns, which have no ids and are no fields of the catalog. */
async function ask({ send }: ReportPlace, request: TransportRequest): Promise<PsaResponse> {
  try {
    return await send(request);
  } catch (error) {
    if (isPsaError(error, 'NOT_FOUND')) {
      throw withParts(error, {
        hint: 'Check the name of the report: psa.system.reports.list() has the names.',
      });
    }
    if (!isPsaError(error) || error.serverCode !== 'ApiFindCondition') throw error;
    throw withParts(error, { hint: 'Check the names of columns: columns() of the report has them.' });
  }
}

import type { Condition } from '../../conditions/index.js';
import { invalidArgument } from '../../core/index.js';
import type { CallOptions, ListOptions } from '../collection.js';
import { Listing, type ListRequest } from '../list-request.js';
import { fillPath } from '../query.js';
import type { ReportPlace, SendRequest } from './rows.js';
import type { ReportColumn } from './wire.js';

/** One row of a report, by the names of its columns. */
export type ReportRow = Readonly<Record<string, unknown>>;

/** What selects rows of a report. Its columns are not in the catalog, so only the grammar is checked. */
export interface ReportFilter extends CallOptions {
  /** A condition on columns, e.g. `Status = "Open"`. */
  readonly where?: string | Condition | undefined;
}

/** What a listing of rows takes. */
export interface ReportOptions
  extends ReportFilter, Pick<ListOptions<ReportRow>, 'pageSize' | 'limit' | 'page' | 'readAhead' | 'onPage'> {
  /** The columns to answer; all unless told otherwise. */
  readonly columns?: readonly string[] | undefined;
  /** Columns to order by; the server decides where there are none, and rows may then move between pages. */
  readonly orderBy?: string | undefined;
}

/** A report of PSA by its name. Nothing is sent until something is asked of it. */
export interface Report {
  /**
   * Its rows, read page by page.
   *
   * @example for await (const row of psa.report('Service').rows({ columns: ['TicketNbr'], limit: 50 })) { … }
   */
  rows(options?: ReportOptions): ListRequest<ReportRow>;
  /** How many rows fit. */
  count(options?: ReportFilter): Promise<number>;
  /** What its columns are. */
  columns(options?: CallOptions): Promise<readonly ReportColumn[]>;
}

const REPORT_PATH = '/system/reports/{reportName}';

/** A report by its name, as `psa.system.reports.list()` gives them. What reads it is loaded the first time. */
export function createReport(name: string, send: SendRequest): Report {
  if (typeof (name as unknown) !== 'string' || name.trim() === '') {
    throw invalidArgument('report needs the name of a report.', 'psa.system.reports.list() has the names.');
  }
  const place: ReportPlace = { path: fillPath(REPORT_PATH, [name]), send };
  return {
    rows: (options = {}) =>
      new Listing(
        async (how) => (await import('./rows.js')).loadRows(place, options)(how),
        listOptions(options),
        `report ${name}`,
      ),
    count: async (options = {}) => (await import('./rows.js')).countRows(place, options),
    columns: async (options = {}) => (await import('./rows.js')).loadColumns(place, options),
  };
}

function listOptions({ columns, where, ...rest }: ReportOptions): ListOptions<ReportRow> {
  return { ...rest, where, fields: columns };
}

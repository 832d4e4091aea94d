// Reports: tables of PSA with columns of their own, as objects.
export { createReport } from './report.js';
export type { Report, ReportFilter, ReportOptions, ReportRow } from './report.js';
export type { ReportColumn } from './wire.js';

// Reports: records as rows, under names of their own (PROTOCOL 2.6).
export { reportOperations } from './operations.js';
export type { ReportDefinition } from './definition.js';

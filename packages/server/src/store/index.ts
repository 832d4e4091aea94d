// Where records live: one interface, and SQLite behind it.
export { createSqliteLoader } from './sqlite/loader.js';
export { openSqliteStore } from './sqlite/store.js';
export type { SqliteStore } from './sqlite/store.js';
export type {
  Batch,
  BulkLoader,
  JsonRecord,
  RecordFilter,
  RecordKey,
  RecordQuery,
  Store,
  StoredRecord,
  Write,
} from './types.js';

// Where records live: one interface, and SQLite behind it.
export { createSqliteLoader } from './sqlite/loader.js';
export { openSqliteImage, openSqliteStore } from './sqlite/store.js';
export { keeperOf, ownParents } from './table-plan.js';
export type { SqliteStore } from './sqlite/store.js';
export type {
  Batch,
  BlobEntry,
  BulkLoader,
  JsonRecord,
  QueuedEntry,
  QueueWrite,
  RecordFilter,
  RecordKey,
  RecordQuery,
  Store,
  StoredRecord,
  Write,
} from './types.js';

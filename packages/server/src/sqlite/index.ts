// SQLite, as this Node needs it: the library is found, and a connection opened.
export { openConnection } from './connection.js';
export type { Connection, SqlValue } from './connection.js';
export { loadSqlite } from './library.js';

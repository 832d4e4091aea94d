// The SQLite library, as this Node needs it. Only the two drivers (store, budget) come here.
export { loadSqlite } from './library.js';

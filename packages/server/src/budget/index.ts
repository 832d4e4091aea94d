// Requests counted in a SQLite file, for all processes of one machine that send for the same API member.
export { openSqliteBudget } from './store.js';
export type { SqliteBudgetOptions, SqliteBudgetStore } from './store.js';

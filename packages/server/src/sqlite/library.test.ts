import { describe, expect, test } from 'vitest';
import { loadSqlite, sqliteRelease } from './library.js';

describe('the SQLite library', () => {
  test('is the compiled release below Node-API 10 and the prebuilt one from there on', () => {
    expect(sqliteRelease('9').packageName).toBe('better-sqlite3-node20');
    expect(sqliteRelease('10').packageName).toBe('better-sqlite3');
    expect(sqliteRelease('137').packageName).toBe('better-sqlite3');
    expect(sqliteRelease(undefined).packageName).toBe('better-sqlite3-node20');
  });

  test('works on the Node of these tests', () => {
    const database = new (loadSqlite())(':memory:');
    expect(database.prepare('select 1 + 1').pluck().get()).toBe(2);
    database.close();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceNamed } from 'psakit/catalog';
import { parse, parseOrderBy } from 'psakit/conditions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../sqlite/index.js';
import { createSqliteLoader, openSqliteStore, type RecordQuery } from '../index.js';
import { compileCount, compileList } from './compile/select.js';
import { createEffort } from './effort.js';
import { openDatabase } from './open.js';
import { createScans } from './scans.js';
import { createTables, type Tables } from './tables.js';

const folder = mkdtempSync(join(tmpdir(), 'psakit-scans-'));
const file = join(folder, 'world.db');
const tickets = resourceNamed('service/tickets')!;
const notes = resourceNamed('service/tickets/notes')!;
const contacts = resourceNamed('company/contacts')!;
const TICKETS = 2000;

/** A small world in which values are as unevenly spread as in a real one. */
function load(): void {
  const loader = createSqliteLoader(file);
  for (let id = 1; id <= TICKETS; id++) {
    const open = id > TICKETS - 60;
    const status = open ? 1 + (id % 3) : 9;
    loader.put(tickets, [], {
      id,
      summary: `Ticket ${id} about ${id % 2 === 0 ? 'printers' : 'mail'}`,
      status: { id: status, name: open ? ['New', 'Assigned', 'Waiting'][status - 1] : 'Closed' },
      priority: { id: 1 + (id % 4), name: `P${id % 4}` },
      company: { id: 1 + (id % 50), identifier: `C${id % 50}`, name: `Company ${id % 50}` },
      board: { id: 1 + (id % 5), name: `Board ${id % 5}` },
      contact: { id: 1 + (id % 100), name: `Contact ${id % 100}` },
      contactName: `Contact ${id % 100}`,
      closedFlag: !open,
      _info: { lastUpdated: new Date(Date.UTC(2024, 0, 1) + id * 3_600_000).toISOString() },
    });
    loader.put(notes, [id], { id, text: `note ${id}` });
  }
  for (let id = 1; id <= 100; id++) {
    loader.put(contacts, [], { id, firstName: id % 10 === 0 ? 'John' : `Ann ${id}` });
  }
  loader.finish();
}

let connection: Connection;
let tables: Tables;
beforeAll(() => {
  load();
  connection = openDatabase(file);
  tables = createTables(connection);
});
afterAll(() => {
  connection.close();
  rmSync(folder, { recursive: true, force: true });
});

const statement = (query: RecordQuery): ReturnType<typeof compileList> =>
  compileList(query, tables.of(query.resource), tables);
const planOf = ({ sql, parameters }: ReturnType<typeof compileList>): string =>
  connection
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(parameters)
    .map(([, , , detail]) => String(detail))
    .join('; ');
const where = (text: string, more: Partial<RecordQuery> = {}): RecordQuery => ({
  resource: tickets,
  conditions: parse(text),
  limit: 25,
  ...more,
});

describe('plans of the small world', () => {
  test.each([
    ['id = 5'],
    ['id in (5, 7, 900)'],
    ['company/id = 12'],
    ['board/id = 3'],
    ['status/id = 1'],
    ['status/name = "New"'],
    ['status/name like "new"'],
    ['closedFlag = false'],
    ['_info/lastUpdated = [2024-01-05T03:00:00Z]'],
    ['status/name = "New" and priority/id <= 2'],
    ['closedFlag = false and summary contains "x"'],
    ['company/id = null'],
  ])('%s: an index names the rows, already in the order of ids', (text) => {
    const plan = planOf(statement(where(text)));
    expect(plan).toMatch(/^SEARCH t USING (INDEX|INTEGER PRIMARY KEY)/);
    expect(plan).not.toContain('TEMP B-TREE');
  });

  test.each([
    ['id > 1900', /^SEARCH t USING (INTEGER PRIMARY KEY|COVERING INDEX)/],
    ['company/id > 49', /^SEARCH t USING (COVERING )?INDEX .*company\/id>\?/],
    ['board/id > 5', /^SEARCH t USING (COVERING )?INDEX .*board\/id>\?/],
    ['status/id < 2', /^SEARCH t USING (COVERING )?INDEX .*status\/id<\?/],
    ['status/name > "New"', /^SEARCH t USING (COVERING )?INDEX .*status\/name folded>\?/],
    [
      'status/name like "new%"',
      /^SEARCH t USING (COVERING )?INDEX .*status\/name folded>\? AND status\/name folded<\?/,
    ],
    ['_info/lastUpdated > [2024-03-23]', /^SEARCH t USING (COVERING )?INDEX .*_info\/lastUpdated>\?/],
    [
      'lastUpdated >= [2024-01-02] and lastUpdated < [2024-01-03]',
      /^SEARCH t USING (COVERING )?INDEX .*lastUpdated>\? AND _info\/lastUpdated<\?/,
    ],
    ['summary contains "ticket 77 "', /^SCAN f VIRTUAL TABLE/],
    [
      'summary contains "ticket 77 " and contactName like "%7"',
      /^SEARCH t USING INTEGER PRIMARY KEY .*SCAN service\/tickets trigrams summary VIRTUAL TABLE/,
    ],
  ])('%s: a range uses an index where few rows are in it', (text, plan) => {
    expect(planOf(statement(where(text)))).toMatch(plan);
    expect(planOf(compileCount(where(text), tables.of(tickets), tables))).toMatch(plan);
  });

  test('an order by an indexed field reads the index in that order', () => {
    const plan = planOf(statement({ resource: tickets, orderBy: parseOrderBy('lastUpdated'), limit: 25 }));
    expect(plan).toMatch(/^SCAN t USING INDEX service\/tickets by _info\/lastUpdated$/);
  });

  test('children are found by their parents, already in the order of ids', () => {
    const plan = planOf(statement({ resource: notes, parents: [5], limit: 25 }));
    expect(plan).toBe('SEARCH t USING INDEX service/tickets/notes by key (_p1=?)');
    const exists = planOf(
      statement({ resource: tickets, childConditions: parse('notes/text = "x"'), limit: 25 }),
    );
    expect(exists).toMatch(/SEARCH c (EXISTS )?USING INDEX service\/tickets\/notes by key \(_p1=\?\)/);
  });
});

describe('conditions on what a reference means', () => {
  test.each(['contact/firstName contains "John"', 'contact/firstName != "John"', 'contact/lastName = null'])(
    '%s: the records it means are listed once, not once for each row',
    (text) => {
      for (const query of [statement(where(text)), compileCount(where(text), tables.of(tickets), tables)]) {
        const plan = planOf(query);
        expect(plan).toMatch(/(^|; )(SCAN t\b|SEARCH t USING .*=\?)/);
        expect(plan).toMatch(/LIST SUBQUERY \d+; (SCAN|SEARCH) r\b/);
        expect(plan).not.toContain('CORRELATED');
      }
    },
  );

  test('they find the records whose reference fits, joined with others', async () => {
    const store = await openSqliteStore(file);
    const found = (text: string): Promise<number> => store.count(where(text));
    expect(await found('contact/firstName = "john"')).toBe(200);
    expect(await found('contact/firstName != "john"')).toBe(1800);
    expect(await found('contact/firstName in ("John", "Ann 1") and id <= 100')).toBe(11);
    expect(await found('contact/firstName = "john" or contact/id = 1')).toBe(220);
    expect(await found('contact/firstName like "J%" and closedFlag = false')).toBe(6);
    await store.close();
  });

  test('none are found where there are no such records', async () => {
    const store = await openSqliteStore(':memory:');
    await store.apply({
      writes: [{ kind: 'put', resource: tickets, record: { id: 1, contact: { id: 5 } } }],
    });
    expect(await store.count(where('contact/firstName = "John"'))).toBe(0);
    expect(await store.count(where('contact/id = 5 or contact/firstName = "John"'))).toBe(1);
    await store.close();
  });
});

describe('reads that may take long', () => {
  const isLong = (query: RecordQuery, rows = 0): boolean =>
    createEffort(connection, rows).isLong(statement(query), query, tables.of(query.resource).plan);

  test.each([
    ['contactName contains "x"', true],
    ['status/name != "Closed"', true],
    ['lastUpdated > [2024-01-02]', true],
    ['summary contains "print"', false],
    ['summary contains "pr"', true],
    ['summary contains "print" and contactName contains "x"', true],
    ['closedFlag = false and contactName contains "x"', false],
    ['id = 3 or company/id = 5', false],
    ['id in (1,2)', false],
    ['contact/firstName contains "John"', true],
  ])('%s: %s', (text, long) => {
    expect(isLong(where(text))).toBe(long);
    expect(isLong(where(text), TICKETS * 2)).toBe(false);
  });

  test('pages without a filter are not long, but for a distant one or one in another order', () => {
    expect(isLong({ resource: tickets, limit: 25 })).toBe(false);
    expect(isLong({ resource: tickets, limit: 25, afterId: 3 }, 10)).toBe(false);
    expect(isLong({ resource: tickets, limit: 25, offset: 1000 }, 999)).toBe(true);
    expect(isLong({ resource: tickets, limit: 25, orderBy: parseOrderBy('contactName') })).toBe(true);
  });

  test('they are answered from a thread as they would be here, and see what was written', async () => {
    const [threaded, inline] = await Promise.all([
      openSqliteStore(file, { scanRows: 0 }),
      openSqliteStore(file, { scanRows: Infinity }),
    ]);
    const texts = [
      'contactName contains "CT 7"',
      'status/name != "closed"',
      'summary like "%MAIL"',
      'contactName = "zzz"',
    ];
    for (const text of texts) {
      expect(await threaded.list(where(text, { limit: 1000 }))).toEqual(
        await inline.list(where(text, { limit: 1000 })),
      );
      expect(await threaded.count(where(text))).toBe(await inline.count(where(text)));
    }
    await threaded.apply({
      writes: [{ kind: 'put', resource: tickets, record: { id: 9999, contactName: 'zzz' } }],
    });
    expect(await threaded.count(where('contactName = "zzz"'))).toBe(1);
    await inline.apply({ writes: [{ kind: 'delete', resource: tickets, id: 9999 }] });
    expect(await threaded.count(where('contactName = "zzz"'))).toBe(0);
    await Promise.all([threaded.close(), inline.close()]);
  });

  test('what goes wrong in the thread is told, and closing ends what waits', async () => {
    const scans = createScans(file);
    expect(await scans.rows({ sql: 'SELECT 1 + ?', parameters: [2] })).toEqual([[3]]);
    await expect(scans.rows({ sql: 'SELECT nothing', parameters: [] })).rejects.toMatchObject({
      code: 'SQLITE_ERROR',
    });
    const slow =
      'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT ?) SELECT max(x) FROM n';
    const outcome = scans.rows({ sql: slow, parameters: [1_000_000] }).catch((error: unknown) => error);
    await scans.close();
    expect(await outcome).toMatchObject({ code: 'STORAGE' });
  });
});

import { resourceNamed } from 'psakit/catalog';
import { parse, parseOrderBy } from 'psakit/conditions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../sqlite/index.js';
import type { RecordFilter } from '../../types.js';
import { openDatabase } from '../open.js';
import { createTables, type Tables } from '../tables.js';
import { compileCount, compileList } from './select.js';

const tickets = resourceNamed('service/tickets')!;
const contacts = resourceNamed('company/contacts')!;
const notes = resourceNamed('service/tickets/notes')!;

let connection: Connection;
let tables: Tables;
beforeAll(() => {
  connection = openDatabase(':memory:');
  tables = createTables(connection);
  tables.ensure(tables.of(tickets));
  tables.ensure(tables.of(notes));
});
afterAll(() => {
  connection.close();
});

const FROM = 'SELECT count(*) FROM "service/tickets" AS t WHERE ';
const compiled = (
  filter: Omit<RecordFilter, 'resource'>,
): { where: string; parameters: readonly unknown[] } => {
  const { sql, parameters } = compileCount({ resource: tickets, ...filter }, tables.of(tickets), tables);
  expect(() => connection.prepare(sql)).not.toThrow();
  return { where: sql.replace(FROM, ''), parameters };
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0';
const SEVENTEEN = Array.from({ length: 17 }, (_, index) => index).join(',');

describe('conditions', () => {
  const table: readonly (readonly [condition: string, where: string, parameters: readonly unknown[]])[] = [
    ['id = 5', 't."id" = CAST(? AS NUMERIC)', [5]],
    ['ID != 5', 't."id" <> ?', [5]],
    ['status/name = "New"', 't."status/name folded" = CAST(? AS TEXT)', ['new']],
    ['contactName = "MÜLLER"', 'fold(t."contactName") = CAST(? AS TEXT)', ['müller']],
    ['closedFlag = true', 't."closedFlag" = 1', []],
    ['closedFlag != True', 't."closedFlag" = 0', []],
    ['closedFlag > false', '0', []],
    ['budgetHours >= 1.50', 't."budgetHours" >= ?', [1.5]],
    [
      'lastUpdated > [2024-01-31T10:15:00.500+02:00]',
      't."_info/lastUpdated" > ?',
      ['2024-01-31T08:15:00.500'],
    ],
    ['closedDate < [2024-01-31]', 't."closedDate" < ?', ['2024-01-31T00:00:00']],
    ['closedDate = "soon"', '0', []],
    ['contactName > [2024-01-31]', 'instant(t."contactName") > ?', ['2024-01-31T00:00:00']],
    ['contact = null', 't."contact/id" IS NULL', []],
    ['contact != null', 'NOT t."contact/id" IS NULL', []],
    ['contact/name = null', 't."contact/name" IS NULL', []],
    ['summary = 5', '0', []],
    ['id < null', '0', []],
    ['id in (1, 2, "3")', 't."id" IN (CAST(? AS NUMERIC), CAST(? AS NUMERIC))', [1, 2]],
    ['status/name in ("A")', 't."status/name folded" IN (CAST(? AS TEXT))', ['a']],
    [`id in (${SEVENTEEN})`, 't."id" IN (SELECT value FROM json_each(?))', [`[${SEVENTEEN}]`]],
    ['id in ("a", null)', '0', []],
    ['id not in (1)', '(NOT t."id" IS NULL AND (t."id" IN (CAST(? AS NUMERIC))) IS NOT TRUE)', [1]],
    ['contactName contains "A"', 'instr(fold(t."contactName"), ?) > 0', ['a']],
    ['contactName not contains "A"', 'NOT (instr(fold(t."contactName"), ?) > 0)', ['a']],
    ['summary contains "ab"', 'instr(fold(t."summary"), ?) > 0', ['ab']],
    [
      'summary contains "VPN\'s"',
      'SELECT count(*) FROM "service/tickets trigrams summary" AS f WHERE "service/tickets trigrams summary" MATCH ?',
      ['"vpn\'s"'],
    ],
    [
      'id > 5 and summary like "%VPN%"',
      '(t."id" > ? AND t."id" IN (SELECT rowid FROM "service/tickets trigrams summary" WHERE "service/tickets trigrams summary" MATCH ?))',
      [5, '"vpn"'],
    ],
    [
      `id > 5 and summary contains "${LETTERS}"`,
      '(t."id" > ? AND (t."id" IN (SELECT rowid FROM "service/tickets trigrams summary" WHERE "service/tickets trigrams summary" MATCH ?) AND instr(fold(t."summary"), ?) > 0))',
      [5, `"${LETTERS.slice(0, 26)}"`, LETTERS],
    ],
    ['status/name like "New"', 't."status/name folded" = CAST(? AS TEXT)', ['new']],
    ['status/name like "N*"', '(t."status/name folded" >= ? AND t."status/name folded" < ?)', ['n', 'o']],
    [
      'status/name like "%w"',
      'CASE WHEN instr(t."status/name folded", char(0)) THEN matches_like(t."status/name", ?) ELSE t."status/name folded" GLOB ? END',
      ['%w', '*w'],
    ],
    ['status/name like "%e%"', 'instr(t."status/name folded", ?) > 0', ['e']],
    ['contactName like "*"', 'fold(t."contactName") >= \'\'', []],
    [
      'contactName like "[a-c]_?"',
      'CASE WHEN instr(fold(t."contactName"), char(0)) THEN matches_like(t."contactName", ?) ELSE fold(t."contactName") GLOB ? END',
      ['[a-c]_?', '[a-c]?[?]'],
    ],
    [
      'contactName like "[^a]%"',
      'CASE WHEN instr(fold(t."contactName"), char(0)) THEN matches_like(t."contactName", ?) ELSE fold(t."contactName") GLOB ? END',
      ['[^a]%', '[^a]*'],
    ],
    ['contactName like "[[]x]"', 'matches_like(t."contactName", ?)', ['[[]x]']],
    [
      '_info/sla = 5',
      'CASE WHEN json_type(t."_json", ?) IN (\'integer\', \'real\') THEN json_extract(t."_json", ?) END = CAST(? AS NUMERIC)',
      ['$."_info"."sla"', '$."_info"."sla"', 5],
    ],
    [
      'closedFlag = false and (id = 1 or id = 2)',
      '(t."closedFlag" = 0 AND (t."id" = CAST(? AS NUMERIC) OR t."id" = CAST(? AS NUMERIC)))',
      [1, 2],
    ],
  ];
  test.each(table)('%s', (condition, where, parameters) => {
    expect(compiled({ conditions: parse(condition) })).toEqual({ where, parameters });
  });

  test('no text of a condition becomes SQL', () => {
    const { where, parameters } = compiled({
      conditions: parse(`summary = "'; DROP TABLE x; --" or "_info/a" = 1`.replace('"_info/a"', '_info/a')),
    });
    expect(where).not.toContain('DROP');
    expect(parameters).toContain("'; drop table x; --");
  });
});

describe('children', () => {
  test('a collection is asked by its parents', () => {
    expect(
      compiled({ childConditions: parse('notes/internalAnalysisFlag = true and notes/id > 3') }),
    ).toEqual({
      where:
        'EXISTS (SELECT 1 FROM "service/tickets/notes" AS c WHERE c."_p1" = t."id" AND (c."internalAnalysisFlag" = 1 AND c."id" > ?))',
      parameters: [3],
    });
  });

  test('a collection that was never written has no records', () => {
    expect(compiled({ childConditions: parse('timeentries/id = 1') })).toEqual({
      where: '0',
      parameters: [],
    });
  });

  test('array members are asked in the JSON', () => {
    const { sql, parameters } = compileCount(
      { resource: contacts, childConditions: parse('communicationItems/id = 1') },
      tables.of(contacts),
      tables,
    );
    expect(sql).toContain(
      `json_type(t._json, ?) = 'array' AND EXISTS (SELECT 1 FROM json_each(t._json, ?) AS e WHERE`,
    );
    expect(parameters.slice(0, 2)).toEqual(['$."communicationItems"', '$."communicationItems"']);
  });

  test('a custom field by its own name goes by its caption', () => {
    const { where, parameters } = compiled({ customFieldConditions: parse('customField1 = "x"') });
    expect(where).toContain('caption_key(');
    expect(parameters).toContain('customfield1');
  });
});

describe('lists', () => {
  const listed = (query: Parameters<typeof compileList>[0]): string => {
    const { sql } = compileList(query, tables.of(query.resource), tables);
    expect(() => connection.prepare(sql)).not.toThrow();
    return sql;
  };
  test.each([
    [{ resource: tickets, limit: 25 }, 'FROM "service/tickets" AS t ORDER BY t."id" LIMIT ?'],
    [
      { resource: tickets, limit: 25, afterId: 5 },
      'FROM "service/tickets" AS t WHERE t."id" > ? ORDER BY t."id" LIMIT ?',
    ],
    [
      { resource: tickets, limit: 25, offset: 50 },
      'FROM "service/tickets" AS t ORDER BY t."id" LIMIT ? OFFSET ?',
    ],
    [
      { resource: tickets, limit: 25, orderBy: parseOrderBy('status/name, lastUpdated desc, company') },
      'FROM "service/tickets" AS t ORDER BY t."status/name folded", t."_info/lastUpdated" DESC, fold(t."company/name"), t."id" LIMIT ?',
    ],
    [
      { resource: notes, parents: ['5'], limit: 25 },
      'FROM "service/tickets/notes" AS t WHERE t."_p1" = CAST(? AS NUMERIC) ORDER BY t."id" LIMIT ?',
    ],
  ])('%#', (query, tail) => {
    expect(listed(query)).toBe(`SELECT t."id", t._json ${tail}`);
  });
});

import { childCollections, resourceNamed, schema, type Field, type Resource } from 'psakit/catalog';
import {
  compareText,
  evaluate,
  fold,
  parseInstant,
  print,
  type Condition,
  type ConditionParameter,
  type Literal,
} from 'psakit/conditions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from './index.js';
import type { JsonRecord, Store, Write } from './types.js';

// SQL and `evaluate` must agree on every record: here on random records and random conditions over two
// real resources. Texts are few and alike, so that equalities, prefixes and substrings do occur.

const texts = fc.oneof(
  fc.constantFrom(
    '',
    'New',
    'new',
    'NEU',
    'Müller',
    'MÜLLER',
    'mu\u0308ller',
    'a%b',
    'a*b',
    'a_b',
    '[x]',
    'vpn down',
    'VPN is down again',
  ),
  fc.constantFrom(
    'Straße',
    'ΟΔΟΣ',
    'οδος',
    '𝒳𝒴𝒵',
    '\uffee',
    '😀 laugh',
    'İstanbul',
    "it's",
    '"quoted"',
    'back\\slash',
    '2024-01-31',
    'a]b',
    'a-c',
    'new\0vpn',
    '\0',
  ),
  fc.string({ maxLength: 6, unit: 'grapheme' }),
);
const moments = fc.constantFrom(
  '2024-01-31T08:15:00Z',
  '2024-01-31T08:15:00.5Z',
  '2024-01-31T08:15:00.500Z',
  '2024-01-31T10:15:00+02:00',
  '2024-01-31T08:15:00',
  '2024-01-31 08:15:01Z',
  '2024-01-31',
  '2024-01-31T00:00:00Z',
  '1999-12-31T23:59:59.999Z',
);
const numbers = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(0.5, 1.5, 2.25));
const patterns = fc.oneof(
  texts,
  fc
    .array(
      fc.constantFrom(
        '*',
        '%',
        '_',
        '[',
        ']',
        '[a-n]',
        '[^a-n]',
        '[[]',
        '^',
        '-',
        '?',
        'n',
        'e',
        'w',
        'vpn',
        'ü',
        'down',
        'x',
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
);

function valueOf(field: Field, depth: number): fc.Arbitrary<unknown> | undefined {
  switch (field.type) {
    case 'string':
    case 'uuid':
    case 'binary':
      return texts;
    case 'integer':
      return fc.integer({ min: -3, max: 12 });
    case 'number':
      return numbers;
    case 'boolean':
      return fc.boolean();
    case 'datetime':
    case 'date':
      return moments;
    case 'any':
      return fc.oneof(texts, numbers, fc.boolean(), moments);
    case 'reference':
    case 'object':
      return depth > 1 ? undefined : recordOf(field.schema ?? '', depth + 1);
    case 'array':
      if (depth > 0) return undefined;
      if (field.schema === undefined) return fc.array(fc.oneof(texts, numbers), { maxLength: 3 });
      return fc.array(recordOf(field.schema, 1), { maxLength: 3 });
    case 'map':
      return undefined;
  }
}

/** Records of a schema in which any member may be null or absent. */
function recordOf(name: string, depth: number, only?: readonly string[]): fc.Arbitrary<JsonRecord> {
  const members: Record<string, fc.Arbitrary<unknown>> = {};
  for (const field of schema(name)?.fields ?? []) {
    if (only && !only.includes(field.name)) continue;
    const value = valueOf(field, depth);
    if (value) members[field.name] = fc.option(value, { freq: 6, nil: null });
  }
  return fc.record(members, { requiredKeys: [] });
}

const info = fc.record(
  { lastUpdated: moments, dateEntered: moments, updatedBy: texts, sla: fc.oneof(texts, moments, numbers) },
  { requiredKeys: [] },
);

const literals: fc.Arbitrary<Literal> = fc.oneof(
  texts.map((value): Literal => ({ kind: 'text', value })),
  moments.map((value): Literal => ({ kind: 'text', value })),
  numbers.map((value): Literal => ({ kind: 'number', value, raw: String(value) })),
  fc.boolean().map((value): Literal => ({ kind: 'boolean', value })),
  moments.map((value): Literal => ({
    kind: 'datetime',
    value: new Date(parseInstant(value) ?? 0).toISOString(),
  })),
  fc.constant<Literal>({ kind: 'date', value: '2024-01-31' }),
  fc.constant<Literal>({ kind: 'null' }),
);

function leafOn(paths: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Condition> {
  const field = paths.map((path) => ({ kind: 'field' as const, path }));
  return fc.oneof(
    fc.record({
      kind: fc.constant('compare' as const),
      field,
      operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>=' as const),
      value: literals,
    }),
    fc.record({
      kind: fc.constantFrom('contains' as const, 'like' as const),
      negated: fc.boolean(),
      field,
      value: fc.oneof(
        { weight: 6, arbitrary: patterns.map((value): Literal => ({ kind: 'text', value })) },
        { weight: 1, arbitrary: literals },
      ),
    }),
    fc.record({
      kind: fc.constant('in' as const),
      negated: fc.boolean(),
      field,
      values: fc.array(literals, { maxLength: 4 }),
    }),
  );
}

function conditionOn(paths: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Condition> {
  return fc.letrec<{ node: Condition; leaf: Condition }>((tie) => ({
    leaf: leafOn(paths),
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tie('leaf'),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        items: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  })).node;
}

interface Sample {
  readonly resource: Resource;
  readonly members: readonly string[];
  readonly paths: readonly string[];
  readonly childPaths: readonly string[];
  readonly collection: string;
}

const samples: readonly Sample[] = [
  {
    resource: resourceNamed('service/tickets')!,
    members: [
      'summary',
      'recordType',
      'board',
      'status',
      'company',
      'contact',
      'priority',
      'closedFlag',
      'closedDate',
      'budgetHours',
      'severity',
      'contactName',
      'customFields',
      'automaticEmailCcFlag',
    ],
    paths: [
      'summary',
      'SUMMARY',
      'recordType',
      'board/name',
      'status/name',
      'status/id',
      'company',
      'company/identifier',
      'contact',
      'contact/name',
      'priority/id',
      'closedFlag',
      'closedDate',
      'budgetHours',
      'severity',
      'contactName',
      'lastUpdated',
      '_info/updatedBy',
      '_info/sla',
      'id',
      'customFields',
    ],
    childPaths: [
      'notes/text',
      'notes/internalAnalysisFlag',
      'notes/contact/name',
      'notes/contact',
      'notes/lastUpdated',
      'customFields/caption',
      'customFields/value',
      'customFields',
      'nothing/text',
    ],
    collection: 'notes',
  },
  {
    resource: resourceNamed('company/contacts')!,
    members: [
      'firstName',
      'lastName',
      'company',
      'site',
      'inactiveFlag',
      'birthDay',
      'types',
      'communicationItems',
      'customFields',
    ],
    paths: [
      'firstName',
      'lastName',
      'company/identifier',
      'company/name',
      'company',
      'site/id',
      'inactiveFlag',
      'birthDay',
      'lastUpdated',
      'types',
      'types/name',
    ],
    childPaths: [
      'types/id',
      'types/name',
      'communicationItems/value',
      'communicationItems/type/name',
      'communicationItems/type',
      'communicationItems/defaultFlag',
      'customFields/value',
      'notes/text',
    ],
    collection: 'notes',
  },
];

const customPaths = ['caption', 'value', 'id', 'type', 'customField1', 'Custom Field 2', 'outage'];
const RECORDS = 40;

describe.each(samples)('$resource.name', ({ resource, members, paths, childPaths, collection }) => {
  const child = childCollections(resource).get(collection)!;
  let store: Store;
  let records: JsonRecord[];
  let children: (record: JsonRecord, name: string) => readonly JsonRecord[];

  beforeAll(async () => {
    const bodies = fc.sample(
      fc.tuple(
        recordOf(resource.entity, 0, members),
        fc.option(info, { nil: undefined }),
        fc.array(recordOf(child.entity, 0), { maxLength: 3 }),
        fc.array(
          fc.record({
            caption: fc.constantFrom('Custom Field 1', 'customfield2', 'Outage', 'New'),
            value: fc.oneof(texts, numbers, moments, fc.constant(null)),
          }),
          { maxLength: 3 },
        ),
      ),
      { numRuns: RECORDS, seed: 7 },
    );
    records = bodies.map(([body, _info, , customFields], index) => ({
      ...body,
      id: index + 1,
      ...(index % 3 === 0 ? {} : { customFields }),
      ...(_info ? { _info } : {}),
    }));
    const kept = new Map(
      bodies.map(([, , notes], index) => [
        index + 1,
        notes.map((note, at) => ({ ...note, id: index * 10 + at + 1 })),
      ]),
    );
    children = (record, name) =>
      name.toLowerCase() === collection ? (kept.get(record['id'] as number) ?? []) : [];
    store = await openSqliteStore(':memory:');
    const writes: Write[] = records.map((record) => ({ kind: 'put', resource, record }));
    for (const [parent, notes] of kept) {
      for (const record of notes) writes.push({ kind: 'put', resource: child, parents: [parent], record });
    }
    await store.apply({ writes });
  });
  afterAll(() => store.close());

  const agree = async (condition: Condition, parameter: ConditionParameter): Promise<void> => {
    const expected = records
      .filter((record) =>
        evaluate(condition, record, { parameter, resource, children: (name) => children(record, name) }),
      )
      .map((record) => record['id']);
    const filter = { resource, [parameter]: condition };
    const found = await store.list({ ...filter, limit: RECORDS });
    expect(
      found.map(({ id }) => id),
      print(condition),
    ).toEqual(expected);
    expect(await store.count(filter)).toBe(expected.length);
  };
  const split = (path: string): readonly string[] => path.split('/');
  const runs = { numRuns: 500 };

  test('conditions', async () => {
    const condition = conditionOn(fc.constantFrom(...paths).map(split));
    await fc.assert(
      fc.asyncProperty(condition, (value) => agree(value, 'conditions')),
      runs,
    );
  });

  test('childConditions', async () => {
    const condition = conditionOn(fc.constantFrom(...childPaths).map(split));
    await fc.assert(
      fc.asyncProperty(condition, (value) => agree(value, 'childConditions')),
      runs,
    );
  });

  test('customFieldConditions', async () => {
    const condition = conditionOn(fc.constantFrom(...customPaths).map(split));
    await fc.assert(
      fc.asyncProperty(condition, (value) => agree(value, 'customFieldConditions')),
      runs,
    );
  });

  test('orderBy', async () => {
    const order = fc.array(fc.record({ path: fc.constantFrom(...paths), descending: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    });
    const scalar = paths.filter(
      (path) => !['company', 'contact', 'types', 'types/name', 'customFields', '_info/sla'].includes(path),
    );
    await fc.assert(
      fc.asyncProperty(
        order.filter((terms) => terms.every(({ path }) => scalar.includes(path))),
        async (terms) => {
          const found = await store.list({
            resource,
            orderBy: terms.map(({ path, descending }) => ({
              field: { kind: 'field', path: split(path) },
              descending,
            })),
            limit: RECORDS,
          });
          const inOrder = found.map(({ json }) => JSON.parse(json) as JsonRecord);
          for (const [index, record] of inOrder.entries()) {
            const next = inOrder[index + 1];
            if (next) expect(ordered(record, next, terms)).toBeLessThanOrEqual(0);
          }
          expect(inOrder).toHaveLength(records.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** How two records stand to each other by `orderBy`: nulls first, texts by folded code points, then by id. */
function ordered(
  a: JsonRecord,
  b: JsonRecord,
  terms: readonly { path: string; descending: boolean }[],
): number {
  for (const { path, descending } of terms) {
    const difference = compareValues(valueAt(a, path), valueAt(b, path));
    if (difference !== 0) return descending ? -difference : difference;
  }
  return Number(a['id']) - Number(b['id']);
}

function valueAt(record: JsonRecord, path: string): unknown {
  const names = path === 'lastUpdated' ? ['_info', 'lastUpdated'] : path.split('/');
  return names.reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const member = Object.keys(value).find((key) => key.toLowerCase() === name.toLowerCase());
    return member === undefined ? undefined : (value as JsonRecord)[member];
  }, record);
}

function compareValues(a: unknown, b: unknown): number {
  if (a === undefined || a === null || b === undefined || b === null) {
    return Number(a !== undefined && a !== null) - Number(b !== undefined && b !== null);
  }
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [parseInstant(a), parseInstant(b)];
    if (left !== undefined && right !== undefined && fold(a) !== fold(b)) return left - right;
    return compareText(a, b);
  }
  return Number(a) - Number(b);
}

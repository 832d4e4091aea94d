import { resourceNamed } from 'psakit/catalog';
import { evaluate, type Condition } from 'psakit/conditions';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSqliteStore, type RecordFilter } from '../index.js';
import { STAND_IN } from './schema.js';

const tickets = resourceNamed('service/tickets')!;

/** Texts of so few characters that most of what is looked for occurs, also where it must not be found. */
const character = fc.constantFrom('a', 'B', 'b', ' ', '"', "'", '*', 'Ä', 'ä', '😀', '\0', STAND_IN, 'ß');
const textOf = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(character, { minLength, maxLength }).map((characters) => characters.join(''));
const summaries = fc.array(textOf(0, 40), { minLength: 1, maxLength: 12 });

/** Any piece of the texts, and any other text. */
const soughtIn = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    textOf(1, 5),
    fc.tuple(fc.constantFrom(...texts), fc.nat(20), fc.integer({ min: 1, max: 40 })).map(
      ([text, from, length]) =>
        Array.from(text)
          .slice(from, from + length)
          .join('') || 'abc',
    ),
  );

test('an index that is asked alone, or with more conditions, finds what is there and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      summaries.chain((texts) =>
        fc.tuple(fc.constant(texts), soughtIn(texts), fc.constantFrom('contains', 'like')),
      ),
      async ([texts, sought, kind]) => {
        // Patterns that an index alone answers: no wildcard but those at the ends.
        fc.pre(kind === 'contains' || !/[*[]/.test(sought));
        const value = kind === 'contains' ? sought : `%${sought}%`;
        const condition: Condition = {
          kind: kind === 'contains' ? 'contains' : 'like',
          negated: false,
          field: { kind: 'field', path: ['summary'] },
          value: { kind: 'text', value },
        };
        const records = texts.map((summary, index) => ({ id: index + 1, summary }));
        const expected = records
          .filter((record) => evaluate(condition, record, { resource: tickets }))
          .map(({ id }) => id);
        const store = await openSqliteStore(':memory:');
        try {
          await store.apply({
            writes: records.map((record) => ({ kind: 'put', resource: tickets, record })),
          });
          const more: Condition = {
            kind: 'compare',
            field: { kind: 'field', path: ['id'] },
            operator: '>',
            value: { kind: 'number', value: 0, raw: '0' },
          };
          for (const conditions of [condition, { kind: 'and', items: [condition, more] } as const]) {
            const filter: RecordFilter = { resource: tickets, conditions };
            const found = await store.list({ ...filter, limit: 100 });
            expect(found.map(({ id }) => id)).toEqual(expected);
            expect(await store.count(filter)).toBe(expected.length);
            const behind = await store.list({ ...filter, afterId: 2, limit: 2 });
            expect(behind.map(({ id }) => id)).toEqual(expected.filter((id) => id > 2).slice(0, 2));
            const skipped = await store.list({ ...filter, offset: 1, limit: 2 });
            expect(skipped.map(({ id }) => id)).toEqual(expected.slice(1, 3));
          }
        } finally {
          await store.close();
        }
      },
    ),
    { numRuns: 150 },
  );
});

import { resourceNamed, schema, type Field } from 'psakit/catalog';
import { expect, test } from 'vitest';
import { createKnownRecords, createReferences } from '../records/index.js';
import { openSqliteStore, type JsonRecord } from '../store/index.js';
import { fillWorld } from './fill.js';
import { createWorld } from './world/index.js';

const WORLD = { seed: 1, size: 'small' } as const;

/** References of the world that are looked up: of each kind, at each member, so many. */
const EACH = 3;

test('a reference by id expands to what the world says of it', async () => {
  const store = await openSqliteStore(':memory:');
  await fillWorld(store.load(), WORLD, {});
  const references = createReferences(createKnownRecords(store));
  const seen = new Map<string, number>();
  const different = new Map<string, unknown>();
  for (const { resource: name, parents, record } of createWorld(WORLD)) {
    const resource = resourceNamed(name);
    for (const [field, value] of referencesOf(resource?.entity ?? '', record)) {
      const key = `${name} ${field.name} ${field.schema ?? ''}`;
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      if (!resource || count > EACH) continue;
      const { id, identifier } = value;
      // One that means nothing is shown by its link only (PROTOCOL 6.4).
      if (id === undefined && identifier === undefined) continue;
      const sent = id === undefined ? { identifier } : { id };
      const resolved = await references.resolve(field, sent, { resource, parents, record });
      const expanded = resolved.kind === 'expanded' ? resolved.value : resolved;
      if (!sameReference(field.schema ?? '', expanded, value)) different.set(key, { world: value, expanded });
    }
  }
  await store.close();
  expect(seen.size).toBeGreaterThan(100);
  expect(Object.fromEntries(different)).toEqual({});
});

/** What the world's references say and the records that they mean do not. */
const SAID_ONLY_THERE = new Set([
  'CountryReference identifier',
  'CurrencyReference currencyCode',
  'AgreementReference chargeFirmFlag',
  'ScheduleEntryReference description',
  'TimeSheetReference name',
]);

/** The world may leave out what it does not need; what it says must be what is found. */
function sameReference(kind: string, expanded: JsonRecord, world: JsonRecord): boolean {
  return Object.entries(world).every(
    ([name, value]) =>
      SAID_ONLY_THERE.has(`${kind} ${name}`) || JSON.stringify(expanded[name]) === JSON.stringify(value),
  );
}

function* referencesOf(entity: string, record: JsonRecord): Generator<readonly [Field, JsonRecord]> {
  for (const field of schema(entity)?.fields ?? []) {
    const value = record[field.name];
    if (field.type !== 'reference' || typeof value !== 'object' || value === null) continue;
    yield [field, value as JsonRecord];
  }
}

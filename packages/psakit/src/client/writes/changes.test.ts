import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schema, type Field } from '../../catalog/index.js';
import { toPatch } from './changes.js';
import { mergeCustomFields } from './custom-fields.js';
import type { Finding } from './finding.js';
import { prepareRecord } from './record.js';
import { applyPatch } from './testing/apply-patch.js';

const TICKET = schema('Ticket');
if (TICKET === undefined) throw new TypeError('no tickets');
const owner = TICKET;

const FIELDS = owner.fields.filter(
  (field) => !field.readOnly && field.createOnly !== true && valuesOf(field) !== undefined,
);

/** Values that fit a field, as they are also stored. */
function valuesOf(field: Field): fc.Arbitrary<unknown> | undefined {
  switch (field.type) {
    case 'string':
      return field.enum === undefined
        ? fc.string({ minLength: 1, maxLength: field.maxLength ?? 50 }).filter((text) => text.trim() !== '')
        : fc.constantFrom(...field.enum);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer();
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'datetime':
      return fc
        .date({
          min: new Date('2000-01-01T00:00:00Z'),
          max: new Date('2100-01-01T00:00:00Z'),
          noInvalidDate: true,
        })
        .map((date) => `${date.toISOString().slice(0, 19)}Z`);
    case 'reference':
      return fc.record({ id: fc.nat() });
    default:
      return undefined;
  }
}

/** Some members of a ticket with values that fit. */
const members = (most: number): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .subarray(FIELDS, { maxLength: most })
    .chain((fields) =>
      fc.record(
        Object.fromEntries(fields.map((field) => [field.name, valuesOf(field) ?? fc.constant(undefined)])),
      ),
    );

describe('changes as a PATCH', () => {
  test('a whole value for each member, remove for null, nothing for undefined', () => {
    const { record } = prepareRecord({ status: { id: 5 }, contact: null, board: undefined }, owner, 'update');
    expect(toPatch(record)).toEqual([
      { op: 'replace', path: 'status', value: { id: 5 } },
      { op: 'remove', path: 'contact' },
    ]);
  });

  test('applied to any record give the record that was meant', () => {
    const mayBeEmpty = new Set(
      FIELDS.filter(({ required, requiredOnUpdate }) => !required && !requiredOnUpdate).map(
        ({ name }) => name,
      ),
    );
    fc.assert(
      fc.property(members(8), members(8), fc.infiniteStream(fc.nat(4)), (before, wanted, draws) => {
        const draw = draws[Symbol.iterator]();
        const changes = Object.fromEntries(
          Object.entries(wanted).map(([name, value]) => {
            const chance = Number(draw.next().value);
            return [name, chance === 0 ? undefined : chance === 1 && mayBeEmpty.has(name) ? null : value];
          }),
        );
        const meant: Record<string, unknown> = { ...before };
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) Reflect.deleteProperty(meant, name);
          else if (value !== undefined) meant[name] = value;
        }
        const { record, findings } = prepareRecord(changes, owner, 'update');
        expect(findings).toEqual([]);
        expect(applyPatch(before, toPatch(record))).toEqual(meant);
      }),
    );
  });

  test('arriving twice change nothing more', () => {
    fc.assert(
      fc.property(members(8), members(8), (before, changes) => {
        const operations = toPatch(prepareRecord(changes, owner, 'update').record);
        const once = applyPatch(before, operations);
        expect(applyPatch(once, operations)).toEqual(once);
      }),
    );
  });

  test('prepared again are the same', () => {
    fc.assert(
      fc.property(members(20), (changes) => {
        const { record } = prepareRecord(changes, owner, 'update');
        expect(prepareRecord(record, owner, 'update').record).toEqual(record);
      }),
    );
  });
});

describe('custom fields', () => {
  const item = fc.record({
    id: fc.nat(50),
    caption: fc.string({ minLength: 1 }),
    value: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
  });
  const items = fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 12 });

  test('the list is whole, in its order, and only those given are changed', () => {
    fc.assert(
      fc.property(items, fc.infiniteStream(fc.boolean()), (current, draws) => {
        const draw = draws[Symbol.iterator]();
        const changes = current.filter(() => draw.next().value).map(({ id }) => ({ id, value: `new ${id}` }));
        const findings: Finding[] = [];
        const merged = mergeCustomFields(current, changes, 'customFields', findings);
        expect(findings).toEqual([]);
        expect(merged).toEqual(
          current.map((field) =>
            changes.some(({ id }) => id === field.id) ? { ...field, value: `new ${field.id}` } : field,
          ),
        );
      }),
    );
  });

  test.each<[unknown, Partial<Finding>]>([
    [
      { id: 9, value: 1 },
      { code: 'NotFound', message: 'The record has no custom field with id 9. It has Outage ID, Region.' },
    ],
    [{ caption: 'Outage IDs' }, { path: 'customFields/0', cure: 'Did you mean "Outage ID"?' }],
    [
      { value: 1 },
      { code: 'InvalidArgument', message: 'customFields/0 must say which custom field is meant.' },
    ],
  ])('one the record does not have is refused: %j', (change, finding) => {
    const findings: Finding[] = [];
    const current = [
      { id: 1, caption: 'Outage ID', _info: {} },
      { id: 2, caption: 'Region' },
    ];
    mergeCustomFields(current, [change], 'customFields', findings);
    expect(findings).toEqual([expect.objectContaining(finding)]);
  });

  test('a caption that two of them have names neither', () => {
    const findings: Finding[] = [];
    const current = [
      { id: 1, caption: 'Region' },
      { id: 2, caption: 'region' },
    ];
    mergeCustomFields(current, [{ caption: 'Region', value: 1 }], 'customFields', findings);
    expect(findings).toEqual([expect.objectContaining({ cure: 'Name one by its id: 1 and 2.' })]);
  });

  test('captions meet without regard to case and spaces, and links are not sent back', () => {
    const current = [{ id: 1, caption: 'Outage ID', value: 1, rowNum: 3, _info: { x: 'y' } }];
    expect(mergeCustomFields(current, [{ caption: 'outageId', value: 2 }], 'customFields', [])).toEqual([
      { id: 1, caption: 'Outage ID', value: 2, rowNum: 3 },
    ]);
  });
});

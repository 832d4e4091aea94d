import { schema } from 'psakit/catalog';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonRecord } from '../../store/index.js';
import { applyPatch, readPatch } from './patch.js';
import { createFaults } from './sent.js';

/** An item of an array, as the model keeps it. */
interface Item {
  readonly value: string;
  readonly kind: number;
  defaultFlag: boolean;
}

/** What the model knows of a contact. */
interface Model {
  names: Map<string, string>;
  department: number | undefined;
  items: Item[];
}

type Step =
  | { readonly kind: 'text'; readonly name: string; readonly value: string | null }
  | { readonly kind: 'department'; readonly id: number; readonly whole: boolean }
  | { readonly kind: 'add'; readonly at: number; readonly item: Item }
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'value'; readonly at: number; readonly value: string }
  | { readonly kind: 'default'; readonly at: number };

const item: fc.Arbitrary<Item> = fc.record({
  value: fc.string({ maxLength: 5 }),
  kind: fc.integer({ min: 1, max: 2 }),
  defaultFlag: fc.boolean(),
});
const at = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    name: fc.constantFrom('firstName', 'lastName', 'title', 'nickName'),
    value: fc.option(fc.string({ minLength: 1, maxLength: 5 })),
  }),
  fc.record({
    kind: fc.constant('department' as const),
    id: fc.integer({ min: 1, max: 9 }),
    whole: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('add' as const), at, item }),
  fc.record({ kind: fc.constant('remove' as const), at }),
  fc.record({ kind: fc.constant('value' as const), at, value: fc.string({ maxLength: 5 }) }),
  fc.record({ kind: fc.constant('default' as const), at }),
);

/** The recorded behaviour (PROTOCOL 6.2), written down once more on a structure of its own. */
function play(model: Model, one: Step): boolean {
  const { items } = model;
  const becomeDefault = (chosen: Item): void => {
    for (const other of items) if (other !== chosen && other.kind === chosen.kind) other.defaultFlag = false;
  };
  if (one.kind === 'text') {
    if (one.value === null) model.names.delete(one.name);
    else model.names.set(one.name, one.value);
    return true;
  }
  if (one.kind === 'department') {
    model.department = one.id;
    return true;
  }
  if (one.kind === 'add') {
    const added = { ...one.item, defaultFlag: one.item.defaultFlag && one.at !== 0 };
    items.push(added);
    if (added.defaultFlag) becomeDefault(added);
    return true;
  }
  const chosen = items[one.at];
  if (!chosen) return false;
  if (one.kind === 'remove') items.splice(one.at, 1);
  else if (one.kind === 'value') items[one.at] = { ...chosen, value: one.value };
  else chosen.defaultFlag = true;
  const now = items[one.at];
  if (one.kind !== 'remove' && now?.defaultFlag === true) becomeDefault(now);
  return true;
}

function operation(one: Step, slash: string): object {
  switch (one.kind) {
    case 'text':
      return one.value === null
        ? { op: 'Remove', path: `${slash}${one.name}` }
        : { op: 'replace', path: `${slash}${one.name}`, value: one.value };
    case 'department':
      return one.whole
        ? { op: 'add', path: `${slash}department`, value: { id: one.id } }
        : { op: 'replace', path: `${slash}department/id`, value: one.id };
    case 'add': {
      const { value, kind, defaultFlag } = one.item;
      return {
        op: 'ADD',
        path: `${slash}communicationItems/${one.at}`,
        value: { value, type: { id: kind }, defaultFlag },
      };
    }
    case 'remove':
      return { op: 'remove', path: `${slash}communicationItems/${one.at}` };
    case 'value':
      return { op: 'replace', path: `${slash}communicationItems/${one.at}/value`, value: one.value };
    case 'default':
      return { op: 'replace', path: `${slash}communicationItems/${one.at}/defaultFlag`, value: true };
  }
}

test('a PATCH does what a model of it does, step by step', () => {
  const entity = schema('Contact');
  if (!entity) throw new TypeError('the catalog has no Contact');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.constantFrom('', '/'), (steps, slash) => {
      const model: Model = { names: new Map([['firstName', 'Emma']]), department: undefined, items: [] };
      const possible = steps.map((one) => play(model, one));
      const body = steps.map((one) => operation(one, slash));
      const before: JsonRecord = { firstName: 'Emma', communicationItems: [] };
      const faults = createFaults('contact');
      const read = readPatch({ value: body, text: JSON.stringify(body), path: [] }, faults);
      const { record } = applyPatch(entity, before, read, faults);
      expect(faults.found).toHaveLength(possible.filter((could) => !could).length);
      expect(record).toEqual({
        ...Object.fromEntries(model.names),
        ...(model.department === undefined ? {} : { department: { id: model.department } }),
        communicationItems: model.items.map(({ value, kind, defaultFlag }) => ({
          value,
          type: { id: kind },
          defaultFlag,
        })),
      });
      expect(before).toEqual({ firstName: 'Emma', communicationItems: [] });
    }),
    { numRuns: 500 },
  );
});

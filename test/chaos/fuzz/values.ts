import { referenceTarget, schema, type Field, type FieldType } from 'psakit/catalog';
import type { Dice } from './dice.js';

/** Texts that have broken servers. */
export const NASTY_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nSet-Cookie: a=1\r\n\r\n',
  '\ud800',
  '\udfff\ud800',
  '𝕏🖨️👩‍👩‍👧',
  'ı İ ß ﬁ Å',
  '\u202e\u2066\ufeff',
  "'",
  '"',
  "'; DROP TABLE records; --",
  '" OR 1=1 --',
  '\\\'\\"',
  '`"]; [',
  '%',
  '%00',
  '%2e%2e%2f',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'file:///etc/passwd',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '{{7*7}}${7*7}<script>alert(1)</script>',
  'x'.repeat(5000),
  '%'.repeat(300),
  '_%'.repeat(200),
  'null',
  'undefined',
  'NaN',
  '[]',
  '{}',
  '$(reboot)`reboot`',
];

/** Numbers at the edges of what holds them. */
export const NASTY_NUMBERS: readonly number[] = [
  ...[0, -0, -1, 1, 2, 25, 1000, 1001, 0.5, 1e-9, 1e21, 1e308, -1e308, 5e-324],
  ...[2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 2 ** 64, -(2 ** 63)],
];

/** A value of any kind. */
export function anyValue(dice: Dice, depth = 0): unknown {
  return dice.weighed<() => unknown>([
    [4, () => dice.pick(NASTY_TEXTS)],
    [4, () => dice.pick(NASTY_NUMBERS)],
    [1, () => null],
    [1, () => dice.chance(0.5)],
    [depth > 2 ? 0 : 2, () => Array.from({ length: dice.below(4) }, () => anyValue(dice, depth + 1))],
    [depth > 2 ? 0 : 2, () => anyObject(dice, depth + 1)],
    [0.2, () => nested(dice.pick([10, 63, 65, 500, 1500]), dice.chance(0.5))],
  ])();
}

function anyObject(dice: Dice, depth: number): unknown {
  const names = ['id', 'name', '_info', 'identifier', 'op', 'path', 'value', ...NASTY_TEXTS];
  return Object.fromEntries(
    Array.from({ length: dice.below(4) }, () => [dice.pick(names), anyValue(dice, depth)] as const),
  );
}

/** An array in an array, or an object in an object, so many times. */
export function nested(depth: number, arrays: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = arrays ? [value] : { a: value };
  return value;
}

/** A body that the catalog may take, with something here and there that it does not. */
export function body(dice: Dice, entity: string, spoiled: number, depth = 0): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const field of schema(entity)?.fields ?? []) {
    const wanted = field.required || field.requiredOnUpdate ? 0.97 : depth > 0 ? 0.08 : 0.12;
    if (!dice.chance(field.readOnly ? spoiled / 2 : wanted)) continue;
    record[spelled(dice, field.name)] = fieldValue(dice, field, field.type, spoiled, depth);
  }
  if (dice.chance(spoiled / 2)) setOwn(record, dice.pick(NASTY_TEXTS), anyValue(dice));
  return record;
}

/** As an own member, even `__proto__`. */
function setOwn(record: object, name: string, value: unknown): void {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Names count in any case. */
function spelled(dice: Dice, name: string): string {
  return dice.weighed([
    [20, name],
    [1, name.toUpperCase()],
    [1, name.toLowerCase()],
  ]);
}

/** A value for a field. */
export function fieldValue(
  dice: Dice,
  field: Field,
  type: FieldType,
  spoiled: number,
  depth: number,
): unknown {
  if (dice.chance(spoiled)) return anyValue(dice);
  if (field.enum !== undefined) return dice.pick(field.enum);
  switch (type) {
    case 'boolean':
      return dice.pick([true, false, 'true', 1]);
    case 'integer':
      return dice.pick([1, 2, 3, 10, 100]);
    case 'number':
      return dice.pick([0, 1, 2.5, 100]);
    case 'date':
    case 'datetime':
      return dice.pick(['2024-05-01T09:00:00Z', '2024-05-01', '2026-01-31T23:59:59+02:00', '0001-01-01']);
    case 'uuid':
      return '00000000-0000-4000-8000-000000000001';
    case 'reference':
      return reference(dice, field.schema);
    case 'object':
      return depth > 2 ? {} : body(dice, field.schema ?? '', spoiled, depth + 1);
    case 'array':
      return depth > 2
        ? []
        : Array.from({ length: dice.below(3) }, () =>
            fieldValue(dice, field, field.items ?? 'any', spoiled, depth + 1),
          );
    case 'map':
    case 'any':
      return anyValue(dice);
    default:
      return dice.chance(0.15) ? dice.pick(NASTY_TEXTS) : 'a word or two'.slice(0, field.maxLength ?? 50);
  }
}

function reference(dice: Dice, entity: string | undefined): unknown {
  const known = referenceTarget(entity ?? '') !== undefined;
  return dice.weighed<unknown>([
    [known ? 8 : 1, { id: dice.pick([1, 2, 3, 4]) }],
    [1, { id: dice.pick(NASTY_NUMBERS) }],
    [1, { identifier: dice.pick(NASTY_TEXTS) }],
    [1, { name: 'Help Desk' }],
    [0.5, {}],
    [0.5, { id: 1, _info: { a: dice.pick(NASTY_TEXTS) } }],
  ]);
}

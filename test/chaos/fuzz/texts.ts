import { fieldPaths, type Resource } from 'psakit/catalog';
import type { Dice } from './dice.js';
import { NASTY_NUMBERS, NASTY_TEXTS } from './values.js';

const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'like', 'in', 'not contains', 'not like'];

/** Conditions on a resource: most of them sound. */
export function conditions(dice: Dice, resource: Resource, depth = 0): string {
  if (dice.chance(0.03)) return dice.pick(NASTY_TEXTS);
  if (depth < 3 && dice.chance(0.3)) {
    const parts = Array.from({ length: 1 + dice.below(4) }, () => conditions(dice, resource, depth + 1));
    const joined = parts.join(dice.pick([' and ', ' or ', ' AND ', ' not ']));
    return dice.chance(0.5) ? `(${joined})` : joined;
  }
  if (dice.chance(0.01)) {
    const deep = dice.pick([50, 199, 201, 3000]);
    return `${'('.repeat(deep)}id = 1${')'.repeat(deep)}`;
  }
  const operator = dice.pick(OPERATORS);
  const value = operator === 'in' ? `(${literals(dice)})` : literal(dice);
  return `${fieldName(dice, resource)} ${operator} ${value}`;
}

function literals(dice: Dice): string {
  return Array.from({ length: dice.pick([0, 1, 3, 3, 3, 2000]) }, () => literal(dice)).join(',');
}

function literal(dice: Dice): string {
  const text = dice.chance(0.3)
    ? dice.pick(NASTY_TEXTS)
    : dice.pick(['New', 'a%b', '%vpn%', 'printer', '_'.repeat(40), '%a'.repeat(30)]);
  return dice.weighed<string>([
    [4, `"${text}"`],
    [2, `'${text}'`],
    [4, String(dice.chance(0.5) ? dice.pick(NASTY_NUMBERS) : 1 + dice.below(3000))],
    [2, dice.pick(['true', 'false', 'null', 'True'])],
    [2, `[${dice.pick(['2024-05-01T00:00:00Z', '2024-05-01', '9999-12-31T23:59:59Z', '0000-00-00', 'x'])}]`],
    [0.3, ''],
    [0.3, '1'.repeat(400)],
  ]);
}

function fieldName(dice: Dice, resource: Resource): string {
  const paths = fieldPaths(resource);
  if (paths.length === 0 || dice.chance(0.04)) return dice.pick([...NASTY_TEXTS, '__proto__/id', 'id/id/id']);
  const path = dice.pick(paths);
  return dice.chance(0.05) ? path.toUpperCase() : path;
}

/** A value of `orderBy`. */
export function orderBy(dice: Dice, resource: Resource): string {
  const terms = Array.from(
    { length: 1 + dice.below(3) },
    () => `${fieldName(dice, resource)}${dice.pick(['', ' asc', ' desc', ' DESC', ' sideways'])}`,
  );
  return dice.chance(0.02) ? Array(500).fill(terms[0]).join(',') : terms.join(',');
}

/** A value of `fields`. */
export function fields(dice: Dice, resource: Resource): string {
  return Array.from({ length: dice.pick([1, 2, 5, 5, 300]) }, () => fieldName(dice, resource)).join(',');
}

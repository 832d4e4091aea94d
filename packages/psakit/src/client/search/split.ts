import type { Condition, FieldPath, Literal } from '../../conditions/index.js';
import { fold, parse, parseInstant, printCompact } from '../../conditions/index.js';
import { isPsaError } from '../../core/index.js';
import type { Filter } from '../format.js';

/** How to split. */
export interface SplitOptions {
  /** Whether a part is short enough. */
  readonly fits: (filters: readonly Filter[]) => boolean;
  /** Puts the values in order, and may leave some out; they stay as they are unless told otherwise. */
  readonly arrange?: ((field: FieldPath, values: readonly Literal[]) => readonly Literal[]) | undefined;
}

/**
 * Splits `where` into parts, so that each record that fits the whole fits exactly one of them, at its longest list of values: one that all other comparisons stand beside with `and`. A
 * field has one value, so a record fits one part only, as long as values that any server might take for
 * equal stay together. `undefined` where there is no such list, or the rest alone is too long.
 */
export function splitWhere(
  filters: readonly Filter[],
  options: SplitOptions,
): readonly (readonly Filter[])[] | undefined {
  const filter = filters.find(({ option }) => option === 'where');
  const condition = filter && (filter.condition ?? parseOrNothing(filter.text));
  if (filter === undefined || condition === undefined) return undefined;
  const items = condition.kind === 'and' ? condition.items : [condition];
  const list = longestList(items);
  if (list === undefined) return undefined;
  const { field, index } = list;
  const values = options.arrange?.(field, list.values) ?? list.values;
  const build = (chosen: readonly Literal[]): readonly Filter[] => {
    const part: Condition = { kind: 'in', negated: false, field, values: chosen };
    const [only] = items;
    const whole: Condition =
      only === undefined || items.length === 1
        ? part
        : { kind: 'and', items: items.map((item, at) => (at === index ? part : item)) };
    return filters.map((other) =>
      other === filter ? { ...filter, condition: whole, text: printCompact(whole) } : other,
    );
  };
  const parts = fillParts(groupEqual(values), (chosen) => options.fits(build(chosen)));
  return parts?.map(build);
}

/** A text that nobody checked may be none that we can read. */
function parseOrNothing(text: string): Condition | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (isPsaError(error)) return undefined;
    throw error;
  }
}

interface ValueList {
  readonly index: number;
  readonly field: FieldPath;
  readonly values: readonly Literal[];
}

function longestList(items: readonly Condition[]): ValueList | undefined {
  const lists = items.flatMap((item, index) => {
    const list = valuesOf(item);
    return list === undefined || list.values.length < 2
      ? []
      : [{ ...list, index, length: printCompact(item).length }];
  });
  return lists.sort((a, b) => b.length - a.length)[0];
}

/** The values of `a in (1, 2)`, and of `a = 1 or a = 2`, which means the same. */
function valuesOf(condition: Condition): Omit<ValueList, 'index'> | undefined {
  if (condition.kind === 'in') return condition.negated ? undefined : condition;
  if (condition.kind !== 'or') return undefined;
  const values: Literal[] = [];
  let field: FieldPath | undefined;
  for (const item of condition.items) {
    const one =
      item.kind === 'compare' && item.operator === '=' && item.value.kind !== 'null'
        ? { field: item.field, values: [item.value] }
        : valuesOf(item);
    if (one === undefined || (field && nameOf(field) !== nameOf(one.field))) return undefined;
    ({ field } = one);
    values.push(...one.values);
  }
  return field && { field, values };
}

/** Names count in any case (PROTOCOL 2.1). */
function nameOf({ path }: FieldPath): string {
  return path.join('/').toLowerCase();
}

/** Each value once, those together that some server might take for the same. */
function groupEqual(values: readonly Literal[]): readonly (readonly Literal[])[] {
  const groups = new Map<string, Map<string, Literal>>();
  for (const value of values) {
    const key = looseKey(value);
    const group = groups.get(key) ?? new Map<string, Literal>();
    group.set(exactKey(value), value);
    groups.set(key, group);
  }
  return Array.from(groups.values(), (group) => [...group.values()]);
}

/** Case, accents and blanks at the end may not count on a server. */
function looseKey(literal: Literal): string {
  switch (literal.kind) {
    case 'null':
      return 'null';
    case 'text':
      return `text ${fold(literal.value).normalize('NFKD').replace(/\p{M}/gu, '').trimEnd()}`;
    case 'datetime':
    case 'date':
      return `moment ${parseInstant(literal.value) ?? literal.value}`;
    default:
      return `${literal.kind} ${literal.value}`;
  }
}

function exactKey(literal: Literal): string {
  return literal.kind === 'null' ? 'null' : `${literal.kind} ${literal.value}`;
}

/** As few parts as hold all groups in their order. */
function fillParts(
  groups: readonly (readonly Literal[])[],
  fits: (values: readonly Literal[]) => boolean,
): readonly (readonly Literal[])[] | undefined {
  const parts: (readonly Literal[])[] = [];
  for (let from = 0; from < groups.length;) {
    const take = most(groups.length - from, (count) => fits(groups.slice(from, from + count).flat()));
    if (take === 0) return undefined;
    parts.push(groups.slice(from, from + take).flat());
    from += take;
  }
  return parts;
}

/** The largest count up to `limit` that fits, where fewer always fit if more do. */
function most(limit: number, fits: (count: number) => boolean): number {
  let good = 0;
  let step = 1;
  while (good + step <= limit && fits(good + step)) {
    good += step;
    step *= 2;
  }
  for (; step >= 1; step = Math.floor(step / 2)) {
    if (good + step <= limit && fits(good + step)) good += step;
  }
  return good;
}

import { fold, parseLikePattern, type Condition } from 'psakit/conditions';
import { STAND_IN } from '../schema.js';
import { bound, sql, type Fragment } from './fragment.js';
import type { Operand } from './operand.js';

/** An index names rows by texts of at least so many characters. */
const SHORTEST = 3;

/** Of a longer text an index is asked for the beginning: more hardly leaves fewer rows. */
const LONGEST = 26;

/** Which rows an index of texts has for a condition. */
export interface IndexedRows {
  /** The index's table, as SQL spells it. */
  readonly table: string;
  /** What its rows are to `MATCH`. */
  readonly query: Fragment;
}

/**
 * The rows whose text contains all of some folded texts, as an index knows them; undefined where it cannot
 * help. It knows where in a text each trigram stands, so that a phrase of them is a substring.
 */
export function indexedRows(operand: Operand, texts: readonly string[]): IndexedRows | undefined {
  if (!operand.trigrams || texts.some((text) => text.includes('\0') || text.includes(STAND_IN)))
    return undefined;
  const phrases = texts
    .map((text) => Array.from(text).slice(0, LONGEST))
    .filter((characters) => characters.length >= SHORTEST)
    .map((characters) => `"${characters.join('').replaceAll('"', '""')}"`);
  if (phrases.length === 0) return undefined;
  return { table: operand.trigrams.table, query: bound(phrases.join(' AND ')) };
}

/** Whether an index that is asked for a text is asked for all of it. */
function isWhole(text: string): boolean {
  return Array.from(text).length <= LONGEST;
}

/**
 * Lets an index name the rows that can match a condition, where it has anything to go by.
 *
 * @param texts what the text of a matching row contains.
 * @param sole whether a row matches that contains them: then the condition itself need not be asked.
 */
export function withIndex(
  operand: Operand,
  texts: readonly string[],
  sole: boolean,
  condition: Fragment,
): Fragment {
  const rows = indexedRows(operand, texts);
  if (!rows || !operand.trigrams) return condition;
  const { table, query } = rows;
  const named = sql`${operand.trigrams.row} IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ${query})`;
  return sole && texts.every(isWhole) ? named : sql`(${named} AND ${condition})`;
}

/** The rows that a condition leaves, where an index alone tells them. */
export function rowsOfIndex(condition: Condition, operand: Operand): IndexedRows | undefined {
  if ((condition.kind !== 'contains' && condition.kind !== 'like') || condition.negated) return undefined;
  if (condition.value.kind !== 'text') return undefined;
  const { value } = condition.value;
  const text = condition.kind === 'contains' ? fold(value) : containedText(value);
  return text !== undefined && isWhole(text) ? indexedRows(operand, [text]) : undefined;
}

/** The text, folded, that a pattern such as `%vpn%` asks for anywhere; undefined for other patterns. */
export function containedText(pattern: string): string | undefined {
  const [first, second, third, ...more] = parseLikePattern(pattern).parts;
  if (first?.kind !== 'many' || second?.kind !== 'text' || third?.kind !== 'many' || more.length > 0)
    return undefined;
  return second.text;
}

import { fold, parseLikePattern, type LikePart } from 'psakit/conditions';
import { bound, boundEqual, sql, type Fragment } from './fragment.js';
import type { Operand } from './operand.js';

/** SQLite refuses GLOB patterns of more bytes. */
const GLOB_BYTES = 50_000;

/** Trigrams asked of an index; more of them hardly leave fewer rows. */
const TRIGRAMS_ASKED = 24;

/** `field contains "text"`. */
export function compileContains(needle: string, operand: Operand): Fragment {
  const folded = fold(needle);
  const found = sql`instr(${operand.text ?? 'NULL'}, ${bound(folded)}) > 0`;
  return withTrigrams(operand, [folded], found);
}

/** `field like "pattern"`: by range, substring or GLOB where these mean the same, else by `evaluate`'s own matcher. */
export function compileLike(pattern: string, operand: Operand): Fragment {
  const { parts } = parseLikePattern(pattern);
  const text = operand.text ?? { sql: 'NULL', parameters: [] };
  const [first, second, third] = parts;
  if (!first) return sql`${text} = ${boundEqual('')}`;
  if (parts.length === 1 && first.kind === 'text') return sql`${text} = ${boundEqual(first.text)}`;
  if (parts.length === 1 && first.kind === 'many') return sql`${text} >= ''`;
  if (parts.length === 2 && first.kind === 'text' && second?.kind === 'many')
    return startsWith(text, first.text);
  if (parts.length === 3 && first.kind === 'many' && second?.kind === 'text' && third?.kind === 'many') {
    return withTrigrams(operand, [second.text], sql`instr(${text}, ${bound(second.text)}) > 0`);
  }
  const glob = globOf(parts);
  const matched =
    glob !== undefined && Buffer.byteLength(glob) <= GLOB_BYTES
      ? sql`${text} GLOB ${bound(glob)}`
      : sql`matches_like(${operand.raw ?? 'NULL'}, ${bound(pattern)})`;
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const prefixed =
    first.kind === 'text' && operand.stored ? sql`(${startsWith(text, first.text)} AND ${matched})` : matched;
  return withTrigrams(operand, texts, prefixed);
}

/** A prefix as a range, so that an index on the folded text serves it. */
function startsWith(text: Fragment, prefix: string): Fragment {
  const after = textAfter(prefix);
  const from = sql`${text} >= ${bound(prefix)}`;
  return after === undefined ? from : sql`(${from} AND ${text} < ${bound(after)})`;
}

/** The first text, by code point, that is beyond all that start with a prefix. */
function textAfter(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.length > 0) {
    const last = points.pop() ?? 0;
    if (last === 0x10ffff) continue;
    return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}

/** The GLOB pattern with the same meaning; `undefined` where a class cannot be written as one. */
function globOf(parts: readonly LikePart[]): string | undefined {
  let glob = '';
  for (const part of parts) {
    switch (part.kind) {
      case 'many':
        glob += '*';
        break;
      case 'one':
        glob += '?';
        break;
      case 'text':
        glob += part.text.replace(/[*?[]/g, '[$&]');
        break;
      case 'class': {
        const inside = part.ranges.map(([from, to]) => range(from, to)).join('');
        if (inside === '' || /[\][^]/.test(inside) || inside.includes(UNWRITABLE)) return undefined;
        glob += `[${part.negated ? '^' : ''}${inside}]`;
      }
    }
  }
  return glob.includes('\0') ? undefined : glob;
}

/** Stands for a range that GLOB would read otherwise. */
const UNWRITABLE = '\0';

function range(from: number, to: number): string {
  if (from > to || from === HYPHEN || to === HYPHEN) return UNWRITABLE;
  const first = String.fromCodePoint(from);
  return from === to ? first : `${first}-${String.fromCodePoint(to)}`;
}

const HYPHEN = 0x2d;

/**
 * Lets a trigram index name the rows that can match, where it has anything to go by: a text of three
 * characters. The condition itself is still asked, since the index knows trigrams and not their order.
 */
function withTrigrams(operand: Operand, texts: readonly string[], condition: Fragment): Fragment {
  if (!operand.trigrams) return condition;
  const grams = new Set<string>();
  for (const text of texts) {
    const characters = Array.from(text);
    for (let i = 0; i + 3 <= characters.length; i++) grams.add(characters.slice(i, i + 3).join(''));
  }
  if (grams.size === 0 || texts.some((text) => text.includes('\0'))) return condition;
  const all = [...grams];
  const step = Math.max(1, all.length / TRIGRAMS_ASKED);
  const asked = all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  const query = asked.map((gram) => `"${gram.replaceAll('"', '""')}"`).join(' AND ');
  const { table, row } = operand.trigrams;
  return sql`(${row} IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ${bound(query)}) AND ${condition})`;
}

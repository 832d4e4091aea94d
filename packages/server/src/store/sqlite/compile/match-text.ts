import { fold, parseLikePattern, type LikePart } from 'psakit/conditions';
import { bound, boundEqual, sql, type Fragment } from './fragment.js';
import type { Operand } from './operand.js';
import { containedText, withIndex } from './text-index.js';

/** SQLite refuses GLOB patterns of more bytes. */
const GLOB_BYTES = 50_000;

/** `field contains "text"`. */
export function compileContains(needle: string, operand: Operand): Fragment {
  return containsText(fold(needle), operand);
}

function containsText(text: string, operand: Operand): Fragment {
  return withIndex(operand, [text], true, sql`instr(${operand.text ?? 'NULL'}, ${bound(text)}) > 0`);
}

/** `field like "pattern"`: by range, substring or GLOB where these mean the same, else by `evaluate`'s own matcher. */
export function compileLike(pattern: string, operand: Operand): Fragment {
  const { parts } = parseLikePattern(pattern);
  const text = operand.text ?? { sql: 'NULL', parameters: [] };
  const [first, second] = parts;
  if (!first) return sql`${text} = ${boundEqual('')}`;
  if (parts.length === 1 && first.kind === 'text') return sql`${text} = ${boundEqual(first.text)}`;
  if (parts.length === 1 && first.kind === 'many') return sql`${text} >= ''`;
  if (parts.length === 2 && first.kind === 'text' && second?.kind === 'many')
    return startsWith(text, first.text);
  const contained = containedText(pattern);
  if (contained !== undefined) return containsText(contained, operand);
  const glob = globOf(parts);
  const asked = sql`matches_like(${operand.raw ?? 'NULL'}, ${bound(pattern)})`;
  // To GLOB a text ends at its first NUL.
  const matched =
    glob !== undefined && Buffer.byteLength(glob) <= GLOB_BYTES
      ? sql`CASE WHEN instr(${text}, char(0)) THEN ${asked} ELSE ${text} GLOB ${bound(glob)} END`
      : asked;
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const prefixed =
    first.kind === 'text' && operand.stored ? sql`(${startsWith(text, first.text)} AND ${matched})` : matched;
  return withIndex(operand, texts, false, prefixed);
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

import { fold } from './fold.js';

/** One element of a pattern. Texts are folded; a class holds ranges of code points, both ends included. */
export type LikePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `*` or `%`: any number of characters. */
  | { readonly kind: 'many' }
  /** `_`: one character. */
  | { readonly kind: 'one' }
  /** `[abc]`, `[a-z]`, `[^a]`: one character of these, or none of these. */
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    };

/** What the text after `like` means; `evaluate` and the SQL compilers read this, never the text. */
export interface LikePattern {
  /** No two texts and no two `many` stand side by side. */
  readonly parts: readonly LikePart[];
}

/**
 * Reads a `like` pattern: `*` and `%` stand for any text, `_` for one character (*assumed*), brackets for
 * one character of several as in SQL Server, `[[]` for an opening bracket (PROTOCOL 2.3). A bracket that
 * is never closed stands for itself (*assumed*). Every text is a pattern.
 */
export function parseLikePattern(text: string): LikePattern {
  const folded = fold(text);
  const parts: LikePart[] = [];
  let literal = '';
  const add = (part: LikePart): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    if (part.kind !== 'many' || parts[parts.length - 1]?.kind !== 'many') parts.push(part);
  };
  // The last closing bracket: a `[` beyond it is never closed, which need not be found out again for each.
  const lastClose = folded.lastIndexOf(']');
  for (let at = 0; at < folded.length; at++) {
    const character = folded.charAt(at);
    if (character === '*' || character === '%') add({ kind: 'many' });
    else if (character === '_') add({ kind: 'one' });
    else if (character === '[' && at < lastClose) {
      const close = folded.indexOf(']', at);
      add(readClass(folded.slice(at + 1, close)));
      at = close;
    } else literal += character;
  }
  if (literal !== '') parts.push({ kind: 'text', text: literal });
  return { parts };
}

/** What stands between brackets. An empty class matches no character, `[^]` every one (*assumed*). */
function readClass(content: string): LikePart {
  const negated = content.startsWith('^');
  const points = Array.from(
    negated ? content.slice(1) : content,
    (character) => character.codePointAt(0) ?? 0,
  );
  const ranges: [number, number][] = [];
  for (let i = 0; i < points.length; i++) {
    const from = points[i] ?? 0;
    // A hyphen at either end is a hyphen.
    const isRange = points[i + 1] === HYPHEN && i + 2 < points.length;
    ranges.push([from, isRange ? (points[i + 2] ?? 0) : from]);
    if (isRange) i += 2;
  }
  return { kind: 'class', negated, ranges };
}

const HYPHEN = 0x2d;

/** Whether a text as a whole fits a pattern. Takes at most (characters of text) x (length of pattern) steps. */
export function matchesLike(pattern: LikePattern, text: string): boolean {
  const characters = Array.from(fold(text));
  const steps = pattern.parts.flatMap(stepsOf);
  let at = 0;
  let step = 0;
  // Where to go on after a mismatch: let the last `many` swallow one more character. Earlier ones never
  // need to be tried again, which is what keeps this from being exponential.
  let retry: { step: number; at: number } | undefined;
  while (at < characters.length) {
    const current = steps[step];
    if (current === 'many') {
      retry = { step: ++step, at };
    } else if (current?.(characters[at] ?? '') === true) {
      at++;
      step++;
    } else if (retry) {
      step = retry.step;
      at = ++retry.at;
    } else return false;
  }
  while (steps[step] === 'many') step++;
  return step === steps.length;
}

type Step = 'many' | ((character: string) => boolean);

function stepsOf(part: LikePart): Step[] {
  switch (part.kind) {
    case 'many':
      return ['many'];
    case 'one':
      return [() => true];
    case 'text':
      return Array.from(part.text, (expected) => (character) => character === expected);
    case 'class':
      return [(character) => inClass(part.ranges, character) !== part.negated];
  }
}

function inClass(ranges: readonly (readonly [number, number])[], character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return ranges.some(([from, to]) => point >= from && point <= to);
}

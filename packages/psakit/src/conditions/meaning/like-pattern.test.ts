import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from './fold.js';
import type { LikePart } from './like-pattern.js';
import { matchesLike, parseLikePattern } from './like-pattern.js';

const like = (text: string, pattern: string): boolean => matchesLike(parseLikePattern(pattern), text);

describe('like', () => {
  test.each([
    ['vpn', 'VPN'],
    ['*vpn*', 'no vpn today'],
    ['%VPN%', 'No vpn today'],
    ['a*', 'abc'],
    ['*c', 'abc'],
    ['a*c', 'abbc'],
    ['a*b*c', 'aXbXbXc'],
    ['_bc', 'abc'],
    ['a_c', 'a😀c'],
    ['*', ''],
    ['**', ''],
    ['', ''],
    ['[abc]x', 'bx'],
    ['[a-c]x', 'Bx'],
    ['[^a-c]x', 'dx'],
    ['[[]x]', '[x]'],
    ['[*]', '*'],
    ['[_]', '_'],
    ['[a-]', '-'],
    ['[-a]', '-'],
    ['[^]', 'q'],
    ['a[b', 'a[b'],
    ['a]b', 'a]b'],
    ['MÜLLER*', 'mu\u0308ller & co'],
    ['a\nb', 'a\nb'],
    ['*b', 'a\nb'],
  ])('%s takes %j', (pattern, text) => {
    expect(like(text, pattern)).toBe(true);
  });

  test.each([
    ['vpn', 'vpn down'],
    ['a*', 'ba'],
    ['*c', 'cb'],
    ['_', ''],
    ['_', 'ab'],
    ['', 'a'],
    ['[]', 'a'],
    ['[]', ''],
    ['[^a]', 'a'],
    ['[^a]', ''],
    ['[b-a]', 'a'],
  ])('%s does not take %j', (pattern, text) => {
    expect(like(text, pattern)).toBe(false);
  });

  const unit = fc.constantFrom('a', 'b', 'B', '*', '%', '_', '[', ']', '^', '-', '😀');

  test('agrees with a matcher that tries every way', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), fc.string({ unit, maxLength: 8 }), (pattern, text) => {
        const naive = tryEveryWay(parseLikePattern(pattern).parts, Array.from(fold(text)));
        expect(like(text, pattern)).toBe(naive);
      }),
      { numRuns: 2000 },
    );
  });

  test('a text without special characters takes itself and, between stars, whatever contains it', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'Ü', 'σ', ' ', '"', '.', '(', '\\'), maxLength: 6 });
    fc.assert(
      fc.property(plain, plain, plain, (before, text, after) => {
        expect(like(text, text)).toBe(true);
        expect(like(before + text + after, `*${text}*`)).toBe(true);
        expect(like(text + after, `${text}*`)).toBe(true);
        expect(like(before + text, `*${text}`)).toBe(true);
      }),
    );
  });

  test('many stars do not make it slow', () => {
    expect(like(`${'a'.repeat(5_000)}c`, `${'*a'.repeat(200)}*b`)).toBe(false);
    expect(parseLikePattern('*'.repeat(100_000)).parts).toEqual([{ kind: 'many' }]);
    expect(parseLikePattern('['.repeat(100_000)).parts).toHaveLength(1);
  });
});

/** The definition, word for word, and exponential for it. */
function tryEveryWay(parts: readonly LikePart[], text: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (!part) return text.length === 0;
  const [first] = text;
  switch (part.kind) {
    case 'many':
      return text.some((_, at) => tryEveryWay(rest, text.slice(at))) || tryEveryWay(rest, []);
    case 'one':
      return first !== undefined && tryEveryWay(rest, text.slice(1));
    case 'text':
      return (
        text.join('').startsWith(part.text) && tryEveryWay(rest, text.slice(Array.from(part.text).length))
      );
    case 'class': {
      if (first === undefined) return false;
      const point = first.codePointAt(0)!;
      const inside = part.ranges.some(([from, to]) => from <= point && point <= to);
      return inside !== part.negated && tryEveryWay(rest, text.slice(1));
    }
  }
}

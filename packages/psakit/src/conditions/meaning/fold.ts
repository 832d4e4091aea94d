/**
 * The form in which texts are compared: composed (NFC) and in lower case, so that `MÜLLER` equals
 * `müller` however it is encoded. The final sigma counts as a sigma, or `ΟΔΟΣ` would not contain `Σ`.
 * `evaluate` and SQL use this one function.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Composing is the slow part, and ASCII has nothing to compose.
  return /^[\0-\x7f]*$/.test(lower) ? lower : lower.normalize('NFC').replaceAll('ς', 'σ');
}

/**
 * The order of two texts: by code point of their folded forms, as a bytewise index on the folded column
 * has it. Negative when `a` comes first, 0 when they are equal.
 */
export function compareText(a: string, b: string): number {
  return compareCodePoints(fold(a), fold(b));
}

/** The order of two texts by code point. JavaScript's own order is by code unit, and differs for pairs. */
export function compareCodePoints(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Puts surrogates, the halves of code points beyond U+FFFF, after every other code unit. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

// Which characters mean what. Code units below 128 are looked up in a table, since this is the
// innermost loop of the parser; everything else is rare and may be slow.

const NAME = 1;
const SPACE = 2;
const DELIMITER = 4;

const CLASSES = new Uint8Array(128);
const mark = (characters: string, flag: number): void => {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    CLASSES[code] = (CLASSES[code] ?? 0) | flag;
  }
};
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_', NAME);
mark(' \t\n\v\f\r', SPACE | DELIMITER);
mark('()[],;=<>!"\'&|', DELIMITER);

/** Character codes the parser asks for by name. */
export const CODE = {
  end: -1,
  exclamation: 0x21,
  doubleQuote: 0x22,
  singleQuote: 0x27,
  open: 0x28,
  close: 0x29,
  comma: 0x2c,
  minus: 0x2d,
  point: 0x2e,
  slash: 0x2f,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
} as const;

/** The no-break space, which comes along when a condition is copied from a document (*assumed*). */
const NO_BREAK_SPACE = 0xa0;

export function isSpace(code: number): boolean {
  return code < 128 ? code >= 0 && ((CLASSES[code] ?? 0) & SPACE) !== 0 : code === NO_BREAK_SPACE;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/**
 * Letters, marks and digits of any script, and `_`: what a field name or keyword consists of. Characters
 * beyond U+FFFF are not among them; no name of the API has any.
 */
export function isNameCharacter(code: number): boolean {
  if (code < 128) return code >= 0 && ((CLASSES[code] ?? 0) & NAME) !== 0;
  return /[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(code));
}

/** What ends a bare word such as `42` or `true` (PROTOCOL 2.5: it runs on until a delimiter). */
export function isDelimiter(code: number): boolean {
  return code < 128 ? code < 0 || ((CLASSES[code] ?? 0) & DELIMITER) !== 0 : code === NO_BREAK_SPACE;
}

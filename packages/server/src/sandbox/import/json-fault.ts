/** Where a text stops being JSON, and what should stand there. */
export interface JsonFault {
  /** Offset in UTF-16 code units. */
  readonly offset: number;
  /** E.g. `a comma or "]"`. */
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
// A text may hold anything but quotes, backslashes and characters below the space.
const STRING = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The first place at which a text is not JSON; undefined where it is. `JSON.parse` says whether, but not
 * on every release where, so this is asked only after it has failed.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = [];
  let offset = 0;
  const skip = (): void => {
    SPACE.lastIndex = offset;
    SPACE.test(text);
    offset = SPACE.lastIndex;
  };
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = offset;
    if (!pattern.test(text)) return false;
    offset = pattern.lastIndex;
    return true;
  };
  const fault = (expected: string): JsonFault => ({ offset, expected });

  /** A member's name and colon, where the innermost structure is an object. */
  const name = (): JsonFault | undefined => {
    if (open.at(-1) !== '{') return undefined;
    if (!take(STRING)) return fault('a name in double quotes');
    skip();
    if (text[offset] !== ':') return fault('a colon');
    offset++;
    skip();
    return undefined;
  };

  for (;;) {
    skip();
    const start = text[offset];
    if (start === '{' || start === '[') {
      offset++;
      open.push(start);
      skip();
      if (text[offset] !== closing(start)) {
        const wrong = name();
        if (wrong) return wrong;
        continue;
      }
    } else if (!take(STRING) && !take(WORD)) {
      return fault(start === '"' ? 'a text that is closed and has no line break' : 'a value');
    }
    // A value has ended: close what ends with it, then go on to the next one.
    for (;;) {
      skip();
      const inner = open.at(-1);
      if (inner === undefined) return offset === text.length ? undefined : fault('the end of the file');
      if (text[offset] === closing(inner)) {
        offset++;
        open.pop();
        continue;
      }
      if (text[offset] !== ',') return fault(`a comma or "${closing(inner)}"`);
      offset++;
      skip();
      const wrong = name();
      if (wrong) return wrong;
      break;
    }
  }
}

function closing(opening: '{' | '['): string {
  return opening === '{' ? '}' : ']';
}

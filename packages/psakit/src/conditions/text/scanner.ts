import { invalidArgument, type PsaError } from '../../core/index.js';
import type { Span } from '../ast.js';
import type { Complaint } from '../issue.js';
import { issueAt, syntaxError } from '../issue.js';
import { CODE, isNameCharacter, isSpace } from './characters.js';
import type { Hole } from './hole.js';
import { HOLE } from './hole.js';

/** A text and how far it has been read. Knows characters, words and places, but no grammar. */
export class Scanner {
  readonly text: string;
  position = 0;
  /** Offsets at which lines begin, in order. */
  readonly #lineStarts: readonly number[];
  readonly #holes: readonly Hole[];
  #nextHole = 0;

  /** `holes` are what each `HOLE` of the text stands for; where there are none, it is a character like any. */
  constructor(text: string, holes: readonly Hole[] = []) {
    if (typeof (text as unknown) !== 'string') {
      throw invalidArgument(
        `A text was expected here, not ${text}.`,
        'Give conditions, orderBy or fields as a text.',
      );
    }
    this.text = text;
    this.#holes = holes;
    this.#lineStarts = lineStarts(text);
  }

  /** The code unit at the position, or `CODE.end`. */
  code(): number {
    return this.position < this.text.length ? this.text.charCodeAt(this.position) : CODE.end;
  }

  /** The code unit `ahead` places further on, or `CODE.end`. */
  peek(ahead: number): number {
    const at = this.position + ahead;
    return at < this.text.length ? this.text.charCodeAt(at) : CODE.end;
  }

  skipSpace(): void {
    const { text } = this;
    while (this.position < text.length && isSpace(text.charCodeAt(this.position))) this.position++;
  }

  /** Moves past the code unit if it is the next one, and says whether it was. */
  take(code: number): boolean {
    if (this.code() !== code) return false;
    this.position++;
    return true;
  }

  /** The hole at the position, if there is one of the kind. Moves past it. */
  takeHole<Kind extends Hole['kind']>(kind: Kind): Extract<Hole, { kind: Kind }> | undefined {
    if (this.#holes.length === 0 || this.code() !== HOLE_CODE) return undefined;
    const hole = this.#holes[this.#nextHole];
    if (hole?.kind !== kind) return undefined;
    this.position++;
    this.#nextHole++;
    return hole as Extract<Hole, { kind: Kind }>;
  }

  /** Whether a hole is inside this piece of the text, where none may be. */
  hasHole(piece: string): boolean {
    return this.#holes.length > 0 && piece.includes(HOLE);
  }

  /** Where the word that begins at the position ends; the position itself where there is none. */
  wordEnd(): number {
    const { text } = this;
    let end = this.position;
    while (end < text.length && isNameCharacter(text.charCodeAt(end))) end++;
    return end;
  }

  /** Whether the whole word at the position is this one, given in lower case; the case read does not count. */
  atWord(word: string): boolean {
    const { text, position } = this;
    for (let i = 0; i < word.length; i++) {
      // Setting bit 5 lowers ASCII letters; nothing but the two cases of a letter becomes that letter.
      if ((text.charCodeAt(position + i) | 0x20) !== word.charCodeAt(i)) return false;
    }
    const after = position + word.length;
    return after >= text.length || !isNameCharacter(text.charCodeAt(after));
  }

  /** Moves past the word if it is the next one, and says whether it was. */
  takeWord(word: string): boolean {
    if (!this.atWord(word)) return false;
    this.position += word.length;
    return true;
  }

  /** The span from `start` to `end`, by default the position. */
  span(start: number, end: number = this.position): Span {
    const starts = this.#lineStarts;
    let line = 0;
    for (let above = starts.length; above - line > 1;) {
      const middle = (line + above) >> 1;
      if ((starts[middle] ?? 0) <= start) line = middle;
      else above = middle;
    }
    return { start, end, line: line + 1, column: start - (starts[line] ?? 0) + 1 };
  }

  /** The error to throw about `start` to `end`. */
  error(start: number, end: number, complaint: Complaint): PsaError {
    return syntaxError(issueAt(this.text, start, end, complaint));
  }

  /** The error to throw where something is missing, or where one character is too many. */
  errorHere(complaint: Complaint): PsaError {
    const end = this.position < this.text.length ? this.position + this.characterLength() : this.position;
    return this.error(this.position, end, complaint);
  }

  /** Code units of the character at the position: 2 for a pair of surrogates. */
  characterLength(): number {
    const point = this.text.codePointAt(this.position);
    return point !== undefined && point > 0xffff ? 2 : 1;
  }
}

const HOLE_CODE = HOLE.charCodeAt(0);

const ONE_LINE = [0];

function lineStarts(text: string): readonly number[] {
  let newline = text.indexOf('\n');
  if (newline < 0) return ONE_LINE;
  const starts = [0];
  for (; newline >= 0; newline = text.indexOf('\n', newline + 1)) starts.push(newline + 1);
  return starts;
}

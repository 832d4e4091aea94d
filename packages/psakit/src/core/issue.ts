/**
 * One thing that is wrong in a text someone wrote, where it stands, and what to write instead.
 *
 * Offsets count UTF-16 code units from 0; `line` and `column` count from 1, as the PSA server does
 * (PROTOCOL 2.5).
 */
export interface Issue {
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly cure: string;
  /** Offset of the first character concerned. */
  readonly start: number;
  /** Offset just after the last character concerned; equal to `start` where something is missing. */
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** The line and column (both from 1) of an offset in a text. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

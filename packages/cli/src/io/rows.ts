import type { Colours } from './colours.js';
import { pad, textWidth, wrap } from './text.js';

/** A name and what is said about it. */
export type Row = readonly [name: string, words: string];

/** Names in one column, words beside them; a long text goes on below its beginning. */
export function layOutRows(rows: readonly Row[], colours: Colours, width: number): string[] {
  const left = Math.max(0, ...rows.map(([name]) => textWidth(name)));
  return rows.flatMap(([name, words]) => {
    const [first = '', ...rest] = wrap(words, Math.max(30, width - left - 4));
    return [
      `  ${colours.cyan(pad(name, left))}  ${first}`.trimEnd(),
      ...rest.map((line) => `${' '.repeat(left + 4)}${line}`),
    ];
  });
}

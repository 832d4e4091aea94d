import type { FieldPath } from '../ast.js';
import { shown } from '../report/shown.js';
import { CODE } from './characters.js';
import { atFieldPath, readFieldPath } from './field-path.js';
import { Scanner } from './scanner.js';

/** An example of each list, for its cures. */
const EXAMPLES = {
  order: 'priority/id, dateEntered desc',
  fields: 'id,summary,status/name',
} as const;

/** Reads field paths separated by commas, each with what `readRest` finds after it. */
export function readFieldList<Term>(
  text: string,
  list: keyof typeof EXAMPLES,
  readRest: (scanner: Scanner, field: FieldPath) => Term,
): readonly Term[] {
  const scanner = new Scanner(text);
  const example = EXAMPLES[list];
  const terms: Term[] = [];
  do {
    scanner.skipSpace();
    if (!atFieldPath(scanner)) {
      throw scanner.errorHere({
        message: text.trim() === '' ? 'The list is empty.' : 'A field name is missing.',
        cure: `Write field names separated by commas, such as ${example}.`,
      });
    }
    const field = readFieldPath(scanner);
    scanner.skipSpace();
    terms.push(readRest(scanner, field));
    scanner.skipSpace();
  } while (scanner.take(CODE.comma));
  if (scanner.position === text.length) return terms;
  const end = Math.max(scanner.wordEnd(), scanner.position + scanner.characterLength());
  throw scanner.error(scanner.position, end, {
    message: `${shown(text.slice(scanner.position, end))} is not expected here.`,
    cure: `Write field names separated by commas, such as ${example}.`,
  });
}

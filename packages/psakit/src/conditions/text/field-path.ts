import type { FieldPath } from '../ast.js';
import { CODE, isDigit } from './characters.js';
import type { Scanner } from './scanner.js';

/** Whether a field can begin at the position: a letter or `_`. */
export function atFieldPath(scanner: Scanner): boolean {
  return scanner.wordEnd() > scanner.position && !isDigit(scanner.code());
}

/** Reads `status/name` at the position, where {@link atFieldPath} holds. */
export function readFieldPath(scanner: Scanner): FieldPath {
  const start = scanner.position;
  const path: string[] = [];
  do {
    const end = scanner.wordEnd();
    if (end === scanner.position) {
      throw scanner.errorHere({
        message: 'A field name is missing after the slash.',
        cure: 'Write the slash between two names without spaces, as in status/name.',
      });
    }
    path.push(scanner.text.slice(scanner.position, end));
    scanner.position = end;
  } while (scanner.take(CODE.slash));
  return { kind: 'field', path, span: scanner.span(start) };
}

/** A path as the API writes it: `status/name`. */
export function printFieldPath(field: FieldPath): string {
  return field.path.join('/');
}

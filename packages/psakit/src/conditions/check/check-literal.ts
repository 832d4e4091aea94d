import { didYouMean } from '../../core/index.js';
import type { Leaf, Literal } from '../ast.js';
import type { Complaint, ValueWord } from '../issue.js';
import { shown } from '../report/shown.js';
import { parseMoment } from '../text/dates.js';
import { printLiteral } from '../text/print.js';
import type { Subject } from './subject.js';
import { familyOf } from './subject.js';

/** What is wrong with one value of a comparison, given what its field holds. */
export function checkLiteral(leaf: Leaf, literal: Literal, subject: Subject): Complaint | undefined {
  if (literal.kind === 'null') return checkNull(leaf, subject.path);
  // A search takes text even where the type of the field is not known.
  if (leaf.kind === 'contains' || leaf.kind === 'like') return expectWord('string', literal, subject);
  switch (familyOf(subject)) {
    case 'any':
    case 'whole':
      return undefined;
    case 'text':
      return expectWord('string', literal, subject);
    case 'number':
      return expectWord('numeric', literal, subject);
    case 'boolean':
      return expectWord('boolean', literal, subject);
    case 'moment':
      return expectWord('datetime', literal, subject);
    case 'enum':
      return checkName(literal, subject);
  }
}

function checkNull(leaf: Leaf, path: string): Complaint | undefined {
  if (leaf.kind === 'compare' && (leaf.operator === '=' || leaf.operator === '!=')) return undefined;
  const outside = leaf.kind === 'in' ? `Take null out of the list and add: or ${path} = null.` : undefined;
  return {
    message: 'null can only be compared with = and !=.',
    cure: outside ?? `Write ${path} = null.`,
  };
}

/** How many names of an enumeration a cure lists. */
const LISTED = 12;

/** The catalog's list may be older than the tenant; it is still the best there is (*assumed*). */
function checkName(literal: Literal, { path, field }: Subject): Complaint | undefined {
  const known = field.enum ?? [];
  const problem = { kind: 'enum-value' } as const;
  const names = known.slice(0, LISTED).map((name) => `"${name}"`);
  const list = `Write one of ${names.join(', ')}${known.length > LISTED ? ', …' : ''}.`;
  if (literal.kind !== 'text') {
    return { message: `${path} holds one of a few names, which are written in quotes.`, cure: list, problem };
  }
  const wanted = literal.value.toLowerCase();
  if (known.some((name) => name.toLowerCase() === wanted)) return undefined;
  const near = didYouMean(literal.value, known);
  return { message: `${shown(literal.value)} is not a value of ${path}.`, cure: near || list, problem };
}

/** The server's word for each literal, and ours. */
const WORDS: Readonly<Record<Literal['kind'], ValueWord>> = {
  text: 'string',
  number: 'numeric',
  boolean: 'boolean',
  null: 'null',
  datetime: 'datetime',
  date: 'datetime',
};
const NOUNS: Readonly<Record<ValueWord, string>> = {
  string: 'text',
  numeric: 'a number',
  boolean: 'true or false',
  datetime: 'a moment',
  null: 'null',
};

function expectWord(expected: ValueWord, literal: Literal, { path }: Subject): Complaint | undefined {
  const found = WORDS[literal.kind];
  if (found === expected) return undefined;
  return {
    message: `${path} takes ${NOUNS[expected]}, not ${NOUNS[found]}.`,
    cure: cureForType(expected, literal),
    problem:
      expected === 'boolean' && found === 'string'
        ? { kind: 'boolean-text' }
        : { kind: 'wrong-type', expected, found },
  };
}

function cureForType(expected: ValueWord, literal: Literal): string {
  const text = literal.kind === 'text' ? literal.value.trim() : '';
  switch (expected) {
    case 'string':
      return `Put the value in quotes: "${printLiteral(literal).replace(/[[\]]/g, '')}".`;
    case 'numeric':
      return /^-?\d+(\.\d+)?$/.test(text)
        ? `Leave out the quotes: ${text}.`
        : 'Write digits without quotes, such as 5.';
    case 'boolean':
      return 'Write true or false, without quotes.';
    default:
      return parseMoment(text)
        ? `Put it in square brackets: [${text}].`
        : 'Write a date as [2024-01-31] or a moment as [2024-01-31T13:30:00Z].';
  }
}

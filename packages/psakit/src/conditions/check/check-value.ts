import type { Field } from '../../catalog/index.js';
import { schema } from '../../catalog/index.js';
import { didYouMean } from '../../core/index.js';
import type { ConditionParameter, Leaf, Literal } from '../ast.js';
import type { Complaint, ConditionIssue, ValueWord } from '../issue.js';
import { issueOn } from '../issue.js';
import { shown } from '../report/shown.js';
import { parseMoment } from '../text/dates.js';
import { printLiteral } from '../text/print.js';
import type { Subject } from './subject.js';

/** What a field takes, as far as operators and literals are concerned. */
type Family = 'text' | 'number' | 'boolean' | 'moment' | 'enum' | 'any' | 'whole';

/** The issue with the operator or the values of a comparison whose field was found, if there is one. */
export function checkValue(
  leaf: Leaf,
  subject: Subject,
  parameter: ConditionParameter,
): ConditionIssue | undefined {
  const family = familyOf(subject);
  const operator = checkOperator(leaf, subject, family, parameter);
  if (operator) return issueOn(leaf.field.span, operator);
  for (const literal of leaf.kind === 'in' ? leaf.values : [leaf.value]) {
    const complaint = checkLiteral(leaf, literal, subject, family);
    if (complaint) return issueOn(literal.span, complaint);
  }
  return undefined;
}

function familyOf({ field, typed }: Subject): Family {
  if (!typed) return 'any';
  if (field.enum) return 'enum';
  switch (field.type) {
    case 'string':
    case 'uuid':
    case 'binary':
      return 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'datetime':
    case 'date':
      return 'moment';
    case 'boolean':
      return 'boolean';
    case 'any':
      return 'any';
    case 'reference':
    case 'object':
    case 'map':
    case 'array':
      return 'whole';
  }
}

function checkOperator(
  leaf: Leaf,
  { path, field }: Subject,
  family: Family,
  parameter: ConditionParameter,
): Complaint | undefined {
  if (leaf.kind === 'in' && parameter !== 'conditions') {
    const joiner = leaf.negated ? 'and' : 'or';
    const sign = leaf.negated ? '!=' : '=';
    return {
      message: `in cannot be used in ${parameter}.`,
      cure: `Write each value out: (${path} ${sign} 1 ${joiner} ${path} ${sign} 2).`,
    };
  }
  const isNullTest = leaf.kind === 'compare' && leaf.value.kind === 'null';
  if (isNullTest) return undefined;
  if (family === 'whole') {
    return {
      message: `${shown(path)} is a whole record; it can only be compared with null.`,
      cure: `Compare a member of it: ${membersOf(path, field)}.`,
      problem: { kind: 'unrecognized-name', path },
    };
  }
  if (leaf.kind === 'contains' || leaf.kind === 'like') {
    if (family === 'text' || family === 'any') return undefined;
    return {
      message: `${leaf.kind} searches text, and ${path} holds ${NOUNS[family]}.`,
      cure: `Use = != ${family === 'number' || family === 'moment' ? '< <= > >= ' : ''}or in.`,
      problem: family === 'enum' ? { kind: 'enum-value' } : undefined,
    };
  }
  const ordered = leaf.kind === 'compare' && leaf.operator !== '=' && leaf.operator !== '!=';
  if (!ordered || (family !== 'boolean' && family !== 'enum')) return undefined;
  return {
    message: `${leaf.operator} orders values, and ${path} holds ${NOUNS[family]}.`,
    cure: family === 'enum' ? 'Use = != or in.' : 'Use = or !=.',
    problem: family === 'enum' ? { kind: 'enum-value' } : undefined,
  };
}

const NOUNS: Readonly<Record<Exclude<Family, 'any' | 'whole'>, string>> = {
  text: 'text',
  number: 'numbers',
  boolean: 'true or false',
  moment: 'moments',
  enum: 'one of a few names',
};

/** Ways to ask for a member of a reference that its schema really has. */
function membersOf(path: string, field: Field): string {
  const members = field.schema === undefined ? undefined : schema(field.schema);
  const examples = [
    ['id', '5'],
    ['identifier', '"abc"'],
    ['name', '"abc"'],
  ].filter(([name]) => members?.field(name ?? ''));
  const [first] = members?.fields ?? [];
  if (examples.length === 0) return `${path}/${first?.name ?? 'id'}`;
  return examples.map(([name, value]) => `${path}/${name ?? ''} = ${value ?? ''}`).join(' or ');
}

function checkLiteral(leaf: Leaf, literal: Literal, subject: Subject, family: Family): Complaint | undefined {
  const { path } = subject;
  if (literal.kind === 'null') {
    if (leaf.kind === 'compare' && (leaf.operator === '=' || leaf.operator === '!=')) return undefined;
    return {
      message: 'null can only be compared with = and !=.',
      cure:
        leaf.kind === 'in'
          ? `Take null out of the list and add: or ${path} = null.`
          : `Write ${path} = null.`,
    };
  }
  if (leaf.kind === 'contains' || leaf.kind === 'like') {
    return literal.kind === 'text' ? undefined : wrongType(subject, 'string', literal);
  }
  switch (family) {
    case 'any':
    case 'whole':
      return undefined;
    case 'text':
      return literal.kind === 'text' ? undefined : wrongType(subject, 'string', literal);
    case 'number':
      return literal.kind === 'number' ? undefined : wrongType(subject, 'numeric', literal);
    case 'boolean':
      return literal.kind === 'boolean' ? undefined : wrongType(subject, 'boolean', literal);
    case 'moment':
      return literal.kind === 'datetime' || literal.kind === 'date'
        ? undefined
        : wrongType(subject, 'datetime', literal);
    case 'enum':
      return checkEnum(subject, literal);
  }
}

/** The catalog's list may be older than the tenant (README of the catalog data); it is still the best there is. */
function checkEnum({ path, field }: Subject, literal: Literal): Complaint | undefined {
  const known = field.enum ?? [];
  const value = literal.kind === 'text' ? literal.value : undefined;
  if (value !== undefined && known.some((name) => name.toLowerCase() === value.toLowerCase()))
    return undefined;
  const list = known
    .slice(0, 12)
    .map((name) => `"${name}"`)
    .join(', ');
  return {
    message:
      value === undefined
        ? `${path} holds one of a few names, which are written in quotes.`
        : `${shown(value)} is not a value of ${path}.`,
    cure:
      (value !== undefined && didYouMean(value, known)) ||
      `Write one of ${list}${known.length > 12 ? ', …' : ''}.`,
    problem: { kind: 'enum-value' },
  };
}

const WORDS: Readonly<Record<Literal['kind'], ValueWord>> = {
  text: 'string',
  number: 'numeric',
  boolean: 'boolean',
  null: 'null',
  datetime: 'datetime',
  date: 'datetime',
};

const LITERAL_NOUNS: Readonly<Record<ValueWord, string>> = {
  string: 'text',
  numeric: 'a number',
  boolean: 'true or false',
  datetime: 'a moment',
  null: 'null',
};

function wrongType({ path }: Subject, expected: ValueWord, literal: Literal): Complaint {
  const found = WORDS[literal.kind];
  return {
    message: `${path} takes ${LITERAL_NOUNS[expected]}, not ${LITERAL_NOUNS[found]}.`,
    cure: cureForType(expected, literal),
    problem:
      expected === 'boolean' && found === 'string'
        ? { kind: 'boolean-text' }
        : { kind: 'wrong-type', expected, found },
  };
}

function cureForType(expected: ValueWord, literal: Literal): string {
  const text = literal.kind === 'text' ? literal.value.trim() : undefined;
  switch (expected) {
    case 'string':
      return `Put the value in quotes: "${printLiteral(literal).replace(/[[\]]/g, '')}".`;
    case 'numeric':
      return text !== undefined && /^-?\d+(\.\d+)?$/.test(text)
        ? `Leave out the quotes: ${text}.`
        : 'Write digits without quotes, such as 5.';
    case 'boolean':
      return 'Write true or false, without quotes.';
    default:
      return text !== undefined && parseMoment(text)
        ? `Put it in square brackets: [${text}].`
        : 'Write a date as [2024-01-31] or a moment as [2024-01-31T13:30:00Z].';
  }
}

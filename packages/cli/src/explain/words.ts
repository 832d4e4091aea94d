import type { FieldType } from 'psakit/catalog';
import type { Comparison, Condition, Literal, TextMatch } from 'psakit/conditions';

/** Conditions as a tree of plain sentences. */
export interface Sentence {
  /** `status/name is "New"`, or what joins the parts: `all of` or `any of`. */
  readonly text: string;
  readonly parts: readonly Sentence[];
}

/** Says in words what conditions select. */
export function sentenceOf(condition: Condition): Sentence {
  switch (condition.kind) {
    case 'and':
      return { text: 'all of these:', parts: condition.items.map(sentenceOf) };
    case 'or':
      return { text: 'any of these:', parts: condition.items.map(sentenceOf) };
    case 'compare':
      return leaf(condition.field.path, comparisonWords(condition));
    case 'contains':
    case 'like':
      return leaf(condition.field.path, textMatchWords(condition));
    case 'in': {
      const values = condition.values.map(valueWords).join(', ');
      return leaf(condition.field.path, `${condition.negated ? 'is none of' : 'is one of'} ${values}`);
    }
  }
}

/** A field's type as a person says it. */
export function typeWords(type: FieldType, maxLength?: number): string {
  const words: Readonly<Record<FieldType, string>> = {
    string: maxLength === undefined ? 'text' : `text, up to ${maxLength}`,
    boolean: 'true or false',
    integer: 'whole number',
    number: 'number',
    datetime: 'date and time',
    date: 'date',
    uuid: 'UUID',
    binary: 'bytes',
    reference: 'reference',
    object: 'structure',
    array: 'list',
    map: 'open structure',
    any: 'any value',
  };
  return words[type];
}

function leaf(path: readonly string[], words: string): Sentence {
  return { text: `${path.join('/')} ${words}`, parts: [] };
}

function comparisonWords({ operator, value }: Comparison): string {
  if (value.kind === 'null') return operator === '=' ? 'is empty' : 'is not empty';
  const time = value.kind === 'datetime' || value.kind === 'date';
  const words: Readonly<Record<Comparison['operator'], string>> = {
    '=': 'is',
    '!=': 'is not',
    '<': time ? 'is before' : 'is less than',
    '<=': time ? 'is at or before' : 'is at most',
    '>': time ? 'is after' : 'is more than',
    '>=': time ? 'is at or after' : 'is at least',
  };
  return `${words[operator]} ${valueWords(value)}`;
}

function textMatchWords({ kind, negated, value }: TextMatch): string {
  const not = negated ? 'does not ' : '';
  const verb = (word: string): string => (negated ? word : `${word}s`);
  if (kind === 'contains') return `${not}${verb('contain')} ${valueWords(value)}`;
  const simple = value.kind === 'text' ? /^([%*]?)([^%*_[\]]+)([%*]?)$/.exec(value.value) : null;
  if (simple) {
    const [, before = '', text = '', after = ''] = simple;
    const part = `"${text}"`;
    if (before !== '' && after !== '') return `${not}${verb('contain')} ${part}`;
    if (after !== '') return `${not}${verb('begin')} with ${part}`;
    if (before !== '') return `${not}${verb('end')} with ${part}`;
  }
  return `${not}${negated ? 'match' : 'matches'} the pattern ${valueWords(value)}`;
}

function valueWords(value: Literal): string {
  switch (value.kind) {
    case 'text':
      return `"${value.value}"`;
    case 'number':
      return value.raw;
    case 'boolean':
      return String(value.value);
    case 'null':
      return 'nothing';
    case 'datetime':
      return value.value.replace('T', ' ').replace('Z', ' UTC');
    case 'date':
      return `${value.value} 00:00 UTC`;
  }
}

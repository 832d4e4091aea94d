import type { Field } from '../../catalog/index.js';
import { schema } from '../../catalog/index.js';
import type { ConditionParameter, Leaf } from '../ast.js';
import type { Complaint } from '../issue.js';
import { shown } from '../report/shown.js';
import type { Family, Subject } from './subject.js';
import { familyOf } from './subject.js';

/** What is wrong with the operator of a comparison, given what its field holds. */
export function checkOperator(
  leaf: Leaf,
  subject: Subject,
  parameter: ConditionParameter,
): Complaint | undefined {
  const { path, field } = subject;
  const family = familyOf(subject);
  if (leaf.kind === 'in' && parameter !== 'conditions') return notInChildren(path, leaf.negated, parameter);
  // null is asked of anything; which operators take it is a matter of the literal.
  if (leaf.kind === 'compare' && leaf.value.kind === 'null') return undefined;
  switch (family) {
    case 'any':
    case 'text':
      return undefined;
    case 'whole':
      return {
        message: `${shown(path)} is a whole record; it can only be compared with null.`,
        cure: `Compare a member of it: ${membersOf(path, field)}.`,
        problem: { kind: 'unrecognized-name', path },
      };
    default:
      return doesNotFit(leaf, path, family);
  }
}

/** DG does not list `in` as available there (PROTOCOL 2.4); the cure means the same (*assumed*). */
function notInChildren(path: string, negated: boolean, parameter: ConditionParameter): Complaint {
  const joiner = negated ? 'and' : 'or';
  const sign = negated ? '!=' : '=';
  return {
    message: `in cannot be used in ${parameter}.`,
    cure: `Write each value out: (${path} ${sign} 1 ${joiner} ${path} ${sign} 2).`,
  };
}

/** What the families that are not text hold, and the operators they take. */
const FAMILIES: Readonly<
  Record<Exclude<Family, 'any' | 'text' | 'whole'>, { noun: string; operators: string }>
> = {
  number: { noun: 'numbers', operators: '= != < <= > >= or in' },
  moment: { noun: 'moments', operators: '= != < <= > >= or in' },
  boolean: { noun: 'true or false', operators: '= or !=' },
  enum: { noun: 'one of a few names', operators: '= != or in' },
};

/** A search in what is no text, or an order of what has none. */
function doesNotFit(leaf: Leaf, path: string, family: keyof typeof FAMILIES): Complaint | undefined {
  const { noun, operators } = FAMILIES[family];
  const complaint = {
    cure: `Use ${operators}.`,
    problem: family === 'enum' ? ({ kind: 'enum-value' } as const) : undefined,
  };
  if (leaf.kind === 'contains' || leaf.kind === 'like') {
    return { message: `${leaf.kind} searches text, and ${path} holds ${noun}.`, ...complaint };
  }
  const ordered = leaf.kind === 'compare' && leaf.operator !== '=' && leaf.operator !== '!=';
  if (!ordered || family === 'number' || family === 'moment') return undefined;
  return { message: `${leaf.operator} orders values, and ${path} holds ${noun}.`, ...complaint };
}

/** Ways to ask for a member of a reference that its schema really has. */
function membersOf(path: string, field: Field): string {
  const members = field.schema === undefined ? undefined : schema(field.schema);
  const examples = ['id = 5', 'identifier = "abc"', 'name = "abc"'].filter((example) =>
    members?.field(example.slice(0, example.indexOf(' '))),
  );
  if (examples.length === 0) return `${path}/${members?.fields[0]?.name ?? 'id'}`;
  return examples.map((example) => `${path}/${example}`).join(' or ');
}

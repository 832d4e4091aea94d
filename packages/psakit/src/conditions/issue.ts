import type { Issue } from '../core/index.js';
import { positionOf, PsaError } from '../core/index.js';
import type { Span } from './ast.js';

/** The words the server uses for kinds of values in its type errors (PROTOCOL 2.5; all but two assumed). */
export type ValueWord = 'boolean' | 'numeric' | 'string' | 'datetime' | 'null';

/**
 * What kind of mistake an issue is, with what the server's own text for it needs. One mistake, two
 * voices: `message` and `cure` are psakit's, `toServerError` renders the server's.
 */
export type ConditionProblem =
  /** Not a sentence of the language, or one that means nothing here. */
  | { readonly kind: 'syntax' }
  /** A bare word where a value is expected. */
  | { readonly kind: 'unrecognized-value'; readonly token: string }
  /** A path that cannot be filtered, as typed. */
  | { readonly kind: 'unrecognized-name'; readonly path: string }
  | { readonly kind: 'wrong-type'; readonly expected: ValueWord; readonly found: ValueWord }
  /** Text compared with a boolean field. */
  | { readonly kind: 'boolean-text' }
  /** A value or operator that an enumeration does not take. */
  | { readonly kind: 'enum-value' };

/** An {@link Issue} of a conditions, orderBy or fields text that also knows what the server would say. */
export interface ConditionIssue extends Issue {
  readonly problem: ConditionProblem;
}

/** Whether an issue carries its {@link ConditionProblem}; issues from elsewhere do not. */
export function isConditionIssue(issue: Issue): issue is ConditionIssue {
  return 'problem' in issue;
}

/** What went wrong and what to do about it; where is a matter of who finds it. */
export interface Complaint {
  readonly message: string;
  readonly cure: string;
  /** Absent means `syntax`. */
  readonly problem?: ConditionProblem | undefined;
}

/** An issue at a place of a text. */
export function issueAt(text: string, start: number, end: number, complaint: Complaint): ConditionIssue {
  const { message, cure, problem } = complaint;
  return { message, cure, start, end, ...positionOf(text, start), problem: problem ?? { kind: 'syntax' } };
}

/** An issue about a node. One that was built has no place, and is reported at the beginning. */
export function issueOn(span: Span | undefined, complaint: Complaint): ConditionIssue {
  const { message, cure, problem } = complaint;
  const { start, end, line, column } = span ?? { start: 0, end: 0, line: 1, column: 1 };
  return { message, cure, start, end, line, column, problem: problem ?? { kind: 'syntax' } };
}

/** The error that a text which cannot be read is thrown as. */
export function syntaxError(issue: ConditionIssue): PsaError {
  return new PsaError({
    code: 'CONDITION_SYNTAX',
    message: `${issue.message} (line ${issue.line}, character ${issue.column})`,
    hint: issue.cure,
    issues: [issue],
  });
}

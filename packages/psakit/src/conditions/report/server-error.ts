import type { Issue } from '../../core/index.js';
import type { ConditionIssue } from '../issue.js';
import { isConditionIssue } from '../issue.js';

/** The answer of the server to a condition it cannot take. */
export interface ServerError {
  /** The HTTP status. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What the server appends to its syntax and type errors (PROTOCOL 2.5, recorded). */
const LITERAL_RULES =
  'String values should be enclosed with double or single quotes; ' +
  'DateTime values should be enclosed in square brackets; ' +
  'numbers should consist of only digits, and optionally a decimal point and a negation sign; ' +
  'boolean values should be indicated with the keywords true or false; ' +
  'null values should be indicated by the keyword null.';

/**
 * The answer the real server gives to the first of these issues, in its own words (PROTOCOL 2.2, 2.5).
 * Syntax errors other than an unrecognized value have no recorded text: they carry the recorded prefix
 * and our message (*assumed*).
 */
export function toServerError(issues: readonly Issue[]): ServerError {
  const [issue] = issues;
  if (!issue) return badCondition('The condition is not valid.');
  return isConditionIssue(issue)
    ? serverError(issue)
    : badCondition(`${syntaxPrefix(issue)}${issue.message}`);
}

function serverError(issue: ConditionIssue): ServerError {
  const { problem } = issue;
  switch (problem.kind) {
    case 'syntax':
      return badCondition(`${syntaxPrefix(issue)}${issue.message}`);
    case 'unrecognized-value':
      return badCondition(`${syntaxPrefix(issue)}Unrecognized value: ${problem.token}\n${LITERAL_RULES}`);
    case 'unrecognized-name':
      return badCondition(`${problem.path} is not a recognized name.`);
    case 'wrong-type':
      return badCondition(`Expected a ${problem.expected} value, not a ${problem.found}. ${LITERAL_RULES}`);
    case 'enum-value':
      return badCondition('Enum value supplied was invalid');
    case 'boolean-text':
      return {
        status: 500,
        code: 'ConnectWiseApi',
        message: 'String was not recognized as a valid Boolean.',
      };
  }
}

function badCondition(message: string): ServerError {
  return { status: 400, code: 'ApiFindCondition', message };
}

function syntaxPrefix({ line, column }: Issue): string {
  return `Condition Syntax Error (Line ${line}, Character ${column}) - `;
}

import { expect, test } from 'vitest';
import { issueAt } from '../issue.js';
import { toServerError } from './server-error.js';

const at = (problem: Parameters<typeof issueAt>[3]['problem']): ReturnType<typeof issueAt> =>
  issueAt('a\nb = 1', 6, 7, { message: 'Ours.', cure: 'Cure.', problem });

test.each([
  [{ kind: 'unrecognized-name', path: 'invoiceDate' } as const, 'invoiceDate is not a recognized name.'],
  [{ kind: 'enum-value' } as const, 'Enum value supplied was invalid'],
  [
    { kind: 'wrong-type', expected: 'boolean', found: 'numeric' } as const,
    'Expected a boolean value, not a numeric. String values should be enclosed with double or single quotes; DateTime values should be enclosed in square brackets; numbers should consist of only digits, and optionally a decimal point and a negation sign; boolean values should be indicated with the keywords true or false; null values should be indicated by the keyword null.',
  ],
  [undefined, 'Condition Syntax Error (Line 2, Character 5) - Ours.'],
])('%o', (problem, message) => {
  expect(toServerError([at(problem)])).toEqual({ status: 400, code: 'ApiFindCondition', message });
});

test('text for a boolean is a failure of the server itself, as recorded', () => {
  expect(toServerError([at({ kind: 'boolean-text' })])).toEqual({
    status: 500,
    code: 'ConnectWiseApi',
    message: 'String was not recognized as a valid Boolean.',
  });
});

test('the first issue decides; an issue from elsewhere and none at all have an answer too', () => {
  expect(toServerError([at({ kind: 'enum-value' }), at(undefined)]).message).toBe(
    'Enum value supplied was invalid',
  );
  const plain = { message: 'Ours.', cure: '', start: 0, end: 0, line: 1, column: 1 };
  expect(toServerError([plain]).message).toBe('Condition Syntax Error (Line 1, Character 1) - Ours.');
  expect(toServerError([]).status).toBe(400);
});

import { describe, expect, test } from 'vitest';
import { schema } from '../../catalog/index.js';
import { prepareOperations } from './operations.js';
import type { PatchOperation } from './types.js';

function prepare(entity: string, ...operations: PatchOperation[]) {
  const owner = schema(entity);
  if (owner === undefined) throw new TypeError(`no schema ${entity}`);
  return prepareOperations(operations, owner);
}

/** As a caller without types would. */
function prepareAny(operations: unknown) {
  const owner = schema('Ticket');
  if (owner === undefined) throw new TypeError('no tickets');
  return prepareOperations(operations as readonly PatchOperation[], owner);
}

describe('operations as they are sent', () => {
  test.each<[string, PatchOperation, PatchOperation]>([
    [
      'Ticket',
      { op: 'Replace', path: '/summary', value: 'x' },
      { op: 'replace', path: 'summary', value: 'x' },
    ],
    [
      'Ticket',
      { op: 'replace', path: 'STATUS', value: { id: 5, name: 'x' } },
      { op: 'replace', path: 'status', value: { id: 5 } },
    ],
    [
      'Ticket',
      { op: 'add', path: 'requiredDate', value: new Date(0) },
      { op: 'add', path: 'requiredDate', value: '1970-01-01T00:00:00Z' },
    ],
    ['Ticket', { op: 'remove', path: 'contact', value: 'ignored' }, { op: 'remove', path: 'contact' }],
    [
      'Contact',
      { op: 'add', path: '/communicationItems/0', value: { value: 'a', _info: {} } },
      { op: 'add', path: 'communicationItems/0', value: { value: 'a' } },
    ],
    [
      'Contact',
      { op: 'add', path: 'communicationItems/-', value: { value: 'a' } },
      { op: 'add', path: 'communicationItems/-', value: { value: 'a' } },
    ],
    [
      'Contact',
      { op: 'replace', path: 'communicationItems/1/Value', value: 'b' },
      { op: 'replace', path: 'communicationItems/1/value', value: 'b' },
    ],
    [
      'Contact',
      { op: 'replace', path: 'integratorTags/0', value: 'b' },
      { op: 'replace', path: 'integratorTags/0', value: 'b' },
    ],
  ])('%s %j', (entity, given, sent) => {
    expect(prepare(entity, given)).toMatchObject({ operations: [sent], findings: [] });
  });

  test.each<[string, PatchOperation, boolean]>([
    ['Ticket', { op: 'replace', path: 'summary', value: 'x' }, true],
    ['Ticket', { op: 'remove', path: 'contact' }, true],
    ['Contact', { op: 'replace', path: 'communicationItems', value: [] }, true],
    ['Contact', { op: 'add', path: 'communicationItems/0', value: {} }, false],
    ['Contact', { op: 'remove', path: 'communicationItems/0' }, false],
    ['Contact', { op: 'replace', path: 'communicationItems/0/value', value: 'x' }, false],
    ['Contact', { op: 'add', path: 'types', value: [] }, false],
  ])('whole values may arrive twice, steps in lists may not: %s %j %s', (entity, operation, repeatable) => {
    expect(prepare(entity, operation).repeatable).toBe(repeatable);
  });
});

describe('operations that are wrong', () => {
  test.each<[string, PatchOperation, string]>([
    [
      'Ticket',
      { op: 'replace', path: 'sumary', value: 'x' },
      `Could not find member 'sumary' on object of type 'Ticket'. Did you mean "summary"?`,
    ],
    ['Ticket', { op: 'replace', path: 'summary' }, 'summary needs a value to replace.'],
    ['Ticket', { op: 'replace', path: 'summary', value: 5 }, 'summary must be a valid string.'],
    ['Ticket', { op: 'replace', path: 'closedFlag', value: true }, 'The closedFlag field is read-only.'],
    [
      'Ticket',
      { op: 'replace', path: 'initialDescription', value: 'x' },
      'The initialDescription field is only taken by a create.',
    ],
    ['Ticket', { op: 'remove', path: 'summary' }, 'The summary field is required.'],
    [
      'Ticket',
      { op: 'replace', path: 'summary/text', value: 'x' },
      'The summary/text field does not exist: summary has no parts.',
    ],
    [
      'Contact',
      { op: 'replace', path: 'communicationItems/value', value: 'x' },
      'communicationItems/value must name an element by its place.',
    ],
    [
      'Contact',
      { op: 'add', path: 'communicationItems/0', value: 'x' },
      'communicationItems/0 must be an object.',
    ],
    [
      'Contact',
      { op: 'replace', path: 'integratorTags/0/x', value: 'x' },
      'The integratorTags/0/x field does not exist: integratorTags has no parts.',
    ],
  ])('%s %j', (entity, operation, message) => {
    expect(prepare(entity, operation).findings.map((finding) => finding.message)).toEqual([message]);
  });

  test('a sub-path of a reference is sent, with advice', () => {
    expect(prepare('Ticket', { op: 'replace', path: 'status/name', value: 'New' })).toMatchObject({
      operations: [{ op: 'replace', path: 'status/name', value: 'New' }],
      findings: [{ weight: 'advice', message: 'Servers may answer 200 to status/name and change nothing.' }],
    });
  });

  test.each([
    [[]],
    [{ summary: 'x' }],
    [[{ op: 'test', path: 'summary' }]],
    [[{ op: 'replace', path: '' }]],
    [[{ op: 'replace', path: 'a//b' }]],
    [[null]],
  ])('what is no list of operations is refused: %j', (operations) => {
    expect(() => prepareAny(operations)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});

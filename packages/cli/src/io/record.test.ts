import { expect, test } from 'vitest';
import { createFakeShell } from '../testing/fake-shell.js';
import { coloursFor } from './colours.js';
import { printRecord } from './record.js';

test('printRecord shows what a person asks for', async () => {
  const shell = createFakeShell();
  await printRecord(
    {
      id: 7,
      summary: 'a\nb',
      company: { id: 3, identifier: 'ACME', name: 'ACME Inc.', _info: { company_href: '/x' } },
      resources: null,
      tags: ['x', 'y'],
      recurrence: { days: 3, until: '2026-01-01' },
      _info: { lastUpdated: '2026-01-01T00:00:00Z', notes_href: '/y' },
      customFields: [{ id: 1, caption: 'Rack', value: 'B7' }],
    },
    shell.stdout,
    coloursFor(shell.stdout, {}),
  );
  expect(shell.out()).toBe(
    [
      '  id                  7',
      '  summary             a␊b',
      '  company             ACME Inc. (id 3, identifier ACME)',
      '  resources',
      '  tags[0]             x',
      '  tags[1]             y',
      '  recurrence/days     3',
      '  recurrence/until    2026-01-01',
      '  _info/lastUpdated   2026-01-01T00:00:00Z',
      '  customFields[Rack]  B7',
      '',
    ].join('\n'),
  );
});

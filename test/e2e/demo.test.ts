import { expect, test } from 'vitest';
import { psa } from '../support/psa.js';

test('the demo prints tickets while later pages are on their way, and says what it cost', async () => {
  const { stdout, stderr, code } = await psa(['demo']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  // Not a terminal: no colour, no cursor movement.
  // eslint-disable-next-line no-control-regex -- the very characters that must not be there
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  const lines = stdout.split('\n');
  const pages = lines.flatMap((line, index) => (/page \d+/i.test(line) ? [index] : []));
  expect(pages.length).toBeGreaterThanOrEqual(6);
  expect(stdout).toMatch(/\d+ tickets/);
  expect(stdout).toMatch(/\d+ requests/);
  expect(stdout).toMatch(/CONNECTWISE_/);
});

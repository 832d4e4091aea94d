import { expect, test } from 'vitest';
import { systemClock } from 'psakit/core';
import { run } from '../run.js';
import { createFakeShell } from '../testing/fake-shell.js';

test('psa demo prints tickets of one page while the next is on its way', async () => {
  const shell = { ...createFakeShell({ env: { CONNECTWISE_SITE: 'nowhere.invalid' } }), clock: systemClock };
  expect(await run(['demo'], shell), shell.err()).toBe(0);
  const out = shell.out();
  const order = [...out.matchAll(/page (\d+) (requested|arrived)/g)].map(
    ([, page, what]) => `${page} ${what}`,
  );
  expect(order.slice(0, 6)).toEqual([
    '1 requested',
    '2 requested',
    '1 arrived',
    '3 requested',
    '2 arrived',
    '4 requested',
  ]);
  const pages = order.filter((step) => step.endsWith('arrived')).length;
  expect(pages).toBeGreaterThanOrEqual(6);
  const rows = out.split('\n').filter((line) => /^ +\d+ {2}Priority/.test(line));
  expect(out).toContain(`${rows.length} tickets found in ${pages} pages.`);
  expect(out).toContain(`${pages} requests spent, ${60 - pages} of 60 a minute left`);
  expect(out).toContain('export CONNECTWISE_SITE=');
  expect(out + shell.err()).not.toContain('\u001b');
});

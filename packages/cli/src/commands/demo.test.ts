import { expect, test } from 'vitest';
import { systemClock } from 'psakit/core';
import { run } from '../run.js';
import { createFakeShell } from '../testing/fake-shell.js';

test('psa demo prints tickets of one page while the next is on its way', async () => {
  const shell = { ...createFakeShell({ env: { CONNECTWISE_SITE: 'nowhere.invalid' } }), clock: systemClock };
  expect(await run(['demo'], shell), shell.err()).toBe(0);
  const out = shell.out();
  const lines = out.split('\n');
  const at = (step: string): number => lines.findIndex((line) => line.includes(step));
  const order = [...out.matchAll(/page (\d+) (requested|arrived)/g)].map(
    ([, page, what]) => `${page} ${what}`,
  );
  const pages = order.filter((step) => step.endsWith('arrived')).length;
  expect(pages).toBeGreaterThanOrEqual(6);
  const isRow = (line: string): boolean => /^ +\d+ {2}Priority/.test(line);
  const rows = lines.filter(isRow);
  for (let page = 1; page < pages; page++) {
    // The request for the next page has left, and the rows of this one go on appearing until it arrives.
    const meanwhile = lines.slice(at(`page ${page + 1} requested`), at(`page ${page + 1} arrived`));
    expect(meanwhile.filter(isRow).length, `rows while page ${page + 1} is on its way`).toBeGreaterThan(0);
  }
  expect(out).toContain(`${rows.length} tickets found in ${pages} pages.`);
  expect(out).toContain(`${pages} requests spent, ${60 - pages} of 60 a minute left`);
  expect(out).toContain('export CONNECTWISE_SITE=');
  expect(out + shell.err()).not.toContain('\u001b');
});

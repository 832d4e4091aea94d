import { expect } from 'vitest';
import { useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

verifies('entities:named', async () => {
  const paths = [
    '/service/tickets',
    '/company/companies',
    '/company/contacts',
    '/company/configurations',
    '/project/projects',
    '/time/entries',
    '/schedule/entries',
    '/finance/agreements',
  ];
  for (const path of paths) {
    const rows = await world.json<Row[]>(`${path}?pageSize=2`);
    expect(rows, path).toHaveLength(2);
    const one = await world.json<Row>(`${path}/${rows[0]!.id}`);
    expect(one).toEqual(rows[0]);
    expect(Object.keys(one).length, `${path} answers records as full as real ones`).toBeGreaterThan(12);
  }
});

import { expect } from 'vitest';
import { authorization, useSandbox } from '../support/sandbox.js';
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

verifies('entities:hrefs', async () => {
  const follow = async (href: string): Promise<Row[]> => {
    const response = await world.sandbox.fetch(encodeURI(href), { headers: authorization(world.sandbox) });
    expect(response.status, href).toBe(200);
    return (await response.json()) as Row[];
  };
  for (const path of ['/service/tickets', '/project/tickets', '/company/companies', '/company/contacts']) {
    for (const { _info } of await world.json<Row[]>(`${path}?pageSize=5`)) {
      const links = Object.entries(_info as Record<string, string>).filter(([name]) =>
        name.endsWith('_href'),
      );
      expect(links.length, path).toBeGreaterThan(4);
      for (const [, href] of links) expect(await follow(href)).toBeInstanceOf(Array);
    }
  }
  const [ticket] = await world.json<Row[]>('/service/tickets?pageSize=1');
  const { documents_href: documents = '' } = ticket!['_info'] as Record<string, string>;
  expect(await follow(documents), 'documents of other records').toEqual([]);
  const [company] = await world.json<Row[]>('/system/documents?recordType=Company&pageSize=1');
  expect(
    await follow(documents.replace(/\?.*/, `?recordType=Company&recordId=${Number(company!['recordId'])}`)),
  ).toHaveLength(1);
});

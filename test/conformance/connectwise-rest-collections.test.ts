import { describe, expect, test } from 'vitest';
import { useConnectWiseRest } from './support/connectwise-rest.js';

const client = useConnectWiseRest();

describe('every collection the client knows', () => {
  /** Paths of the 2022.1 specification, which the client was made from, that the 2025.1 specification does not have. */
  const GONE = [
    'getCompanyBillingSetupsInfoCount',
    'getServiceSlainfoInfo',
    'getSystemInfoMembersmemberIdentifierregextypes',
  ];
  type Method = (this: unknown, ...args: unknown[]) => Promise<unknown>;
  const methodsOf = (api: object, names: RegExp): [string, Method][] =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(api) as object)
      .filter((name) => names.test(name) && !GONE.includes(name))
      .map((name) => [name, (api as Record<string, Method>)[name]!]);
  const apis = (): object[] =>
    Object.entries(client.cwm).flatMap(([name, api]) => (name.endsWith('API') ? [api as object] : []));

  test('answers with a list, a count of the same, and each record by its id', async () => {
    const failures: string[] = [];
    const asked = { lists: 0, counts: 0, records: 0 };
    const attempt = async (
      api: object,
      [name, method]: [string, Method],
      ...args: unknown[]
    ): Promise<unknown> => {
      try {
        return await method.apply(api, args);
      } catch (error) {
        failures.push(`${name}: ${JSON.stringify(error)}`);
        return undefined;
      }
    };
    for (const api of apis()) {
      const byName = new Map(methodsOf(api, /^get/));
      for (const [name, method] of byName) {
        if (/By[A-Z].*Id|By\w+Name|By\w+Identifier|Count$/.test(name) || method.length > 0) continue;
        const rows = await attempt(api, [name, method], { pageSize: 1 });
        asked.lists++;
        if (!Array.isArray(rows)) continue;
        const count = byName.get(`${name}Count`);
        if (count && !GONE.includes(`${name}Count`)) {
          asked.counts++;
          const answer = (await attempt(api, [`${name}Count`, count], {})) as { count: number } | undefined;
          if (answer && answer.count > 0 !== rows.length > 0) failures.push(`${name}Count: ${answer.count}`);
        }
        const one = byName.get(`${name}ById`);
        const { id } = (rows[0] ?? {}) as { id?: number };
        if (!one || id === undefined) continue;
        asked.records++;
        const record = await attempt(api, [`${name}ById`, one], id);
        if (record && JSON.stringify(record) !== JSON.stringify(rows[0]))
          failures.push(`${name}ById: another record`);
      }
    }
    expect(failures).toEqual([]);
    expect(asked.lists).toBeGreaterThan(300);
    expect(asked.counts).toBeGreaterThan(200);
    expect(asked.records).toBeGreaterThan(50);
  });

  test.each([
    [
      'below a ticket',
      () => client.cwm.ServiceAPI,
      /^getServiceTicketsByParentId[A-Z]\w*$/,
      '/service/tickets',
    ],
    ['below a board', () => client.cwm.ServiceAPI, /^getServiceBoardsByParentId[A-Z]\w*$/, '/service/boards'],
    [
      'below a company',
      () => client.cwm.CompanyAPI,
      /^getCompanyCompaniesByParentId[A-Z]\w*$/,
      '/company/companies',
    ],
    [
      'below a contact',
      () => client.cwm.CompanyAPI,
      /^getCompanyContactsByParentId[A-Z]\w*$/,
      '/company/contacts',
    ],
    [
      'below an agreement',
      () => client.cwm.FinanceAPI,
      /^getFinanceAgreementsByParentId[A-Z]\w*$/,
      '/finance/agreements',
    ],
    [
      'below a project',
      () => client.cwm.ProjectAPI,
      /^getProjectProjectsByParentId[A-Z]\w*$/,
      '/project/projects',
    ],
    ['below a member', () => client.cwm.SystemAPI, /^getSystemMembersByParentId[A-Z]\w*$/, '/system/members'],
  ] as const)('%s', async (_, api, names, path) => {
    const [parent] = (await client.cwm.request({ path, params: { pageSize: 1 } })) as { id: number }[];
    const methods = methodsOf(api(), names).filter(
      ([name, method]) => method.length === 1 && !name.includes('ById'),
    );
    expect(methods.length).toBeGreaterThan(3);
    for (const [name, method] of methods) {
      const answer = await method.call(api(), parent!.id);
      if (name.endsWith('Count')) expect(answer, name).toMatchObject({ count: expect.any(Number) });
      else expect(answer, name).toBeInstanceOf(Array);
    }
  });
});

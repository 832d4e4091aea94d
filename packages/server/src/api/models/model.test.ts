import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createModels, type ModelAge } from './model.js';

const age = (notIn: string, more: Partial<ModelAge>): ModelAge => ({
  notIn,
  members: [],
  paths: [],
  pathsAlone: [],
  ...more,
});
const models = createModels([
  age('2025.1', { members: [{ schema: 'Company', names: ['creditLimit'] }] }),
  age('2019.5', { paths: ['/company/communicationTypes'], pathsAlone: ['/company/contacts'] }),
  age('2022.1', { members: [{ schema: 'Ticket', names: ['escalationLevel', 'minutesWaiting'] }] }),
]);

const asked = (accept: string | undefined): string | undefined =>
  models.asked({ header: (name) => (name === 'accept' ? accept : undefined) })?.version;

test.each([
  ['application/vnd.connectwise.com+json; version=2022.1', '2022.1'],
  ['Application/vnd.ConnectWise.com+json ; Version = "2019.5"', '2019.5'],
  ['application/vnd.connectwise.com+json; q=1; version=3.0.0, application/json', '3.0.0'],
  ['application/vnd.connectwise.com+json', undefined],
  ['application/vnd.connectwise.com+json; version=', undefined],
  ['application/vnd.connectwise.com+json; version=2022', undefined],
  ['application/vnd.connectwise.com+json; version=2022.1.0.0.0', undefined],
  ['application/vnd.connectwise.com+json; version=2025.2', undefined],
  ['application/json; version=2022.1', undefined],
  ['application/json, application/vnd.connectwise.com+json; version=2022.1', undefined],
  ['', undefined],
  [undefined, undefined],
])('Accept: %s', (accept, version) => {
  expect(asked(accept)).toBe(version);
});

test('what came after a version came after all older ones', () => {
  const lacking = (version: string): boolean[] => {
    const model = models.named(version);
    return [
      model?.lacks('Company', 'creditLimit') ?? false,
      model?.lacks('Ticket', 'minutesWaiting') ?? false,
      model?.lacksPath('/company/communicationTypes/{id}') ?? false,
    ];
  };
  expect(lacking('2026.1')).toEqual([false, false, false]);
  expect(lacking('v2025.1')).toEqual([true, false, false]);
  expect(lacking('2022.2')).toEqual([true, false, false]);
  expect(lacking('2022.1')).toEqual([true, true, false]);
  expect(lacking('2020.4')).toEqual([true, true, false]);
  expect(lacking('2019.5')).toEqual([true, true, true]);
  expect(lacking('3.0.0')).toEqual([true, true, true]);
});

test('a path is lacking with all below it, unless it stands alone', () => {
  const model = models.named('2019.1');
  expect(
    ['/company/communicationTypesX', '/company/contacts', '/company/contacts/{id}', '/company'].map((path) =>
      model?.lacksPath(path),
    ),
  ).toEqual([false, true, false, false]);
});

test('versions are compared by number', () => {
  const version = fc.tuple(fc.integer({ min: 1, max: 2100 }), fc.integer({ min: 0, max: 99 }));
  fc.assert(
    fc.property(version, ([year, release]) => {
      const found = models.named(`${year}.${release}`);
      const isOld = year < 2025 || (year === 2025 && release <= 1);
      expect(found?.lacks('Company', 'creditLimit') ?? false).toBe(isOld);
    }),
  );
});

import { operations, schema } from 'psakit/catalog';
import { expect, test } from 'vitest';
import { MODEL_AGES } from './ages.js';

test('every member and every path is one of the catalog, and stands once', () => {
  const members = MODEL_AGES.flatMap((age) =>
    age.members.flatMap((each) => each.names.map((name) => ({ schema: each.schema, name }))),
  );
  const unknown = members.filter((each) => schema(each.schema)?.field(each.name)?.name !== each.name);
  expect(unknown).toEqual([]);
  const spelled = members.map((each) => `${each.schema}.${each.name}`);
  expect(spelled.filter((each, index) => spelled.indexOf(each) !== index)).toEqual([]);

  const known = [...new Set(operations().map(({ path }) => path))];
  const paths = MODEL_AGES.flatMap((age) => [...age.paths, ...age.pathsAlone]);
  expect(paths.filter((path) => !known.some((each) => each === path || each.startsWith(`${path}/`)))).toEqual(
    [],
  );
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
});

test('no version lacks the id of a record, or what a write of it needs', () => {
  const lacking = MODEL_AGES.flatMap(({ members }) =>
    members.flatMap((each) => each.names.map((name) => schema(each.schema)?.field(name))),
  );
  expect(lacking.filter((field) => field?.required === true || field?.name === 'id')).toEqual([]);
});

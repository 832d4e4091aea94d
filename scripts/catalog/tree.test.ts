import { describe, expect, test } from 'vitest';
import type { Api, Operation } from './model.js';
import { writeTree } from './tree.js';

function read(path: string): Operation {
  const response = { schema: 'Usage', array: true };
  const parameters: Operation['parameters'] = [];
  return {
    method: 'GET',
    path,
    specPath: path,
    parameters,
    listParameters: false,
    status: 200,
    response,
    mediaType: 'application/json',
  };
}

/** An API with so many collections, and the same two operations below a record of each. */
function api(collections: number): Api {
  const paths = Array.from({ length: collections }, (_, index) => `/home/lamps${String(index)}/{id}/usages`);
  return {
    version: '1',
    schemas: [],
    operations: paths.flatMap((path) => [read(path), read(`${path}/list`)]),
  };
}

describe('the tree of chains', () => {
  test('declares once what lies below many records, under the name of its segment', () => {
    const tree = writeTree(api(12), []);
    expect(tree).toContain('export type Usages = {');
    expect(tree.match(/readonly usages: Usages;/g)).toHaveLength(12);
    expect(tree.match(/readonly list: /g)).toHaveLength(1);
  });

  test('leaves in its place what is met a few times', () => {
    const tree = writeTree(api(3), []);
    expect(tree).not.toContain('Usages;');
    expect(tree.match(/readonly list: /g)).toHaveLength(3);
  });
});

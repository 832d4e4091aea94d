import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchPath, operations, pathTree, resources, type Operation, type PathNode } from './index.js';

/** A request path that means an operation, with an id where one is due. */
function requestPath(operation: Operation): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((entry) => entry.in === 'path' && entry.name === name);
    return parameter?.type === 'integer' ? '54321' : 'jdoe';
  });
}

describe('matchPath', () => {
  test('reaches every operation by its path and method', () => {
    const lost = operations().filter(
      (operation) => matchPath(requestPath(operation))?.operations[operation.method] !== operation,
    );
    expect(lost.map(({ method, specPath }) => `${method} ${specPath}`)).toEqual([]);
  });

  test('reaches every operation as the specification spells its path, where that is a path', () => {
    const lost = operations().filter(
      ({ specPath, path }) =>
        specPath !== path && matchPath(specPath.replace(/\{(\w+)\}/g, '54321'))?.path !== path,
    );
    expect([...new Set(lost.map(({ specPath }) => specPath))]).toMatchInlineSnapshot(`
      [
        "/finance/agreements/types{id}/copy",
      ]
    `);
  });

  test.each(['/service/tickets/5/notes', 'service/tickets/5/notes', '//SERVICE/Tickets//5/Notes/'])(
    '%s',
    (path) => {
      const match = matchPath(path);
      expect(match).toMatchObject({
        path: '/service/tickets/{parentId}/notes',
        parameters: { parentId: '5' },
      });
      expect(match?.place).toMatchObject({ kind: 'collection', resource: { name: 'service/tickets/notes' } });
      expect(Object.keys(match?.operations ?? {}).sort()).toEqual(['GET', 'POST']);
    },
  );

  test.each([
    ['/service/tickets', 'collection', 'service/tickets'],
    ['/service/tickets/5', 'item', 'service/tickets'],
    ['/service/tickets/count', 'count', 'service/tickets'],
    ['/service/tickets/5/notes/7', 'item', 'service/tickets/notes'],
    ['/company/entitytypes/info', 'collection', 'company/entityTypes/info'],
    ['/service/tickets/5/info', 'item', 'service/tickets/info'],
    ['/sales/service/priority/info/count', 'count', 'service/priority/info'],
    ['/procurement/catalog/vendors/5', 'collection', 'procurement/catalog/vendors'],
  ])('%s is the %s of %s', (path, kind, name) => {
    expect(matchPath(path)?.place).toMatchObject({ kind, resource: { name } });
  });

  test.each([
    '/service/tickets/search',
    '/system/info',
    '/service/tickets/5/merge',
    '/service/tickets/calculateSla',
  ])('%s is a place of no resource', (path) => {
    expect(matchPath(path)).toMatchObject({ path: path.replace('5', '{parentId}') });
    expect(matchPath(path)?.place).toBeUndefined();
  });

  test('a number is an id, a text an identifier, where both are possible', () => {
    expect(matchPath('/system/members/5')).toMatchObject({
      path: '/system/members/{id}',
      parameters: { id: '5' },
    });
    expect(matchPath('/system/members/jdoe')).toMatchObject({
      path: '/system/members/{memberIdentifier}',
      parameters: { memberIdentifier: 'jdoe' },
    });
    expect(matchPath('/system/members/jdoe/tokens')?.parameters).toEqual({ memberIdentifier: 'jdoe' });
  });

  test('decodes parameters, and leaves alone what cannot be decoded', () => {
    expect(matchPath('/system/reports/Service%20Board')?.parameters).toEqual({ reportName: 'Service Board' });
    expect(matchPath('/system/reports/100%')?.parameters).toEqual({ reportName: '100%' });
  });

  test.each([
    '',
    '/',
    '/service',
    '/service/nothing',
    '/service/tickets/5/nothing',
    '/finance/payments',
    '/__proto__',
  ])('nothing is at "%s"', (path) => {
    expect(matchPath(path)).toBeUndefined();
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        matchPath(path);
      }),
    );
  });
});

describe('pathTree', () => {
  const nodes = (node: PathNode): PathNode[] => [
    node,
    ...[...node.children.values()].flatMap(nodes),
    ...(node.parameter ? nodes(node.parameter.node) : []),
  ];

  test('holds each method of each place once', () => {
    const held = nodes(pathTree()).flatMap((node) => Object.values(node.operations));
    const twins = operations().filter((operation) => !held.includes(operation));
    // Where a number and a text tell two paths apart, the tree shows one of them.
    expect(twins.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /system/info/members/{memberIdentifier}',
      'GET /system/members/{memberIdentifier}',
    ]);
  });

  test('leads to every collection, and to what lies below one record', () => {
    const paths = new Set(nodes(pathTree()).map(({ operations: own }) => own.GET?.path));
    expect(resources().filter(({ path }) => !paths.has(path))).toEqual([]);
    const ticket = pathTree().children.get('service')?.children.get('tickets')?.parameter?.node;
    expect([...(ticket?.children.keys() ?? [])].sort()).toEqual([
      'activities',
      'allNotes',
      'attachChildren',
      'configurations',
      'convert',
      'copy',
      'documents',
      'info',
      'merge',
      'notes',
      'products',
      'scheduleentries',
      'tasks',
      'timeentries',
    ]);
  });
});

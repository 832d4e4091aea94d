import { describe, expect, test } from 'vitest';
import { decodeSchema } from './decode.js';
import { SCHEMAS } from './generated/data.js';
import { CATALOG_VERSION, operations, resourceNamed, resources, schema, schemas } from './index.js';

describe('the generated data', () => {
  test('accounts for everything in the specification', () => {
    expect(CATALOG_VERSION).toBe('2025.1');
    expect({
      paths: new Set(operations().map(({ specPath }) => specPath)).size,
      operations: new Set(operations().map(({ method, specPath }) => `${method} ${specPath}`)).size,
      schemas: new Set(schemas().map(({ name }) => name)).size,
      fields: schemas().flatMap(({ fields }) => fields).length,
      resources: new Set(resources().map(({ name }) => name)).size,
    }).toEqual({ paths: 1815, operations: 3053, schemas: 829, fields: 8536, resources: 674 });
    expect(operations()).toHaveLength(3053);
    expect(resources()).toHaveLength(674);
    const count = (method: string): number =>
      operations().filter((operation) => operation.method === method).length;
    expect(
      Object.fromEntries(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, count(method)])),
    ).toEqual({
      GET: 1712,
      POST: 386,
      PUT: 323,
      PATCH: 325,
      DELETE: 307,
    });
  });

  test('reads back whole: every field, shape and entity leads somewhere', () => {
    for (const { name, fields } of schemas()) {
      for (const field of fields) {
        expect(field.name, name).not.toBe('');
        if (field.schema !== undefined) expect(schema(field.schema), `${name}.${field.name}`).toBeDefined();
        expect(field.items !== undefined, `${name}.${field.name}`).toBe(field.type === 'array');
      }
    }
    for (const { method, path, body, response, status } of operations()) {
      expect(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], path).toContain(method);
      expect([200, 201, 204, 207], `${method} ${path}`).toContain(status);
      for (const shape of [body, response]) {
        if (shape?.schema !== undefined) expect(schema(shape.schema), `${method} ${path}`).toBeDefined();
      }
    }
    for (const { name, entity } of resources()) expect(schema(entity), name).toBeDefined();
    expect(SCHEMAS.split('\n').map(decodeSchema)).toHaveLength(829);
  });

  test('gives an operation as the specification has it', () => {
    const find = (method: string, path: string): unknown =>
      operations().find((operation) => operation.method === method && operation.path === path);
    expect(find('POST', '/service/tickets')).toEqual({
      method: 'POST',
      path: '/service/tickets',
      specPath: '/service/tickets',
      parameters: [],
      listParameters: false,
      body: { schema: 'Ticket', array: false },
      status: 201,
      response: { schema: 'Ticket', array: false },
      mediaType: 'application/json',
    });
    expect(find('GET', '/service/tickets/{parentId}/notes')).toMatchObject({
      parameters: [{ name: 'parentId', in: 'path', type: 'integer' }],
      listParameters: true,
      body: undefined,
      response: { schema: 'ServiceNote', array: true },
    });
    expect(find('PATCH', '/service/tickets/{id}')).toMatchObject({
      body: { schema: 'PatchOperation', array: true },
    });
    expect(find('DELETE', '/service/tickets/{id}')).toMatchObject({ status: 204, response: undefined });
    expect(find('GET', '/finance/invoices/{id}/pdf')).toMatchObject({
      mediaType: 'application/pdf',
      response: { type: 'binary', array: false },
    });
    expect(find('GET', '/system/documents')).toMatchObject({
      parameters: [
        { name: 'recordType', in: 'query', type: 'string' },
        { name: 'recordId', in: 'query', type: 'integer' },
      ],
    });
    expect(find('GET', '/system/reports/{reportName}')).toMatchObject({
      parameters: [{ name: 'reportName', in: 'path', type: 'string' }],
    });
  });

  test('gives a resource as the overrides complete it', () => {
    expect(resourceNamed('service/tickets')).toMatchObject({
      path: '/service/tickets',
      itemPath: '/service/tickets/{id}',
      module: 'service',
      parents: [],
      entity: 'Ticket',
      key: 'id',
      forwardOnly: true,
      countable: true,
      shortNames: ['tickets'],
      trigrams: ['summary'],
    });
    expect(resourceNamed('service/tickets/notes')).toMatchObject({
      path: '/service/tickets/{parentId}/notes',
      itemPath: '/service/tickets/{parentId}/notes/{id}',
      parents: ['parentId'],
      entity: 'ServiceNote',
      view: undefined,
    });
    expect(resourceNamed('system/audittrail')).toMatchObject({ key: undefined, forwardOnly: false });
    expect(resourceNamed('tickets')).toBeUndefined();
  });

  test('names each resource once, by its path where two would share a name', () => {
    const folded = new Set(resources().map(({ name }) => name.toLowerCase()));
    expect(folded.size).toBe(resources().length);
    const byTemplate = resources().filter(({ name }) => name.includes('{'));
    expect(byTemplate.map(({ name, path }) => [`/${name}` === path, name])).toMatchInlineSnapshot(`
      [
        [
          true,
          "project/projectTemplates/{grandparentId}/projectTemplateTickets/{parentId}/tasks",
        ],
        [
          true,
          "project/projectTemplates/{parentId}/projectTemplatePhases",
        ],
        [
          true,
          "project/projectTemplates/{parentId}/projectTemplateTickets",
        ],
        [
          true,
          "system/workflowActions/{parentId}/automateParameters",
        ],
        [
          true,
          "system/workflows/userdefinedfields/events/{grandparentId}/actions/{parentId}",
        ],
        [
          true,
          "system/workflows/{grandparentId}/events/{parentId}/actions",
        ],
        [
          true,
          "system/workflows/{grandparentId}/triggers/{parentId}/options",
        ],
        [
          true,
          "system/workflows/{parentId}/attachments",
        ],
        [
          true,
          "system/workflows/{parentId}/events",
        ],
        [
          true,
          "system/workflows/{parentId}/notifyTypes",
        ],
        [
          true,
          "system/workflows/{parentId}/triggers",
        ],
      ]
    `);
  });
});

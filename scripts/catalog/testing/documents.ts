/*
 * One small API twice: as the facts file of this project has it, and as the vendor's own file would say
 * the same, with versioned media types, prose, dotted schema names, inline parameters and `allOf`.
 */
import type { Overrides } from '../overrides.js';

interface Document {
  info: { version: string };
  paths: Record<string, Record<string, unknown>>;
  components: { parameters?: Record<string, unknown>; schemas: Record<string, unknown> };
}

const LIST_NAMES = ['conditions', 'childConditions', 'customFieldConditions', 'orderBy', 'fields', 'page'];
const LIST = [...LIST_NAMES, 'pageSize', 'pageId'];

const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

function answer(schema: unknown, mediaType = 'application/json'): unknown {
  return { '200': { description: 'OK', content: { [mediaType]: { schema } } } };
}

/** The form of this project's facts: shared parameters, bare media types, names without dots. */
export function factsDocument(): Document {
  const list = LIST.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const lamp = { $ref: '#/components/schemas/HomeLamp' };
  return {
    info: { version: '2025.16' },
    paths: {
      '/home/lamps': {
        get: { parameters: list, responses: answer({ type: 'array', items: lamp }) },
        post: {
          requestBody: { content: { 'application/json': { schema: lamp } } },
          responses: { '201': { content: { 'application/json': { schema: lamp } } } },
        },
      },
      '/home/lamps/count': {
        get: { parameters: list, responses: answer({ $ref: '#/components/schemas/Count' }) },
      },
      '/home/lamps/{id}': {
        get: { parameters: [id, ...list], responses: answer(lamp) },
        delete: {
          parameters: [id],
          responses: { '204': { content: { 'application/json': { schema: {} } } } },
        },
      },
      '/home/lamps/{id}/picture/': {
        get: {
          parameters: [id],
          responses: answer({ type: 'string', format: 'binary' }, 'application/octet-stream'),
        },
      },
    },
    components: {
      parameters: Object.fromEntries(
        LIST.map((name) => [
          name,
          { name, in: 'query', schema: { type: name.startsWith('page') ? 'integer' : 'string' } },
        ]),
      ),
      schemas: {
        HomeLamp: {
          type: 'object',
          required: ['name'],
          properties: {
            id: { type: 'integer', format: 'int32' },
            name: { type: 'string', maxLength: 30 },
            colour: { type: 'string', nullable: true, enum: ['Red', 'Green'] },
            litFlag: { type: 'boolean', nullable: true },
            room: { $ref: '#/components/schemas/RoomReference' },
            boughtDate: { type: 'string' },
            tags: { type: 'array', items: { type: 'string' } },
            _info: { type: 'object', additionalProperties: { type: 'string' } },
          },
        },
        RoomReference: {
          type: 'object',
          properties: { id: { type: 'integer', format: 'int32', nullable: true }, name: { type: 'string' } },
        },
        Count: { type: 'object', properties: { count: { type: 'integer', format: 'int32' } } },
      },
    },
  };
}

/** The same API in the vendor's form. */
export function vendorDocument(): Document {
  const document = factsDocument();
  const shared = document.components.parameters ?? {};
  const header = { name: 'clientId', in: 'header', required: true, schema: { type: 'string' } };
  const text = JSON.stringify(document)
    .replaceAll('"application/json"', '"application/vnd.connectwise.com+json; version=2025.16"')
    .replaceAll('schemas/HomeLamp', 'schemas/Home.Lamp')
    .replaceAll('"HomeLamp"', '"Home.Lamp"')
    .replaceAll(/\{"\$ref":"#\/components\/parameters\/(\w+)"\}/g, (_, name: string) =>
      JSON.stringify(shared[name]),
    )
    .replace(
      '"room":{"$ref":"#/components/schemas/RoomReference"}',
      '"room":{"allOf":[{"$ref":"#/components/schemas/RoomReference"}],"nullable":false,"description":"Where it is."}',
    )
    .replaceAll('"parameters":[', `"parameters":[${JSON.stringify(header)},`)
    .replaceAll('"type":"boolean"', '"type":"boolean","description":"Gets or sets it."');
  const vendor = JSON.parse(text) as Document;
  delete vendor.components.parameters;
  return vendor;
}

/** Overrides that fit both documents. */
export function overrides(): Overrides {
  const source = 'test';
  return {
    paths: {
      templates: [],
      spellings: [],
      parameterNames: [],
      queryParameters: [],
      pathParameters: [],
      responses: [],
      bodies: [],
    },
    fields: {
      moments: [{ type: 'datetime', names: ['boughtDate'], source }],
      notMoments: [],
      types: [],
      added: [{ schema: 'HomeLamp', field: 'watts', type: 'number', source }],
      aliases: [],
      readOnly: [{ schema: '*', names: ['id', '_info'], source }],
      writeOnly: [],
      createOnly: [],
    },
    resources: {
      notCollections: [],
      places: [],
      pagedByNumber: [],
      views: [],
      facts: [{ resource: 'home/lamps', shortNames: ['lamps'], indexes: ['room/id,name'], source }],
    },
  };
}

import { matchPath, operations, schema, type Operation, type Resource } from 'psakit/catalog';
import { API } from '../../support/sandbox.js';
import type { Dice } from './dice.js';
import { conditions, fields, orderBy } from './texts.js';
import { anyValue, body, fieldValue, NASTY_NUMBERS, NASTY_TEXTS, nested } from './values.js';

/** A request as it goes over the wire, before the headers that every request has. */
export interface FuzzRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

const ALL = operations();

/** What most of the traffic is about, and where most of the rules are. */
const BUSY = ALL.filter(({ path }) =>
  /^\/(service\/tickets|time\/entries|schedule\/entries|company\/(companies|contacts|configurations)|system\/(callbacks|documents|members|bundles|reports)|finance\/(agreements|invoices)|project\/(projects|tickets)|sales|procurement)/.test(
    path,
  ),
);

/** Ids of records that exist, by the path of their collection. */
export type LivingIds = ReadonlyMap<string, readonly (number | string)[]>;

/** A request that is nearly one of the catalog's. */
export function fuzzRequest(dice: Dice, living: LivingIds): FuzzRequest {
  const operation = dice.pick(dice.chance(0.6) ? BUSY : ALL);
  const spoiled = dice.pick([0, 0, 0.01, 0.05, 0.3]);
  const method = dice.chance(0.02)
    ? dice.pick(['HEAD', 'OPTIONS', 'LINK', 'GET', 'DELETE'])
    : operation.method;
  const query = queryOf(dice, operation, spoiled);
  const sent = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(dice, operation, spoiled);
  return {
    method,
    target: API + pathOf(dice, operation.path, spoiled, living) + query,
    headers: { ...(sent && { 'content-type': sent.type }), ...oddHeaders(dice, spoiled) },
    body: sent?.bytes,
  };
}

function pathOf(dice: Dice, template: string, spoiled: number, living: LivingIds): string {
  const segments = template.split('/');
  const path = segments
    .map((segment, index) => {
      if (!segment.startsWith('{')) return dice.chance(spoiled / 3) ? spelledOddly(dice, segment) : segment;
      if (dice.chance(0.05 + spoiled))
        return encoded(dice, dice.pick([...NASTY_TEXTS, ...NASTY_NUMBERS].map(String)));
      const known = living.get(segments.slice(0, index).join('/')) ?? [];
      return encodeURIComponent(dice.pick(known.length > 0 ? known : [1, 1, 2, 3]));
    })
    .join('/');
  return dice.chance(0.02) ? path + dice.pick(['/', '//', '/.', '/..', '/%2e%2e', '%00', '/1', '\\']) : path;
}

function spelledOddly(dice: Dice, segment: string): string {
  return dice.pick([
    segment.toUpperCase(),
    encodeURIComponent(segment),
    everyByteEncoded(segment),
    `${segment};x=1`,
    `${segment}%20`,
    `./${segment}`,
    `../${segment}`,
  ]);
}

/** Every letter percent-encoded. */
function everyByteEncoded(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Percent-encoded, twice, badly, or as overlong bytes. */
function encoded(dice: Dice, text: string): string {
  const once = everyByteEncoded(text);
  return dice.weighed([
    [6, once],
    [1, once.replaceAll('%', '%25')],
    [1, `${once}%`],
    [1, '%c0%ae%c0%ae%c0%af'],
    [1, '%ff%fe'],
    [1, '%zz'],
    [1, '%u0041'],
  ]);
}

function queryOf(dice: Dice, operation: Operation, spoiled: number): string {
  const resource = resourceOf(operation);
  const parts: string[] = [];
  const add = (name: string, value: string): void => {
    const spelled = dice.chance(0.1) ? name.toUpperCase() : name;
    parts.push(`${spelled}=${dice.chance(spoiled) ? encoded(dice, value) : encodeWell(value)}`);
  };
  if (resource && dice.chance(0.6)) add('conditions', conditions(dice, resource));
  if (resource && dice.chance(0.1)) add('childConditions', conditions(dice, resource));
  if (resource && dice.chance(0.1)) add('customFieldConditions', customFieldConditions(dice));
  if (resource && dice.chance(0.2)) add('orderBy', orderBy(dice, resource));
  if (resource && dice.chance(0.2)) add('fields', fields(dice, resource));
  for (const name of ['page', 'pageSize', 'pageId']) {
    if (dice.chance(0.15)) add(name, dice.chance(0.8) ? String(1 + dice.below(20)) : nastyWord(dice));
  }
  if (dice.chance(0.05)) add(dice.pick([...NASTY_TEXTS, 'columns', 'recordType']), nastyWord(dice));
  if (dice.chance(0.02))
    parts.push(dice.pick(['&&&', '=', '?', '%', '%ff=%ff', '+', 'a[b]=1', '__proto__[x]=1', '#']));
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function customFieldConditions(dice: Dice): string {
  return `caption="${dice.pick(['Region', ...NASTY_TEXTS])}" and value ${dice.pick(['=', 'like', '>'])} ${dice.pick(['1', '"a%"', 'null', '""'])}`;
}

function nastyWord(dice: Dice): string {
  return String(dice.chance(0.5) ? dice.pick(NASTY_TEXTS) : dice.pick(NASTY_NUMBERS));
}

/** `encodeURIComponent` that takes halves of surrogate pairs. */
function encodeWell(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

function resourceOf(operation: Operation): Resource | undefined {
  return matchPath(operation.path.replace(/\{\w+\}/g, '1'))?.place?.resource;
}

interface SentBody {
  readonly type: string;
  readonly bytes: Buffer;
}

function bodyOf(dice: Dice, operation: Operation, spoiled: number): SentBody | undefined {
  const { method, path } = operation;
  if (method === 'DELETE' && !path.endsWith('/bulk')) return undefined;
  if (path.startsWith('/system/documents') && method === 'POST') return form(dice, spoiled);
  const text = JSON.stringify(valueFor(dice, operation, spoiled));
  const type = dice.chance(spoiled / 2)
    ? dice.pick(['text/plain', 'application/xml', 'multipart/form-data', '\x01'])
    : 'application/json';
  return { type, bytes: spoilt(dice, Buffer.from(text), spoiled) };
}

function valueFor(dice: Dice, operation: Operation, spoiled: number): unknown {
  const { method, path, body: shape } = operation;
  if (dice.chance(spoiled / 4)) return anyValue(dice);
  if (method === 'PATCH') return steps(dice, operation, spoiled);
  if (path.startsWith('/system/bundles')) return bundle(dice, spoiled);
  if (path.endsWith('/search')) return search(dice, operation);
  if (method === 'DELETE') return { ids: [1, dice.pick(NASTY_NUMBERS), 2] };
  if (shape?.schema === undefined) return anyValue(dice);
  const one = (): unknown => body(dice, shape.schema ?? '', spoiled);
  return shape.array ? Array.from({ length: dice.below(4) }, one) : one();
}

function steps(dice: Dice, operation: Operation, spoiled: number): unknown {
  const entity = schema(operation.response?.schema ?? '');
  return Array.from({ length: dice.pick([0, 1, 1, 2, 3]) }, () => {
    const field = entity && entity.fields.length > 0 ? dice.pick(entity.fields) : undefined;
    const name = field?.name ?? 'name';
    const ends = [
      '',
      '',
      '',
      '/id',
      '/0',
      '/-',
      '/0/value',
      '/99999999999',
      '/__proto__/x',
      '/constructor/prototype/x',
    ];
    return {
      op: dice.chance(spoiled)
        ? anyValue(dice)
        : dice.pick(['replace', 'replace', 'add', 'remove', 'Replace', 'test', 'move']),
      path: dice.chance(spoiled) ? dice.pick(NASTY_TEXTS) : dice.pick(['', '/']) + name + dice.pick(ends),
      value: field ? fieldValue(dice, field, field.type, spoiled, 0) : anyValue(dice),
    };
  });
}

function search(dice: Dice, operation: Operation): unknown {
  const resource = resourceOf({ ...operation, path: operation.path.replace(/\/search$/, '') });
  if (!resource) return {};
  return {
    conditions: conditions(dice, resource),
    ...(dice.chance(0.3) && { orderBy: orderBy(dice, resource) }),
    ...(dice.chance(0.1) && { childConditions: anyValue(dice) }),
  };
}

function bundle(dice: Dice, spoiled: number): unknown {
  const requests = Array.from({ length: dice.below(4) }, () => ({
    sequenceNumber: dice.chance(spoiled) ? anyValue(dice) : 1,
    resourceType: dice.chance(0.2)
      ? dice.pick(NASTY_TEXTS)
      : dice.pick(['Ticket', 'company', '/service/tickets', 'Contact', 'addition']),
    apiRequest: dice.chance(spoiled)
      ? anyValue(dice)
      : {
          ...(dice.chance(0.4) && { id: dice.chance(0.7) ? 1 : anyValue(dice) }),
          ...(dice.chance(0.4) && { parentId: dice.chance(0.7) ? 1 : anyValue(dice) }),
          filters: { conditions: dice.chance(0.7) ? 'id > 3' : nastyWord(dice), orderBy: 'id desc' },
          page: { page: 1, pageSize: dice.pick([1, 5, ...NASTY_NUMBERS]), pageId: dice.pick(NASTY_NUMBERS) },
          ...(dice.chance(0.3) && { fields: dice.chance(0.7) ? 'id' : anyValue(dice) }),
        },
  }));
  return { [dice.pick(['requests', 'Requests'])]: requests };
}

/** A document's form, written by hand so that it can be wrong anywhere. */
function form(dice: Dice, spoiled: number): SentBody {
  const boundary = dice.pick(['b', '----x', '-', '"q"', 'x'.repeat(200)]);
  const bare = boundary.replaceAll('"', '');
  const file = dice.pick(['a.txt', ...NASTY_TEXTS]).replace(/[\r\n"]/g, '_');
  const members = [
    ['recordType', dice.chance(0.8) ? 'Ticket' : nastyWord(dice)],
    ['recordId', dice.chance(0.8) ? '1' : nastyWord(dice)],
    ['title', dice.pick(NASTY_TEXTS)],
    [dice.pick(['privateFlag', 'isAvatar', '__proto__']), dice.pick(['true', 'x'])],
  ]
    .filter(() => dice.chance(0.9))
    .map(
      ([name = '', value = '']) =>
        `--${bare}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
  const upload = `--${bare}\r\nContent-Disposition: form-data; name="file"; filename="${file}"${dice.pick(['', "; filename*=UTF-8''%00%ff", "; filename*=utf-8''..%2f..%2fx"])}\r\nContent-Type: ${dice.pick(['text/plain', 'image/png', '\x01', ''])}\r\n\r\nhello\r\n`;
  const text = `${members.join('')}${upload}--${bare}--\r\n`;
  const type = dice.chance(spoiled) ? 'multipart/form-data' : `multipart/form-data; boundary=${boundary}`;
  return { type, bytes: spoilt(dice, Buffer.from(text), spoiled) };
}

/** Bytes cut short, changed or doubled. */
function spoilt(dice: Dice, bytes: Buffer, spoiled: number): Buffer {
  if (!dice.chance(spoiled / 3) || bytes.length === 0) return bytes;
  const at = dice.below(bytes.length);
  return dice.pick([
    bytes.subarray(0, at),
    Buffer.concat([bytes.subarray(0, at), Buffer.from([dice.below(256)]), bytes.subarray(at + 1)]),
    Buffer.concat([bytes, bytes]),
    Buffer.concat([Buffer.from('\ufeff'), bytes]),
    Buffer.from(JSON.stringify(nested(64, true)).replace('1', '['.repeat(100_000))),
    Buffer.alloc(0),
  ]);
}

function oddHeaders(dice: Dice, spoiled: number): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (dice.chance(0.1)) headers['pagination-type'] = dice.pick(['forward-only', 'Forward-Only', 'x']);
  if (dice.chance(spoiled / 3))
    headers['authorization'] = dice.pick([
      'Basic',
      'Basic %%%',
      `Basic ${'A'.repeat(4000)}`,
      'Bearer x',
      'Basic Og==',
      'Basic AAAA',
      'Basic ////',
    ]);
  if (dice.chance(spoiled / 3)) headers['x-cw-usertype'] = dice.pick(['member', 'constructor']);
  if (dice.chance(spoiled / 5)) headers['clientid'] = dice.pick(['', ' ', 'é', 'x'.repeat(3000)]);
  if (dice.chance(spoiled / 5))
    headers['accept'] = dice.pick(['*/*', 'application/vnd.connectwise.com+json; version=2018.1', '\xff']);
  if (dice.chance(spoiled / 5)) headers['x-http-method-override'] = 'DELETE';
  if (dice.chance(spoiled / 5)) headers['content-encoding'] = 'gzip';
  return headers;
}

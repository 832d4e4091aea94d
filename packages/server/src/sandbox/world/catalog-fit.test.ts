import { matchPath, resourceNamed, schema, type Field } from 'psakit/catalog';
import { expect, test } from 'vitest';
import { smallWorld } from '../testing/small-world.js';

const world = smallWorld();

/** What is wrong with a value that a field of the catalog holds. */
function faultsOf(field: Field, value: unknown, place: string): string[] {
  switch (field.type) {
    case 'string': {
      if (typeof value !== 'string') return [`${place} is not a text: ${JSON.stringify(value)}`];
      if (field.maxLength !== undefined && value.length > field.maxLength)
        return [`${place} is longer than ${field.maxLength}`];
      return field.enum && !field.enum.includes(value) ? [`${place} is not one of its values: ${value}`] : [];
    }
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${place} is not a boolean`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${place} is not a whole number`];
    case 'number':
      return typeof value === 'number' ? [] : [`${place} is not a number`];
    case 'datetime':
    case 'date':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value))
        ? []
        : [`${place} is no instant: ${String(value)}`];
    case 'uuid':
      return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(String(value)) ? [] : [`${place} is no GUID`];
    case 'array':
      if (!Array.isArray(value)) return [`${place} is not an array`];
      return field.schema === undefined
        ? []
        : value.flatMap((item, index) =>
            recordFaults(field.schema ?? '', item as object, `${place}[${index}]`),
          );
    case 'reference':
    case 'object':
      return recordFaults(field.schema ?? '', value as object, place);
    case 'map':
      return Object.values(value as object).every((each) => typeof each === 'string')
        ? []
        : [`${place} holds something that is not text`];
    default:
      return [];
  }
}

function recordFaults(entity: string, record: object, place: string): string[] {
  const shape = schema(entity);
  if (!shape) return [`${place}: no schema ${entity}`];
  const faults: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    const field = shape.field(name);
    if (field?.name !== name) faults.push(`${place}.${name} is not in the catalog`);
    else if (field.writeOnly) faults.push(`${place}.${name} is never answered`);
    else if (value !== undefined && value !== null)
      faults.push(...faultsOf(field, value, `${place}.${name}`));
  }
  for (const field of shape.fields) {
    const value = (record as Record<string, unknown>)[field.name];
    if (field.required && (value === undefined || value === null))
      faults.push(`${place}.${field.name} is missing`);
  }
  return faults;
}

test('every record belongs to a collection that keeps records, under the parents it needs', () => {
  const wrong = new Set<string>();
  for (const { resource, parents } of world.records) {
    const found = resourceNamed(resource);
    if (!found) wrong.add(`${resource} is not in the catalog`);
    else if (found.view) wrong.add(`${resource} only shows ${found.view.of}`);
    else if (found.parents.length !== parents.length)
      wrong.add(`${resource} wants ${found.parents.length} parents`);
  }
  expect([...wrong]).toEqual([]);
});

test('every member is known, of its type, and no longer than allowed; required ones are there', () => {
  const wrong = new Map<string, string>();
  for (const { resource, record } of world.records) {
    const entity = resourceNamed(resource)?.entity ?? '';
    for (const fault of recordFaults(entity, record, resource)) {
      wrong.set(fault.replace(/\d+/g, '#'), `${fault} (id ${String(record['id'])})`);
    }
  }
  expect([...wrong.values()].slice(0, 40)).toEqual([]);
});

test('no two records of a collection have the same id', () => {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const { resource, parents, record } of world.records) {
    const place = [resource, ...parents, record['id']].join(' ');
    if (seen.has(place)) twice.push(place);
    seen.add(place);
  }
  expect(twice).toEqual([]);
});

test('ids of children are unique below all parents too, as in PSA', () => {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { resource, record } of world.records) {
    // A device may be on several tickets.
    if (resource.endsWith('tickets/configurations')) continue;
    const place = `${resource} ${String(record['id'])}`;
    if (seen.has(place)) twice.add(resource);
    seen.add(place);
  }
  expect([...twice]).toEqual([]);
});

test('tickets carry the members a real answer has', () => {
  const counts = world
    .of('service/tickets')
    .map((ticket) => Object.values(ticket).filter((value) => value !== undefined).length);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(70);
  expect(Math.max(...counts)).toBeGreaterThanOrEqual(84);
});

/** Every object in a record, with the members above it. */
function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Readonly<Record<string, unknown>>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

test('every href is a relative path of the API', () => {
  const wrong = new Map<string, string>();
  for (const { resource, record } of world.records) {
    for (const object of objectsIn(record)) {
      for (const [name, href] of Object.entries(object)) {
        if (!name.endsWith('_href')) continue;
        const path = String(href).split('?')[0] ?? '';
        if (!path.startsWith('/') || !matchPath(path)) wrong.set(`${resource} ${name}`, String(href));
      }
    }
  }
  expect([...wrong]).toEqual([]);
});

test('every reference leads to a record of the world, and names it as it is named', () => {
  const wrong = new Map<string, string>();
  let references = 0;
  for (const { resource, record } of world.records) {
    for (const object of objectsIn(record)) {
      const { _info: info } = object;
      if (object === record || typeof object['id'] !== 'number' || info === undefined) continue;
      const links = Object.entries(info as Record<string, string>).filter(([name]) => name.endsWith('_href'));
      for (const [name, href] of links) {
        references++;
        const match = matchPath(href);
        const found = match?.place?.kind === 'item' ? match.place.resource : undefined;
        const target =
          found &&
          world.at(
            found.name,
            found.parents.map((parent) => match?.parameters[parent] ?? ''),
            href.split('/').at(-1) ?? '',
          );
        const fault = !target
          ? 'leads nowhere'
          : target['id'] !== object['id']
            ? 'has another id than its href'
            : nameFault(object, target);
        if (fault !== undefined)
          wrong.set(`${resource} ${name}: ${fault}`, `${href} ${JSON.stringify(object)}`);
      }
    }
  }
  expect(references).toBeGreaterThan(50_000);
  expect([...wrong].slice(0, 20)).toEqual([]);
});

function nameFault(
  reference: Readonly<Record<string, unknown>>,
  target: Readonly<Record<string, unknown>>,
): string | undefined {
  const names = [
    target['name'],
    target['description'],
    target['summary'],
    String(target['probability']),
    `${String(target['firstName'])} ${String(target['lastName'])}`,
    `${String(target['dateStart']).slice(0, 10)} to ${String(target['dateEnd']).slice(0, 10)}`,
  ];
  if (reference['name'] !== undefined && !names.includes(reference['name'])) return 'has another name';
  for (const member of ['identifier', 'summary', 'deviceIdentifier', 'level'] as const) {
    // A country is identified by its code.
    const value = member === 'identifier' ? (target['identifier'] ?? target['countryCode']) : target[member];
    if (reference[member] !== undefined && value !== reference[member]) return `has another ${member}`;
  }
  return undefined;
}

import { matchPath, referenceTarget, schema, type Resource } from 'psakit/catalog';
import type { JsonRecord, RecordKey } from '../../store/index.js';

/**
 * For each path parameter above a collection, outermost first, the resource of the record it names; `undefined`
 * where that is no record of the catalog, or one that other parents lead to.
 */
export function parentResources(resource: Resource): readonly (Resource | undefined)[] {
  const segments = resource.path.split('/').slice(1);
  return resource.parents.map((name, depth) => {
    const end = segments.indexOf(`{${name}}`);
    const path = segments.slice(0, end + 1).map((segment) => (segment.startsWith('{') ? '0' : segment));
    const place = matchPath(`/${path.join('/')}`)?.place;
    return place?.kind === 'item' && place.resource.parents.length === depth ? place.resource : undefined;
  });
}

/** A record that holds references, and where it belongs. */
export interface Owner {
  readonly resource: Resource;
  readonly parents: readonly RecordKey[];
  readonly record: JsonRecord;
}

/** A record above the one a reference means: its key, and what it is called in messages. */
export interface Above {
  readonly key: RecordKey;
  readonly title: string;
}

/**
 * The records above the one that a reference of `owner` means: those that stand above the owner itself,
 * the owner, or those that it refers to, such as the board of a ticket for its status. `undefined` where
 * the owner does not tell.
 *
 * @param field the name of the reference: for `billToSite` the company of `billToCompany` counts.
 */
export function recordsAbove(target: Resource, owner: Owner, field: string): readonly Above[] | undefined {
  const found: Above[] = [];
  for (const [depth, parent] of parentResources(target).entries()) {
    const above = parent && recordAbove(parent, depth, owner, field);
    if (!above) return undefined;
    found.push(above);
  }
  return found;
}

function recordAbove(parent: Resource, depth: number, owner: Owner, field: string): Above | undefined {
  const { resource, parents, record } = owner;
  const key = parentResources(resource)[depth] === parent ? parents[depth] : undefined;
  if (key !== undefined) return { key, title: titleOf(parent) };
  const own = record[parent.key ?? ''];
  if (parent === resource && isKey(own)) return { key: own, title: titleOf(parent) };
  return referredAbove(parent, owner, field);
}

/** The reference whose name begins as the field's does, of these the shortest: `company` for `site`. */
function referredAbove(parent: Resource, { resource, record }: Owner, field: string): Above | undefined {
  let best: { readonly above: Above; readonly name: string } | undefined;
  for (const { name, type, schema: kind = '' } of schema(resource.entity)?.fields ?? []) {
    if (type !== 'reference') continue;
    const target = referenceTarget(kind);
    const key = keyOf(record[name]);
    if (!target?.resources.includes(parent) || key === undefined) continue;
    const closer = best ? commonStart(name, field) - commonStart(best.name, field) : 1;
    if (closer < 0 || (closer === 0 && best && best.name.length <= name.length)) continue;
    best = { above: { key, title: target.title }, name };
  }
  return best?.above;
}

function keyOf(value: unknown): RecordKey | undefined {
  const key = typeof value === 'object' && value !== null ? (value as JsonRecord)['id'] : undefined;
  return isKey(key) ? key : undefined;
}

function isKey(value: unknown): value is RecordKey {
  return typeof value === 'number' || typeof value === 'string';
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function titleOf(resource: Resource): string {
  const entity = resource.entity.slice(resource.entity.lastIndexOf('.') + 1);
  return entity.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

/**
 * What a reference's link is called (PROTOCOL 6.5: `board_href`): the end that the field and the schema
 * have in common, `member` for a `dispatchMember`; else the last word of the schema.
 */
export function linkName(field: string, schemaName: string): string {
  const given = referenceTarget(schemaName)?.link;
  if (given !== undefined) return `${given}_href`;
  const words = schemaName.replace(/Reference$/, '').split(/(?<=[a-z])(?=[A-Z])/);
  for (const [index] of words.entries()) {
    const end = words.slice(index).join('');
    if (field.toLowerCase().endsWith(end.toLowerCase())) return `${lowerFirst(end)}_href`;
  }
  return `${lowerFirst(words.at(-1) ?? field)}_href`;
}

function lowerFirst(word: string): string {
  return /^[A-Z]+$/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}

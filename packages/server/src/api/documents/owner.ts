import { schema, type Resource } from 'psakit/catalog';
import type { JsonRecord, Store } from '../../store/index.js';
import { resourcesOfType } from '../record-type.js';

/** The record a document belongs to. */
export interface Owner {
  readonly resource: Resource;
  readonly record: JsonRecord;
}

/**
 * The record of a type and id, e.g. `Ticket` 69, which may be a ticket of service or of projects.
 * Collections that lie below other records are left out: an id alone does not name a record there.
 */
export async function findOwner(store: Store, recordType: string, id: number): Promise<Owner | undefined> {
  for (const resource of ownerResources(recordType)) {
    const found = await store.get(resource, [], id);
    if (found) return { resource, record: JSON.parse(found.json) as JsonRecord };
  }
  return undefined;
}

/** The collections a `recordType` means. */
export function ownerResources(recordType: string): readonly Resource[] {
  return resourcesOfType(recordType).filter(({ parents }) => parents.length === 0);
}

/** The member that refers to the picture of a record, where it has one: a reference to a document. */
export function pictureMember({ entity }: Resource): string | undefined {
  return schema(entity)?.fields.find(
    (field) => field.type === 'reference' && field.schema === 'DocumentReference',
  )?.name;
}

/** The id of the document that is a record's picture. */
export function pictureOf({ resource, record }: Owner): number | undefined {
  const picture = record[pictureMember(resource) ?? ''];
  const id = typeof picture === 'object' && picture !== null ? (picture as JsonRecord)['id'] : undefined;
  return typeof id === 'number' ? id : undefined;
}

import type { Resource } from 'psakit/catalog';

/** What a record is called in sentences, as the API names it: `Ticket`, `BoardStatus`. */
export function entityLabel(resource: Resource): string {
  return resource.entity.slice(resource.entity.lastIndexOf('.') + 1);
}

/** What a record is called as the `resource` of an error: `ticket`, `timeEntry` (PROTOCOL 5). */
export function errorResource(resource: Resource): string {
  const label = entityLabel(resource);
  return label.slice(0, 1).toLowerCase() + label.slice(1);
}

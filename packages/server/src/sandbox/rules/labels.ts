import { errorName, type Resource } from 'psakit/catalog';
import { entityName } from '../../api/index.js';

/** What a record is called in sentences, as the API names it: `Ticket`, `BoardStatus`. */
export function entityLabel(resource: Resource): string {
  return entityName(resource);
}

/** What a record is called as the `resource` of an error: `ticket`, `timeEntry` (PROTOCOL 5). */
export function errorResource(resource: Resource): string {
  return errorName(resource.entity);
}

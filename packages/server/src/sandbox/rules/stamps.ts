import type { Resource } from 'psakit/catalog';
import { stamped, type Stamp } from '../../records/index.js';
import type { JsonRecord, RecordKey } from '../../store/index.js';
import { recordedLinks } from '../world/index.js';

/**
 * A record with the `_info` a write gives it: what every record gets, but with the recorded links where
 * there are any (PROTOCOL 6.5).
 *
 * @param before the record as it was; absent for a new one.
 */
export function stampedAsRecorded(
  resource: Resource,
  parents: readonly RecordKey[],
  record: JsonRecord,
  before: JsonRecord | undefined,
  stamp: Stamp,
): JsonRecord {
  const id = record['id'];
  const links = typeof id === 'number' ? recordedLinks(resource.name, id) : undefined;
  return stamped(resource, parents, record, before, stamp, links);
}

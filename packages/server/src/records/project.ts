import type { JsonRecord } from '../store/index.js';

/** Which members of a record are asked for: a leaf is a whole value. Names are lower case. */
export interface Projection {
  readonly members: ReadonlyMap<string, Projection | 'whole'>;
}

/**
 * The projection of a `fields` list such as `id,status/name` (PROTOCOL 2.6): members of structures,
 * references and of the members of arrays by `/`, names in any case. `status,status/name` is the whole
 * status.
 */
export function createProjection(paths: readonly (readonly string[])[]): Projection {
  const root = new Map<string, Projection | 'whole'>();
  for (const path of paths) {
    let members = root;
    for (const [index, name] of path.entries()) {
      const key = name.toLowerCase();
      const known = members.get(key);
      if (known === 'whole') break;
      if (index === path.length - 1) {
        members.set(key, 'whole');
        break;
      }
      const below = new Map(known?.members);
      members.set(key, { members: below });
      members = below;
    }
  }
  return { members: root };
}

/**
 * Record text reduced to what is asked for, in the record's own order. Members a record does not have are
 * left out, and so is a structure of which nothing remains. `_info` is there only when it is named.
 */
export function project(json: string, projection: Projection): string {
  return JSON.stringify(projectMembers(JSON.parse(json) as JsonRecord, projection));
}

function projectMembers(record: JsonRecord, projection: Projection): JsonRecord {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const wanted = projection.members.get(name.toLowerCase());
    if (wanted === undefined) continue;
    const kept = wanted === 'whole' ? value : projectValue(value, wanted);
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}

function projectValue(value: unknown, projection: Projection): unknown {
  if (Array.isArray(value)) return value.map((member: unknown) => projectValue(member, projection) ?? {});
  if (typeof value !== 'object') return undefined;
  if (value === null) return null;
  const kept = projectMembers(value as JsonRecord, projection);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

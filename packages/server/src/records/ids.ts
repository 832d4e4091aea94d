import { sequenceOf, type Resource } from 'psakit/catalog';
import type { Store, Write } from '../store/index.js';

/**
 * The numbers that new records get: greater than any of their sequence that was ever seen, so that none
 * is given twice, also not after a restart. Service and project tickets count together (PROTOCOL 8.2).
 */
export interface Sequences {
  next(resource: Resource): Promise<number>;
  /** What is to be written with a batch so that the numbers it removes stay used. */
  remembered(writes: readonly Write[]): Promise<readonly Write[]>;
}

/** Ids given while none was removed are known from the records themselves, and need no note. */
export function createSequences(store: Pick<Store, 'lastId' | 'meta'>): Sequences {
  const last = new Map<string, number>();

  const lastOf = async (resource: Resource, name: string): Promise<number> => {
    const known = last.get(name);
    if (known !== undefined) return known;
    const found = [Number((await store.meta(name)) ?? 0)];
    for (const member of sequenceOf(resource)) found.push(await store.lastId(member));
    return Math.max(...found);
  };
  return {
    next: async (resource) => {
      const name = sequenceName(resource);
      const id = (await lastOf(resource, name)) + 1;
      last.set(name, id);
      return id;
    },
    remembered: async (writes) => {
      const removed = new Map<string, number>();
      for (const write of writes) {
        if (write.kind !== 'delete' || typeof write.id !== 'number') continue;
        const name = sequenceName(write.resource);
        removed.set(name, Math.max(await lastOf(write.resource, name), write.id));
      }
      return [...removed].map(([name, id]) => {
        last.set(name, id);
        return { kind: 'meta', name, value: String(id) };
      });
    },
  };
}

/** Under which name the greatest number of a sequence is kept once records of it were removed. */
function sequenceName(resource: Resource): string {
  return `last id of ${sequenceOf(resource)[0]?.name ?? resource.name}`;
}

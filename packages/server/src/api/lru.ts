/** Remembers the last `size` values used. */
export interface Lru<V> {
  /** The value of a key, made when it is not known. What `make` throws is not remembered. */
  get(key: string, make: () => V): V;
}

export function createLru<V>(size: number): Lru<V> {
  const entries = new Map<string, V>();
  return {
    get: (key, make) => {
      const known = entries.get(key);
      if (known !== undefined) {
        entries.delete(key);
        entries.set(key, known);
        return known;
      }
      const value = make();
      entries.set(key, value);
      if (entries.size > size) {
        for (const oldest of entries.keys()) {
          entries.delete(oldest);
          break;
        }
      }
      return value;
    },
  };
}

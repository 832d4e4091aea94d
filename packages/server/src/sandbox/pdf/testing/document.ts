import { resourceNamed } from 'psakit/catalog';
import { openSqliteStore, type JsonRecord, type Store } from '../../../store/index.js';

/** A store in memory with these records. */
export async function useStore(records: Readonly<Record<string, readonly JsonRecord[]>>): Promise<Store> {
  const store = await openSqliteStore(':memory:');
  for (const [name, list] of Object.entries(records)) {
    const resource = resourceNamed(name);
    if (!resource) throw new TypeError(`no resource ${name}`);
    await store.apply({ writes: list.map((record) => ({ kind: 'put', resource, record })) });
  }
  return store;
}

/** The texts that an uncompressed PDF shows, each `TJ` as one. */
export function textsOf(bytes: Uint8Array): readonly string[] {
  const source = Buffer.from(bytes).toString('latin1');
  return [...source.matchAll(/\[((?:<[0-9a-f]*>|[\d\s.-])*)\] TJ/g)].map(([, shown = '']) =>
    Buffer.from([...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => hex).join(''), 'hex').toString(
      'latin1',
    ),
  );
}

/** What a reader looks at first: the header, the table of objects, the pages, the end. */
export function objectsOf(bytes: Uint8Array): {
  readonly header: string;
  /** Each object's number with the text at the place where the table says it begins. */
  readonly objects: readonly (readonly [number: number, begins: string])[];
  readonly pages: number;
  readonly end: string;
} {
  const source = Buffer.from(bytes).toString('latin1');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(source)?.[1]);
  const table = source.slice(start);
  const places = [...table.matchAll(/^(\d{10}) \d{5} n/gm)].map(([, offset]) => Number(offset));
  return {
    header: source.slice(0, source.indexOf('\n')),
    objects: places.map((offset, index) => [index + 1, source.slice(offset, offset + 20)]),
    pages: Number(/\/Type \/Pages\s*\/Count (\d+)/.exec(source)?.[1]),
    end: source.trimEnd().slice(-5),
  };
}

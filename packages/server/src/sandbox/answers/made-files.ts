import { requireResource } from 'psakit/catalog';
import type { JsonRecord, Store } from '../../store/index.js';
import { fillerPdf } from '../pdf/index.js';

/**
 * A store that has a file for every document of the world, whose entries are made without bytes: a PDF with
 * the document's title, made when it is asked for, as long as the entry says.
 */
export function withMadeFiles(store: Store): Store {
  return {
    ...store,
    blob: async (name) => (await store.blob(name)) ?? madeFile(store, name),
  };
}

async function madeFile(store: Store, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const id = /^documents\/(\d+)$/.exec(name)?.[1];
  if (id === undefined) return undefined;
  const found = await store.get(requireResource('system/documents'), [], id);
  if (!found) return undefined;
  const { title, fileName, size, linkFlag } = JSON.parse(found.json) as JsonRecord;
  const isPdf = typeof fileName === 'string' && fileName.toLowerCase().endsWith('.pdf');
  if (linkFlag === true || !isPdf || typeof size !== 'number' || size === 0) return undefined;
  return fillerPdf(typeof title === 'string' ? title : fileName, size);
}

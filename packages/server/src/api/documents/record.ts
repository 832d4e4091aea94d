import type { JsonRecord } from '../../store/index.js';
import { fileEnding, imageType } from './file-type.js';
import type { DocumentForm } from './form.js';

/** Who changes a document, and when: UTC, to the second. */
export interface Stamp {
  readonly by: string;
  readonly at: string;
}

/** The name under which a store keeps the bytes of a document. */
export function documentBlob(id: number | string): string {
  return `documents/${id}`;
}

/**
 * The entry of a new document (PROTOCOL 6.9). A document without a title is called as its file, or as
 * its link; a private one is not public (*assumed*).
 */
export function newDocument(
  id: number,
  form: DocumentForm,
  owner: { readonly recordType: string; readonly recordId: number },
  stamp: Stamp & { readonly guid: string },
): JsonRecord {
  return changedDocument(
    {
      id,
      title: form.title ?? form.file?.name ?? form.url,
      owner: stamp.by,
      ...owner,
      linkFlag: false,
      imageFlag: false,
      publicFlag: true,
      htmlTemplateFlag: false,
      readOnlyFlag: false,
      size: 0,
      urlFlag: false,
      createdOnDate: stamp.at,
      guid: stamp.guid,
      _info: { dateEntered: stamp.at, enteredBy: stamp.by },
    },
    form,
    stamp,
  );
}

/** An entry with what a form says about it; a file takes the place of a link, and the other way round. */
export function changedDocument(before: JsonRecord, form: DocumentForm, stamp: Stamp): JsonRecord {
  const after: Record<string, unknown> = { ...before };
  if (form.title !== undefined) after['title'] = form.title;
  if (form.privateFlag !== undefined) after['publicFlag'] = !form.privateFlag;
  if (form.readOnlyFlag !== undefined) after['readOnlyFlag'] = form.readOnlyFlag;
  if (form.file) {
    after['fileName'] = form.file.name;
    after['serverFileName'] = `${String(before['guid'])}${fileEnding(form.file.name)}`;
    after['size'] = form.file.bytes.byteLength;
    after['imageFlag'] = imageType(form.file.bytes) !== undefined;
    after['linkFlag'] = after['urlFlag'] = false;
  } else if (form.url !== undefined) {
    after['fileName'] = after['serverFileName'] = form.url;
    after['size'] = 0;
    after['imageFlag'] = false;
    after['linkFlag'] = after['urlFlag'] = true;
  }
  const info = (before['_info'] ?? {}) as JsonRecord;
  after['_info'] = { ...info, lastUpdated: stamp.at, updatedBy: stamp.by };
  return after;
}

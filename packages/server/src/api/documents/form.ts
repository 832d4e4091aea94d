import type { FieldError } from 'psakit/core';
import type { SpecialCall } from '../special.js';
import { REQUEST_HEADERS } from '../wire.js';
import { multipartBoundary, parseMultipart, type FormPart } from './multipart.js';
import { invalidDocument, notMultipart } from './refusals.js';

/** A file of a form. */
export interface FormFile {
  /** Without folders; never empty. */
  readonly name: string;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
}

/** What a form says about a document; what it does not mention is `undefined` (PROTOCOL 6.9). */
export interface DocumentForm {
  readonly recordType?: string | undefined;
  readonly recordId?: number | undefined;
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly privateFlag?: boolean | undefined;
  readonly readOnlyFlag?: boolean | undefined;
  readonly isAvatar?: boolean | undefined;
  readonly file?: FormFile | undefined;
}

/**
 * Reads the form of a request. Names count in any case; `readOnlyFlag` may be spelled as in the
 * specification, `readOnlyFlay`; of a name that occurs twice the first counts (*assumed*).
 *
 * @throws PsaError 415 for a body that is no form, 413 for one that is too large, 400 for one that cannot
 *   be read or has a member of the wrong type.
 */
export async function readDocumentForm(call: SpecialCall): Promise<DocumentForm> {
  const contentType = call.request.header(REQUEST_HEADERS.contentType);
  const boundary = multipartBoundary(contentType);
  if (boundary === undefined) throw notMultipart(contentType);
  return documentForm(parseMultipart(await call.request.bytes(call.services.maxFileBytes), boundary));
}

/** @throws PsaError 400 with an error for each member that is of the wrong type. */
export function documentForm(parts: readonly FormPart[]): DocumentForm {
  const errors: Omit<FieldError, 'resource'>[] = [];
  const texts = new Map<string, string>();
  let file: FormFile | undefined;
  for (const { name, fileName, contentType, bytes } of parts) {
    const key = name.toLowerCase();
    if (key === 'file' || (fileName !== undefined && fileName !== '')) {
      file ??= { name: fileName === undefined || fileName === '' ? 'file' : fileName, contentType, bytes };
    } else if (!texts.has(key)) texts.set(key, bytes.toString('utf8').trim());
  }
  const text = (name: string): string | undefined => {
    const value = texts.get(name.toLowerCase());
    return value === '' ? undefined : value;
  };
  const flag = (name: string, field = name): boolean | undefined => {
    const value = text(name)?.toLowerCase();
    if (value === undefined) return undefined;
    if (value === 'true' || value === '1') return true;
    if (value !== 'false' && value !== '0')
      errors.push({ code: 'InvalidField', message: `${field} must be true or false.`, field });
    return false;
  };
  const idText = text('recordId');
  if (idText !== undefined && !/^\d{1,10}$/.test(idText)) {
    errors.push({ code: 'InvalidField', message: 'recordId must be a valid integer.', field: 'recordId' });
  }
  const form: DocumentForm = {
    recordType: text('recordType'),
    recordId: idText === undefined ? undefined : Number(idText),
    title: text('title'),
    url: text('url'),
    privateFlag: flag('privateFlag'),
    readOnlyFlag: flag('readOnlyFlag') ?? flag('readOnlyFlay', 'readOnlyFlag'),
    isAvatar: flag('isAvatar'),
    file,
  };
  if (errors.length > 0) throw invalidDocument(errors);
  return form;
}

import { requireResource } from 'psakit/catalog';
import type { PsaError } from 'psakit/core';
import { type FieldError } from 'psakit/core';
import { absoluteHrefs, createSequences, type Sequences } from '../../records/index.js';
import type { JsonRecord, Store, Write } from '../../store/index.js';
import { addressOf } from '../address.js';
import { recordNotFound } from '../errors.js';
import { jsonAnswer, type ApiAnswer } from '../http.js';
import type { SpecialCall, SpecialOperation } from '../special.js';
import { attachment } from './disposition.js';
import { imageType } from './file-type.js';
import { readDocumentForm, type DocumentForm } from './form.js';
import { findOwner, ownerResources, pictureMember, pictureOf, type Owner } from './owner.js';
import { changedDocument, documentBlob, newDocument, type Stamp } from './record.js';
import { invalidDocument, missingMember } from './refusals.js';

/** Where documents are kept. */
const DOCUMENTS = 'system/documents';

/** Uploading, changing and deleting documents, and what is in them (PROTOCOL 6.9). */
export function documentOperations(store: Store): readonly SpecialOperation[] {
  const sequences = createSequences(store);
  return [
    { method: 'POST', path: '/system/documents', answer: (call) => create(call, sequences) },
    {
      method: 'POST',
      path: '/system/documents/{id}',
      answer: (call) => call.services.queue(() => change(call)),
    },
    {
      method: 'DELETE',
      path: '/system/documents/{id}',
      answer: (call) => call.services.queue(() => remove(call, sequences)),
    },
    { method: 'GET', path: '/system/documents/{id}/download', answer: download },
    { method: 'GET', path: '/system/documents/{id}/thumbnail', answer: thumbnail },
    { method: 'GET', path: '/system/documents/uploadsample', answer: uploadSample },
  ];
}

async function create(call: SpecialCall, sequences: Sequences): Promise<ApiAnswer> {
  const form = await readDocumentForm(call);
  const { recordType, recordId } = checkForm(form);
  return call.services.queue(async () => {
    const { store } = call.services.reading;
    const owner = await findOwner(store, recordType, recordId);
    if (!owner) throw unknownOwner(recordType, recordId);
    const id = await sequences.next(requireResource(DOCUMENTS));
    const stamp = stampOf(call);
    const record = newDocument(
      id,
      form,
      { recordType: spelled(recordType), recordId },
      { ...stamp, guid: call.services.guid() },
    );
    await store.apply({
      writes: [...documentWrites(record, form), ...(await pictureWrites(call, owner, record, form))],
    });
    return recordAnswer(call, record, 201);
  });
}

/** Changes what a form mentions; a request without a body changes nothing and answers the entry (*assumed*). */
async function change(call: SpecialCall): Promise<ApiAnswer> {
  const before = await documentOf(call);
  if (call.request.header('content-type') === undefined) return recordAnswer(call, before, 200);
  const form = await readDocumentForm(call);
  const stamp = stampOf(call);
  const record = changedDocument(before, form, stamp);
  const owner = await ownerOf(call, before);
  await call.services.reading.store.apply({
    writes: [
      ...documentWrites(record, form),
      ...(owner ? await pictureWrites(call, owner, record, form) : []),
    ],
  });
  return recordAnswer(call, record, 200);
}

/** The bytes go with the entry, and a record whose picture it was has none then. */
async function remove(call: SpecialCall, sequences: Sequences): Promise<ApiAnswer> {
  const record = await documentOf(call);
  const id = record['id'] as number;
  const owner = await ownerOf(call, record);
  const writes: Write[] = [
    { kind: 'delete', resource: requireResource(DOCUMENTS), id },
    { kind: 'blob', name: documentBlob(id), bytes: undefined },
  ];
  if (owner && pictureOf(owner) === id) writes.push(...(await pictureChange(call, owner, undefined)));
  writes.push(...(await sequences.remembered(writes)));
  await call.services.reading.store.apply({ writes });
  return { status: 204, headers: {}, body: '' };
}

async function download(call: SpecialCall): Promise<ApiAnswer> {
  const record = await documentOf(call);
  const bytes = await bytesOf(call, record);
  const fileName = typeof record['fileName'] === 'string' ? record['fileName'] : 'document';
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': attachment(fileName),
    },
    body: bytes,
  };
}

/** The image itself, whatever its size; what is no image has none (*assumed*). */
async function thumbnail(call: SpecialCall): Promise<ApiAnswer> {
  const record = await documentOf(call);
  const bytes = await bytesOf(call, record);
  const type = imageType(bytes);
  if (type === undefined) throw recordNotFound('Thumbnail', String(record['id']));
  return { status: 200, headers: { 'Content-Type': type }, body: bytes };
}

/** A form to try an upload with, as a page; what the real one shows is not known (*assumed*). */
function uploadSample(call: SpecialCall): Promise<ApiAnswer> {
  const action = call.apiPath.replace(/\/uploadsample\/*$/i, '');
  const target = call.services.reading.hrefBase(call.request.origin) + action.replace(/^\/+/, '');
  const inputs = ['recordType', 'recordId', 'title']
    .map((name) => `<label>${name} <input name="${name}"></label>`)
    .join(' ');
  const body =
    '<!doctype html><title>Document upload</title>' +
    `<form method="post" enctype="multipart/form-data" action="${escaped(target)}">` +
    `${inputs} <input type="file" name="file"> <button>Upload</button></form>`;
  return Promise.resolve({ status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body });
}

function checkForm(form: DocumentForm): { readonly recordType: string; readonly recordId: number } {
  const { recordType, recordId, file, url } = form;
  const errors: Omit<FieldError, 'resource'>[] = [];
  if (recordType === undefined) errors.push(missingMember('recordType'));
  else if (ownerResources(recordType).length === 0) {
    errors.push({
      code: 'InvalidField',
      message: 'recordType is not a type of record.',
      field: 'recordType',
    });
  }
  if (recordId === undefined) errors.push(missingMember('recordId'));
  if (!file && url === undefined) errors.push(missingMember('file'));
  if (errors.length > 0 || recordType === undefined || recordId === undefined) throw invalidDocument(errors);
  return { recordType, recordId };
}

function unknownOwner(recordType: string, id: number): PsaError {
  return invalidDocument([
    { code: 'NotFound', message: `${spelled(recordType)} ${id} not found`, field: 'recordId' },
  ]);
}

/** A type as the API spells it: with a capital. */
function spelled(recordType: string): string {
  return recordType.charAt(0).toUpperCase() + recordType.slice(1);
}

function documentWrites(record: JsonRecord, form: DocumentForm): Write[] {
  const writes: Write[] = [{ kind: 'put', resource: requireResource(DOCUMENTS), record }];
  const name = documentBlob(record['id'] as number);
  if (form.file) writes.push({ kind: 'blob', name, bytes: form.file.bytes });
  else if (form.url !== undefined) writes.push({ kind: 'blob', name, bytes: undefined });
  return writes;
}

/** An avatar becomes the picture of a record that can have one: a change of that record like any other. */
async function pictureWrites(
  call: SpecialCall,
  owner: Owner,
  record: JsonRecord,
  form: DocumentForm,
): Promise<readonly Write[]> {
  if (form.isAvatar !== true || record['imageFlag'] !== true) return [];
  if (pictureMember(owner.resource) === undefined) return [];
  const id = record['id'] as number;
  const reference = {
    id,
    name: record['title'],
    _info: { document_href: `/system/documents/${id}` },
  };
  return pictureChange(call, owner, reference);
}

function pictureChange(
  { services, member }: SpecialCall,
  { resource, record }: Owner,
  picture: JsonRecord | undefined,
): Promise<readonly Write[]> {
  const name = pictureMember(resource) ?? '';
  const after = { ...record, [name]: picture };
  return services.changed({ resource, before: record, after, sent: [name] }, member);
}

async function documentOf(call: SpecialCall): Promise<JsonRecord> {
  const { id = '' } = addressOf(call.match, requireResource(DOCUMENTS));
  const found = await call.services.reading.store.get(requireResource(DOCUMENTS), [], id);
  if (!found) throw recordNotFound(requireResource(DOCUMENTS).entity, id);
  return JSON.parse(found.json) as JsonRecord;
}

async function ownerOf(call: SpecialCall, record: JsonRecord): Promise<Owner | undefined> {
  const { recordType, recordId } = record;
  if (typeof recordType !== 'string' || typeof recordId !== 'number') return undefined;
  return findOwner(call.services.reading.store, recordType, recordId);
}

/** @throws PsaError 404 for a link, and for an entry whose file was never here. */
async function bytesOf(call: SpecialCall, record: JsonRecord): Promise<Uint8Array<ArrayBuffer>> {
  const id = record['id'] as number;
  const bytes = await call.services.reading.store.blob(documentBlob(id));
  if (!bytes) throw recordNotFound('File of document', id);
  return bytes;
}

function recordAnswer({ request, services }: SpecialCall, record: JsonRecord, status: number): ApiAnswer {
  const base = services.reading.hrefBase(request.origin);
  return jsonAnswer(absoluteHrefs(JSON.stringify(record), base), {}, status);
}

function stampOf({ member, services }: SpecialCall): Stamp {
  const at = `${new Date(services.clock.now()).toISOString().slice(0, 19)}Z`;
  return { by: member.identifier, at };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

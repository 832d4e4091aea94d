import type { DocumentInfo } from '../../catalog/index.js';
import { checkOptionKinds, invalidArgument, type OptionKinds } from '../../core/index.js';
import { pickCall } from '../call.js';
import { CALL_OPTIONS } from '../known-options.js';
import { fillPath, normalizePath } from '../query.js';
import { badResponse } from '../response.js';
import { REQUEST_HEADERS } from '../wire.js';
import type { DocumentsOptions, DocumentTransport, DocumentUpload, DownloadOptions } from './documents.js';
import { openDownload, type Download } from './download.js';
import { canStreamRequests, createFormBody, type FormFile } from './form-body.js';
import { DOCUMENT_PATHS, FILE_MEMBER, toFormMembers } from './wire.js';

const UPLOAD_OPTIONS: OptionKinds<DocumentUpload> = {
  recordType: true,
  recordId: true,
  title: 'string',
  file: true,
  url: 'string',
  fileName: 'string',
  contentType: 'string',
  size: 'number',
  privateFlag: 'boolean',
  readOnlyFlag: 'boolean',
  isAvatar: 'boolean',
  onProgress: 'function',
  ...CALL_OPTIONS,
};

const DOWNLOAD_OPTIONS: OptionKinds<DownloadOptions> = { query: 'object', ...CALL_OPTIONS };

/** Sends a document with its form. */
export async function uploadDocument(
  document: DocumentUpload,
  { connect, random }: DocumentsOptions,
): Promise<DocumentInfo> {
  checkOptionKinds(document, UPLOAD_OPTIONS, 'upload');
  checkDocument(document);
  const file = fileOf(document);
  const { onProgress, title = file?.fileName } = document;
  const { contentType, body } = await createFormBody({
    members: toFormMembers({ ...document, title }),
    file,
    boundary: `psakit-${drawText(random)}`,
    onProgress,
    streams: canStreamRequests(),
  });
  const response = await (
    await connect()
  ).send({
    method: 'POST',
    path: DOCUMENT_PATHS.upload,
    headers: { [REQUEST_HEADERS.contentType]: contentType },
    rawBody: body,
    ...pickCall(document),
  });
  const info = response.json();
  if (typeof info === 'object' && info !== null && 'id' in info) return info as DocumentInfo;
  throw badResponse(response, 'something other than a document');
}

/** Where the file of a document lies. */
export function documentPath(kind: 'download' | 'thumbnail', id: number): string {
  checkId('id', id);
  return fillPath(DOCUMENT_PATHS[kind], [id]);
}

/** Asks for a file. */
export async function openFile(
  path: string,
  options: DownloadOptions,
  transport: DocumentTransport,
): Promise<Download> {
  checkOptionKinds(options, DOWNLOAD_OPTIONS, 'A download');
  const request = { method: 'GET', path: normalizePath(path), query: options.query, ...pickCall(options) };
  return openDownload(await transport.stream(request));
}

function fileOf({ file, fileName, contentType, size }: DocumentUpload): FormFile | undefined {
  if (file === undefined) return undefined;
  const own = file instanceof Blob ? file : undefined;
  const ownName = own !== undefined && 'name' in own ? String(own.name) : undefined;
  const ownType = own === undefined || own.type === '' ? undefined : own.type;
  return {
    member: FILE_MEMBER,
    fileName: fileName ?? ownName ?? 'file',
    contentType: contentType ?? ownType ?? 'application/octet-stream',
    content: file,
    size,
  };
}

function checkDocument(document: DocumentUpload): void {
  const { recordType, recordId, file, url } = document;
  if (typeof recordType !== 'string' || recordType.trim() === '') {
    throw invalidArgument('recordType says what the document is attached to.', 'Write recordType: "Ticket".');
  }
  checkId('recordId', recordId);
  if ((file === undefined) === (url === undefined)) {
    throw invalidArgument(
      `A document has ${file === undefined ? 'neither file nor url' : 'both file and url'}; it needs one of them.`,
      'Give file (a Blob, bytes or a stream), or url for a link.',
    );
  }
  const isContent =
    file === undefined ||
    file instanceof Blob ||
    file instanceof Uint8Array ||
    file instanceof ReadableStream;
  if (!isContent) {
    throw invalidArgument(
      `file is ${typeof file === 'string' ? 'a text' : 'no file'}.`,
      'Give a Blob, a Uint8Array or a ReadableStream; a text becomes one by new TextEncoder().encode(text).',
    );
  }
  if (file instanceof ReadableStream && file.locked) {
    throw invalidArgument('Somebody reads the stream already.', 'Give a stream that nobody has read from.');
  }
}

function checkId(name: string, id: unknown): void {
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return;
  throw invalidArgument(
    `${name} must be the id of a record, not ${String(id)}.`,
    'See that the variable is set.',
  );
}

/** Long enough never to occur in a file by chance. */
function drawText(random: () => number): string {
  return Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
}

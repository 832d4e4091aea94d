import type { DocumentInfo } from '../../catalog/index.js';
import type { CallOptions } from '../collection.js';
import type { PsaResponse, StreamedResponse } from '../response.js';
import type { TransportRequest } from '../transport.js';
import type { Download } from './download.js';
import type { FileContent, UploadProgress } from './form-body.js';
import type { DocumentFields } from './wire.js';

/** A document to attach to a record: a file, or a link to one. */
export interface DocumentUpload extends CallOptions, DocumentFields {
  /** What it is attached to, e.g. `Ticket`, `Company`, `Opportunity` (PROTOCOL 6.9). */
  readonly recordType: string;
  readonly recordId: number;
  /** What lists show; the name of the file unless told otherwise. */
  readonly title?: string | undefined;
  /** The file: a `Blob` or `File`, bytes, or a stream, which is sent as it is read where `fetch` can. */
  readonly file?: FileContent | undefined;
  /** A link, in the place of a file. */
  readonly url?: string | undefined;
  /** That of a `File` unless told otherwise. */
  readonly fileName?: string | undefined;
  /** The media type; that of a `Blob`, or `application/octet-stream`, unless told otherwise. */
  readonly contentType?: string | undefined;
  /** Bytes of a stream, for `onProgress`. */
  readonly size?: number | undefined;
  /** Told after each piece that was handed over to be sent. */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** What a download takes. */
export interface DownloadOptions extends CallOptions {
  /** Query parameters, e.g. `{ useDefaultFlag: true }` for an image. */
  readonly query?: TransportRequest['query'];
}

/** Documents of PSA, and other files it gives out (PROTOCOL 6.9). */
export interface Documents {
  /**
   * Attaches a document. It is never sent twice: where the answer is lost, the call fails with
   * `OUTCOME_UNKNOWN`, and the documents of the record tell whether it arrived.
   *
   * @example
   * await psa.documents.upload({ recordType: 'Ticket', recordId: 54321, file: bytes, fileName: 'log.txt' });
   * @throws {PsaError} `INVALID_ARGUMENT` before anything is sent; else what went wrong.
   */
  upload(document: DocumentUpload): Promise<DocumentInfo>;
  /**
   * The file of a document.
   *
   * @example const { stream, fileName } = await psa.documents.download(17);
   * @throws {PsaError} `NOT_FOUND` where there is none.
   */
  download(id: number, options?: DownloadOptions): Promise<Download>;
  /** A small picture of a document. */
  thumbnail(id: number, options?: DownloadOptions): Promise<Download>;
  /**
   * Any file by its path below `/apis/3.0`.
   *
   * @example await psa.documents.open('/finance/invoices/9/pdf');
   */
  open(path: string, options?: DownloadOptions): Promise<Download>;
}

/** What documents are sent and fetched by. */
export interface DocumentTransport {
  send(request: TransportRequest): Promise<PsaResponse>;
  stream(request: TransportRequest): Promise<StreamedResponse>;
}

/** What documents are made of. */
export interface DocumentsOptions {
  readonly connect: () => Promise<DocumentTransport>;
  /** Draws from 0 up to 1. */
  readonly random: () => number;
}

/** Uploads and downloads. What does the work is loaded the first time. */
export function createDocuments({ connect, random }: DocumentsOptions): Documents {
  const open = async (path: string, options: DownloadOptions = {}): Promise<Download> => {
    const { openFile } = await import('./transfer.js');
    return openFile(path, options, await connect());
  };
  const openById = async (
    kind: 'download' | 'thumbnail',
    id: number,
    options: DownloadOptions | undefined,
  ): Promise<Download> => open((await import('./transfer.js')).documentPath(kind, id), options);
  return {
    upload: async (document) => {
      const { uploadDocument } = await import('./transfer.js');
      return uploadDocument(document, { random, connect });
    },
    download: (id, options) => openById('download', id, options),
    thumbnail: (id, options) => openById('thumbnail', id, options),
    open,
  };
}

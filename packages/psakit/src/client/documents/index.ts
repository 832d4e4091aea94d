// Documents and other files: uploads as forms, downloads as streams (PROTOCOL 6.9).
export { createDocuments } from './documents.js';
export type {
  Documents,
  DocumentsOptions,
  DocumentTransport,
  DocumentUpload,
  DownloadOptions,
} from './documents.js';
export { openDownload } from './download.js';
export type { Download } from './download.js';
export type { FileContent, UploadProgress } from './form-body.js';

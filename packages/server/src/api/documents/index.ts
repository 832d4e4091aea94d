// Documents: files that belong to records (PROTOCOL 6.9), and what other folders need of them.
export { imageType } from './file-type.js';
export { multipartBoundary, parseMultipart } from './multipart.js';
export { documentOperations } from './operations.js';
export { pictureMember, pictureOf } from './owner.js';
export { documentBlob } from './record.js';

import { badMultipart } from './refusals.js';

/** One member of a form. */
export interface FormPart {
  readonly name: string;
  /** Absent where the member is no file; without folders. */
  readonly fileName?: string | undefined;
  readonly contentType?: string | undefined;
  /** A view of the body, not a copy. */
  readonly bytes: Buffer;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** More is no form that a client of this API sends. */
const MAX_PARTS = 100;
const MAX_HEADER_BYTES = 16_384;

/** RFC 2046, 5.1.1. A long one that nearly occurs everywhere takes long to look for. */
const MAX_BOUNDARY = 70;

/**
 * The boundary of a `Content-Type: multipart/form-data; boundary=…`; `undefined` where it is something
 * else.
 *
 * @throws PsaError 400 where the boundary is missing.
 */
export function multipartBoundary(contentType: string | undefined): string | undefined {
  if (!/^\s*multipart\/form-data\s*(;|$)/i.test(contentType ?? '')) return undefined;
  const boundary = headerParameters(contentType ?? '').get('boundary');
  if (boundary === undefined || boundary === '') throw badMultipart('the Content-Type has no boundary');
  if (boundary.length > MAX_BOUNDARY)
    throw badMultipart(`its boundary has more than ${MAX_BOUNDARY} characters`);
  return boundary;
}

/**
 * The members of a multipart form (RFC 7578), read as tolerantly as servers do: names quoted or not,
 * `filename*`, lines that end in a line feed alone, text before the first boundary. The platform's own
 * reader refuses what .NET and PowerShell send.
 *
 * @throws PsaError 400 for a body that ends too early or whose members have no name.
 */
export function parseMultipart(body: Uint8Array, boundary: string): readonly FormPart[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: FormPart[] = [];
  let at = bytes.indexOf(delimiter);
  while (at > 0 && bytes[at - 1] !== LINE_FEED) at = bytes.indexOf(delimiter, at + 1);
  if (at < 0) throw badMultipart('the boundary of the Content-Type does not occur in it');
  for (;;) {
    at += delimiter.length;
    if (bytes.toString('latin1', at, at + 2) === '--') return parts;
    const head = endOfHeaders(bytes, endOfLine(bytes, at));
    const next = nextDelimiter(bytes, delimiter, head.end);
    const stop = bytes[next - 2] === CARRIAGE_RETURN && next - 2 >= head.end ? next - 2 : next - 1;
    parts.push(formPart(head.text, bytes.subarray(head.end, Math.max(head.end, stop))));
    if (parts.length > MAX_PARTS) throw badMultipart(`it has more than ${MAX_PARTS} members`);
    at = next;
  }
}

/** Where the line that holds a position ends: behind its line feed. */
function endOfLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(LINE_FEED, at);
  if (end < 0) throw badMultipart('it ends inside a boundary');
  return end + 1;
}

function endOfHeaders(bytes: Buffer, start: number): { readonly text: string; readonly end: number } {
  let at = start;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, at);
    if (end < 0 || end - start > MAX_HEADER_BYTES) throw badMultipart('the headers of a member do not end');
    const length = end - at - (bytes[end - 1] === CARRIAGE_RETURN && end > at ? 1 : 0);
    if (length === 0) return { text: bytes.toString('utf8', start, at), end: end + 1 };
    at = end + 1;
  }
}

/** Where the next boundary stands, at the start of a line. */
function nextDelimiter(bytes: Buffer, delimiter: Buffer, from: number): number {
  let at = bytes.indexOf(delimiter, from);
  while (at >= 0 && bytes[at - 1] !== LINE_FEED) at = bytes.indexOf(delimiter, at + 1);
  if (at < 0) throw badMultipart('its last boundary is missing');
  return at;
}

function formPart(headers: string, bytes: Buffer): FormPart {
  const disposition = headerValue(headers, 'content-disposition') ?? '';
  const parameters = headerParameters(disposition);
  const name = parameters.get('name');
  if (name === undefined) throw badMultipart('a member has no name in its Content-Disposition');
  const fileName = encodedWord(parameters.get('filename*')) ?? parameters.get('filename');
  return {
    name,
    fileName: fileName === undefined ? undefined : baseName(fileName),
    contentType: headerValue(headers, 'content-type'),
    bytes,
  };
}

function headerValue(headers: string, name: string): string | undefined {
  for (const line of headers.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (line.slice(0, colon).trim().toLowerCase() === name) return line.slice(colon + 1).trim();
  }
  return undefined;
}

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

/** What follows the first semicolon of a header, by lower-case name. */
function headerParameters(header: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of header.matchAll(PARAMETER)) {
    // Only what must be escaped is: `C:\temp\a.txt` is a path, as browsers once sent it.
    const value =
      quoted === undefined ? bare.trim() : quoted.replace(/\\(["\\])/g, '$1').replace(/%22/g, '"');
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
  }
  return parameters;
}

/** `UTF-8''na%C3%AFve.txt` (RFC 8187); `undefined` for what is not that. */
function encodedWord(text: string | undefined): string | undefined {
  const encoded = /^utf-8'[^']*'(.*)$/i.exec(text ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

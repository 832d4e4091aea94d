/** Where documents lie, below `/apis/3.0` (PROTOCOL 6.9). */
export const DOCUMENT_PATHS = {
  upload: '/system/documents',
  download: '/system/documents/{id}/download',
  thumbnail: '/system/documents/{id}/thumbnail',
} as const;

/** What a form says about a document beside its file. */
export interface DocumentFields {
  readonly recordType: string;
  readonly recordId: number;
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly privateFlag?: boolean | undefined;
  readonly readOnlyFlag?: boolean | undefined;
  readonly isAvatar?: boolean | undefined;
}

/** The name of the form's member that is the file. */
export const FILE_MEMBER = 'file';

/**
 * The members of a document's form (PROTOCOL 6.9). The specification spells one flag `readOnlyFlay`; which
 * spelling the server reads nobody has said, so both are sent (*assumed* to do no harm).
 */
export function toFormMembers(fields: DocumentFields): readonly (readonly [name: string, value: string])[] {
  const { recordType, recordId, title, url, privateFlag, readOnlyFlag, isAvatar } = fields;
  const members: readonly (readonly [string, string | number | boolean | undefined])[] = [
    ['recordType', recordType],
    ['recordId', recordId],
    ['title', title],
    ['url', url],
    ['privateFlag', privateFlag],
    ['readOnlyFlag', readOnlyFlag],
    ['readOnlyFlay', readOnlyFlag],
    ['isAvatar', isAvatar],
  ];
  return members.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
}

/** What the headers of a download say about it. */
export interface DownloadFacts {
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  /** In bytes. */
  readonly size: number | undefined;
}

/** Name, type and size of what is downloaded, where the server says them. */
export function readDownloadFacts(headers: Headers): DownloadFacts {
  const length = headers.get('Content-Length')?.trim() ?? '';
  // What fetch has decompressed is longer than what was sent.
  const isWhole = headers.get('Content-Encoding') === null && /^\d+$/.test(length);
  return {
    fileName: readFileName(headers.get('Content-Disposition') ?? ''),
    contentType: headers.get('Content-Type') ?? undefined,
    size: isWhole ? Number(length) : undefined,
  };
}

/** `filename*` before `filename`, as RFC 6266 has it; never with a folder in it, whatever the server says. */
function readFileName(disposition: string): string | undefined {
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1];
  const plain = /;\s*filename\s*=\s*([^";\s][^;]*)/i.exec(disposition)?.[1];
  const name = decoded(encoded) ?? quoted?.replace(/\\(.)/g, '$1') ?? plain?.trim();
  const last = name?.split(/[/\\]/).at(-1);
  return last === undefined || /^\.{0,2}$/.test(last) ? undefined : last;
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

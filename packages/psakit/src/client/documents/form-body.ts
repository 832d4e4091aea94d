/** A file as it may be given: in memory, on disk behind a `Blob`, or as it comes. */
export type FileContent = Blob | Uint8Array | ReadableStream<Uint8Array>;

/** How far an upload has come, in bytes of the whole request. */
export interface UploadProgress {
  readonly sent: number;
  /** Absent where the length of a stream is not known. */
  readonly total?: number | undefined;
}

/** A file in a form. */
export interface FormFile {
  readonly member: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly content: FileContent;
  /** In bytes; known of anything but a stream. */
  readonly size?: number | undefined;
}

/** A form ready to be sent. */
export interface FormBody {
  readonly contentType: string;
  readonly body: Blob | ReadableStream<Uint8Array>;
}

/** How a form is made. */
export interface FormBodyOptions {
  readonly members: readonly (readonly [name: string, value: string])[];
  readonly file: FormFile | undefined;
  /** What no line of the form may begin with; only drawn, never looked for in the file. */
  readonly boundary: string;
  readonly onProgress: ((progress: UploadProgress) => void) | undefined;
  /** Whether a request can be sent before its end is known. */
  readonly streams: boolean;
}

/**
 * A `multipart/form-data` body. What has a length stays a `Blob`, whose length is sent along; a stream, or
 * whatever somebody watches the progress of, is sent as it is read, where the runtime can.
 */
export async function createFormBody(options: FormBodyOptions): Promise<FormBody> {
  const { members, file, boundary, onProgress, streams } = options;
  const contentType = `multipart/form-data; boundary=${boundary}`;
  const text = members
    .map(([name, value]) => `${partHead(boundary, `name="${escape(name)}"`)}\r\n${value}\r\n`)
    .join('');
  const end = `--${boundary}--\r\n`;
  if (file === undefined) return { contentType, body: new Blob([text, end]) };
  const about = `name="${escape(file.member)}"; filename="${escape(file.fileName)}"`;
  const head = `${text}${partHead(boundary, about)}Content-Type: ${oneLine(file.contentType)}\r\n\r\n`;
  const tail = `\r\n${end}`;
  const { content } = file;
  const size = content instanceof ReadableStream ? file.size : sizeOf(content);
  if (streams && (content instanceof ReadableStream || onProgress !== undefined)) {
    const parts = [encode(head), content, encode(tail)] as const;
    const total = size === undefined ? undefined : parts[0].length + size + parts[2].length;
    return { contentType, body: readTogether(parts, total, onProgress) };
  }
  const whole = content instanceof ReadableStream ? await new Response(content).blob() : content;
  return { contentType, body: new Blob([head, whole as BlobPart, tail]) };
}

function partHead(boundary: string, about: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; ${about}\r\n`;
}

/** As browsers write names in forms. */
function escape(text: string): string {
  return text.replace(
    /["\r\n]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function sizeOf(content: Blob | Uint8Array): number {
  return content instanceof Blob ? content.size : content.byteLength;
}

/** The parts one after the other; nothing is read before it is asked for. */
function readTogether(
  parts: readonly FileContent[],
  total: number | undefined,
  onProgress: FormBodyOptions['onProgress'],
): ReadableStream<Uint8Array> {
  const chunks = chunksOf(parts);
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (done) {
          controller.close();
          return;
        }
        controller.enqueue(value);
        sent += value.byteLength;
        onProgress?.({ sent, total });
      },
      cancel: async () => {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* chunksOf(parts: readonly FileContent[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      if (part.byteLength > 0) yield part;
    } else yield* readAll(part instanceof Blob ? part.stream() : part);
  }
}

/** By hand: not every runtime can iterate a stream. */
async function* readAll(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel();
    reader.releaseLock();
  }
}

/**
 * Whether `fetch` here sends a body as it is read: then it asks for `duplex`, and does not take the stream
 * for a text.
 */
export function canStreamRequests(): boolean {
  let asked = false;
  const init = {
    method: 'POST',
    body: new ReadableStream(),
    get duplex(): string {
      asked = true;
      return 'half';
    },
  };
  try {
    return !new Request('https://psakit.invalid', init).headers.has('Content-Type') && asked;
  } catch {
    return false;
  }
}

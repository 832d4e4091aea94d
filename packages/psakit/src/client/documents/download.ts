import { invalidArgument } from '../../core/index.js';
import { badResponse, type StreamedResponse } from '../response.js';
import { readDownloadFacts, type DownloadFacts } from './wire.js';

/** A file on its way from PSA. It is read once: by its stream or by `bytes()`. */
export interface Download extends DownloadFacts {
  readonly stream: ReadableStream<Uint8Array>;
  /**
   * The whole file, in memory.
   *
   * @throws {PsaError} `BAD_RESPONSE` where it ends before the size it was said to have.
   */
  bytes(): Promise<Uint8Array>;
}

/** What a streamed answer is, to whoever asked for a file. */
export function openDownload({ status, headers, requestId, body }: StreamedResponse): Download {
  const facts = readDownloadFacts(headers);
  return {
    ...facts,
    stream: body,
    bytes: async () => {
      const bytes = new Uint8Array(await openWhole(body).arrayBuffer());
      if (facts.size === undefined || bytes.byteLength === facts.size) return bytes;
      throw badResponse(
        { status, requestId },
        `${bytes.byteLength} of ${facts.size} bytes`,
        'Download it again.',
      );
    },
  };
}

function openWhole(body: ReadableStream<Uint8Array>): Response {
  try {
    return new Response(body);
  } catch {
    throw invalidArgument(
      'The file was read already.',
      'Read it once, by stream or by bytes(); to read it again, download it again.',
    );
  }
}

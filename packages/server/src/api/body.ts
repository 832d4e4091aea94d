import { isPsaError } from 'psakit/core';
import { BodyBroken, bodyTooLarge } from './errors.js';

/** Collects the chunks of a body, up to a limit. */
export interface BodyCollector {
  /** @throws PsaError status 413 once there are more bytes than the limit. */
  add(chunk: Uint8Array): void;
  text(): string;
  bytes(): Uint8Array;
}

/** @param limit in bytes. */
export function createBodyCollector(limit: number): BodyCollector {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const bytes = (): Uint8Array => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
  return {
    add: (chunk) => {
      size += chunk.byteLength;
      if (size > limit) throw bodyTooLarge(limit);
      chunks.push(chunk);
    },
    text: () => new TextDecoder().decode(bytes()),
    bytes,
  };
}

/**
 * Reads a body to its end, up to a limit in bytes.
 *
 * @throws PsaError status 413; BodyBroken where it ends before it is whole.
 */
export async function collectBody(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<BodyCollector> {
  const collector = createBodyCollector(limit);
  try {
    for await (const chunk of chunks) collector.add(chunk);
  } catch (error) {
    throw isPsaError(error) ? error : new BodyBroken(error);
  }
  return collector;
}

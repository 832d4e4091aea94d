import { createHash } from 'node:crypto';

/** The SHA-256 of a text's UTF-8: secrets are compared by it, so that all are of one length. */
export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

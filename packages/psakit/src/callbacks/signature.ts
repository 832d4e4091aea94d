/** The header that carries a message's signature (PROTOCOL 7.4). */
export const SIGNATURE_HEADER = 'x-content-signature';

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;

/** Base64 of the 32 bytes of an HMAC-SHA256. */
const SIGNATURE = /^[A-Za-z\d+/]{43}=$/;

/** A key of WebCrypto. The type `CryptoKey` is known only where the compiler has the types of the DOM. */
export interface SigningKey {
  readonly type: string;
  readonly extractable: boolean;
}

/**
 * The key of a signing key's text: HMAC over the SHA-256 of its UTF-8 bytes (PROTOCOL 7.4; agreed by four
 * implementations). It cannot be read back, so that nothing that holds it can give it away.
 */
export async function importSigningKey(signingKey: string, usage: 'sign' | 'verify'): Promise<SigningKey> {
  const secret = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(signingKey));
  return crypto.subtle.importKey('raw', secret, HMAC, false, [usage]);
}

/** The signature PSA would send with a body: base64 of the HMAC-SHA256 of its bytes (PROTOCOL 7.4). */
export async function signCallback(rawBody: Uint8Array | string, signingKey: string): Promise<string> {
  const key = await importSigningKey(signingKey, 'sign');
  const signature = await crypto.subtle.sign(HMAC.name, key as CryptoKey, toBytes(rawBody));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

/** The bytes of a signature, or undefined for a text that cannot be one. */
export function decodeSignature(text: string): Uint8Array<ArrayBuffer> | undefined {
  const trimmed = text.trim();
  if (!SIGNATURE.test(trimmed)) return undefined;
  return Uint8Array.from(atob(trimmed), (character) => character.charCodeAt(0));
}

/** Whether the signature is the body's. WebCrypto compares in constant time. */
export function isSignedBy(
  key: SigningKey,
  signature: Uint8Array<ArrayBuffer>,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return crypto.subtle.verify(HMAC.name, key as CryptoKey, signature, body);
}

/** A copy of the bytes, or the text's UTF-8: what is checked is then also what is read. */
export function toBytes(body: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
}

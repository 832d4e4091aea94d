/** The few pieces of DER (ITU-T X.690) that a certificate is made of. Each function answers one whole element. */

function element(tag: number, contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}

/** SEQUENCE */
export function sequence(...contents: readonly Uint8Array[]): Buffer {
  return element(0x30, contents);
}

/** SET of one element. */
export function setOf(content: Uint8Array): Buffer {
  return element(0x31, [content]);
}

/** An unsigned INTEGER, most significant byte first. */
export function integer(...bytes: readonly number[]): Buffer {
  return element(0x02, [Buffer.from((bytes[0] ?? 0) < 0x80 ? bytes : [0, ...bytes])]);
}

/** BOOLEAN, true: false is left out in DER. */
export function yes(): Buffer {
  return element(0x01, [Buffer.from([0xff])]);
}

/** OBJECT IDENTIFIER from its dotted form. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, [Buffer.from([first * 40 + second, ...rest.flatMap(base128)])]);
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

/** UTF8String */
export function utf8(text: string): Buffer {
  return element(0x0c, [Buffer.from(text, 'utf8')]);
}

/** OCTET STRING */
export function octets(bytes: Uint8Array): Buffer {
  return element(0x04, [bytes]);
}

/** BIT STRING whose last byte has so many unused bits. */
export function bits(bytes: Uint8Array, unused = 0): Buffer {
  return element(0x03, [Buffer.from([unused]), bytes]);
}

/** GeneralizedTime; milliseconds since 1970, to the second. UTCTime, which a date before 2050 must have. */
export function time(ms: number): Buffer {
  const text = `${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return Number(text.slice(0, 4)) < 2050
    ? element(0x17, [Buffer.from(text.slice(2), 'latin1')])
    : element(0x18, [Buffer.from(text, 'latin1')]);
}

/** An element tagged `[number]` that wraps others. */
export function wrapped(number: number, ...contents: readonly Uint8Array[]): Buffer {
  return element(0xa0 + number, contents);
}

/** An element tagged `[number]` that stands for a plain one. */
export function tagged(number: number, bytes: Uint8Array): Buffer {
  return element(0x80 + number, [bytes]);
}

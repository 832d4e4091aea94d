/**
 * Record texts as one JSON array, in UTF-8. Written piece by piece into the bytes that are sent: joining
 * the pieces to one long text first, which then is encoded, takes twice the time.
 */
export function encodeArray(texts: readonly string[]): Uint8Array<ArrayBuffer> {
  const separators = 2 + Math.max(0, texts.length - 1);
  let bytes = separators;
  let characters = separators;
  for (const text of texts) {
    bytes += Buffer.byteLength(text);
    characters += text.length;
  }
  // As many bytes as characters: ASCII, which is copied faster than UTF-8 is encoded.
  const encoding = bytes === characters ? 'latin1' : 'utf8';
  const array = Buffer.allocUnsafe(bytes);
  let offset = array.write('[', 0, 'latin1');
  for (const [index, text] of texts.entries()) {
    if (index > 0) offset += array.write(',', offset, 'latin1');
    offset += array.write(text, offset, encoding);
  }
  array.write(']', offset, 'latin1');
  return array;
}

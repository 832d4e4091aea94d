/**
 * A `Content-Disposition` that no file name can break out of: the plain form has quotes, backslashes,
 * control characters and all beyond ASCII replaced, and where that changes the name, `filename*` has it
 * whole (RFC 6266).
 */
export function attachment(fileName: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must not get into a header
  const plain = fileName.replace(/[\x00-\x1f\x7f"\\]/g, '_').replace(/[^\x20-\x7e]/gu, '_');
  const header = `attachment; filename="${plain}"`;
  if (plain === fileName) return header;
  return `${header}; filename*=UTF-8''${encodeWord(fileName)}`;
}

function encodeWord(text: string): string {
  // Half of a surrogate pair alone cannot be encoded: a buffer makes a replacement character of it.
  return encodeURIComponent(Buffer.from(text).toString()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

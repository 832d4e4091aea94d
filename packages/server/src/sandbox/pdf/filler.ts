/** Objects of a page with one line on it, without their numbers. */
const objects = (text: string): readonly string[] => {
  const content = `BT /F1 18 Tf 72 700 Td (${text.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&')}) Tj ET`;
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
};

const HEADER = '%PDF-1.4\n';

/**
 * A PDF of one page with a line of text, of exactly so many bytes; of as many as it needs where that is
 * less. What it has too many of is a comment, which readers pass over.
 *
 * @param size in bytes.
 */
export function fillerPdf(text: string, size: number): Uint8Array<ArrayBuffer> {
  let padding = Math.max(0, size - written(text, 0).length);
  // A longer comment may make the place of the table one digit longer.
  while (padding > 0 && written(text, padding).length > size) padding--;
  return new Uint8Array(Buffer.from(written(text, padding), 'latin1'));
}

function written(text: string, padding: number): string {
  let document = HEADER + (padding > 1 ? `%${' '.repeat(padding - 2)}\n` : ' '.repeat(padding));
  const places: number[] = [];
  for (const [index, object] of objects(text).entries()) {
    places.push(document.length);
    document += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = places.length + 1;
  return (
    `${document}xref\n0 ${size}\n0000000000 65535 f \n${table}` +
    `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${document.length}\n%%EOF\n`
  );
}

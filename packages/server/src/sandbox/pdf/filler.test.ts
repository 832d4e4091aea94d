import { expect, test } from 'vitest';
import { fillerPdf } from './filler.js';
import { objectsOf } from './testing/document.js';

test.each([0, 700, 999, 1_000, 1_001, 1_002, 9_990, 10_007, 123_456])('a PDF of %d bytes', (size) => {
  const bytes = fillerPdf('Signed (agreement)', size);
  const least = fillerPdf('Signed (agreement)', 0).byteLength;
  // The place of the table may take a digit more than there is room for.
  expect(Math.abs(bytes.byteLength - Math.max(size, least))).toBeLessThanOrEqual(1);
  const { header, objects, end } = objectsOf(bytes);
  expect([header, end]).toEqual(['%PDF-1.4', '%%EOF']);
  expect(objects).toHaveLength(5);
  for (const [number, begins] of objects) expect(begins).toMatch(new RegExp(`^${number} 0 obj`));
});

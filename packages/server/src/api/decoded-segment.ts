/** A segment of a path without its percent-encoding; one that is not encoded soundly is taken as it is. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** One statement about the API that psakit holds itself to. */
export interface Requirement {
  /** `area:behaviour`, as tests name it. */
  readonly id: string;
  readonly statement: string;
  /** `MISSION` and the heading, or `PROTOCOL` and the section. */
  readonly source: string;
  /** How sure the source is: recorded live, seen in code, in the specification, documented, asked for, or ours. */
  readonly confidence: 'live' | 'code' | 'spec' | 'documented' | 'mission' | 'assumed';
  /** Who must show it. */
  readonly side: 'client' | 'server' | 'both';
  /** Why it does not hold yet. Its test is then expected to fail, and says so on the day it passes. */
  readonly gap?: string | undefined;
}

/** Writes a requirement in one call, so that the lists read as lists. */
export const row = (
  id: string,
  side: Requirement['side'],
  confidence: Requirement['confidence'],
  source: string,
  statement: string,
  gap?: string,
): Requirement => ({ id, side, confidence, source, statement, gap });

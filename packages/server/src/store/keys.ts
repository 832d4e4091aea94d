import { fold } from 'psakit/conditions';
import type { RecordKey } from './types.js';

/**
 * The form in which keys are kept and compared: whole numbers as numbers, however they were written
 * (a path parameter is text), all other text folded.
 */
export function normalKey(key: RecordKey): RecordKey {
  if (typeof key === 'number') return key;
  return /^-?\d{1,15}$/.test(key) ? Number(key) : fold(key);
}

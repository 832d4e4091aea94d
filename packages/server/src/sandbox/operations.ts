import { reportOperations, type SpecialOperation } from '../api/index.js';
import { DEFAULTS, FINANCE, SETTINGS } from './answers/index.js';
import { REMOVAL } from './callbacks/index.js';
import { pdfOperations } from './pdf/index.js';
import { REPORTS } from './reports/index.js';
import { AUDIT_TRAIL } from './rules/index.js';

/**
 * What a sandbox answers beside its records.
 *
 * @param provider whose PSA it is, as invoices have it.
 */
export function sandboxOperations(provider: string): readonly SpecialOperation[] {
  return [
    ...AUDIT_TRAIL,
    REMOVAL,
    ...DEFAULTS,
    ...FINANCE,
    ...SETTINGS,
    ...pdfOperations(provider),
    ...reportOperations(REPORTS),
  ];
}

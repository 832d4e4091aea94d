import { PsaError } from '../../core/index.js';
import type { UnknownPolicy } from './types.js';

/** One thing that is wrong with what was to be written. */
export interface Finding {
  /** The server's code for it, e.g. `MaxLengthField` (PROTOCOL 5). */
  readonly code: string;
  /** The member concerned, e.g. `communicationItems/0/value`. */
  readonly path: string;
  /** In the server's words where those are recorded. */
  readonly message: string;
  readonly cure: string;
  /**
   * How much it weighs, where it is not plainly wrong: `unknown` is what only the catalog minds, since a tenant
   * on a newer release may take it; `advice` is never refused.
   */
  readonly weight?: 'unknown' | 'advice' | undefined;
}

/** What was noticed about a write that was sent all the same. */
export type WriteWarning = Pick<Finding, 'code' | 'path' | 'message' | 'cure'>;

/** Who is told of warnings. */
export type Warn = (warning: WriteWarning) => void;

/** How the server names a schema in its errors: `ticket`, `callbackEntry` (PROTOCOL 5). */
export function errorName(schema: string): string {
  return schema.slice(0, 1).toLowerCase() + schema.slice(1);
}

/**
 * Lets a write go on, or not: warnings go to `warn`, everything else is one error.
 *
 * @throws {PsaError} `INVALID_RECORD` with every problem in `fieldErrors`, in the server's own shape.
 */
export function judge(schema: string, findings: readonly Finding[], policy: UnknownPolicy, warn: Warn): void {
  const wrong = findings.filter(
    ({ weight }) => weight === undefined || (weight === 'unknown' && policy === 'error'),
  );
  if (wrong.length > 0) throw refusal(schema, wrong);
  for (const { code, path, message, cure, weight } of findings)
    if (weight === 'advice' || policy === 'warn') warn({ code, path, message, cure });
}

/** Cures a hint spells out; `fieldErrors` has the rest. */
const MOST_CURES = 3;

function refusal(schema: string, findings: readonly Finding[]): PsaError {
  const resource = errorName(schema);
  const cures = [...new Set(findings.map(({ cure }) => cure))];
  const unknown = findings.some(({ weight }) => weight === 'unknown');
  return new PsaError({
    code: 'INVALID_RECORD',
    message: `${resource} object is invalid: ${findings.map(({ message }) => message).join(' ')}`,
    hint: [
      ...cures.slice(0, MOST_CURES),
      ...(unknown ? ["Where the tenant's release knows more than the catalog, set unknown: 'allow'."] : []),
    ].join(' '),
    fieldErrors: findings.map(({ code, message, path }) => ({ code, message, resource, field: path })),
  });
}

import { invalidArgument, isPsaError, PsaError } from '../../core/index.js';
import type { JsonRecord } from '../collection.js';

/** What it takes to create a record whose answer may get lost. */
export interface CreateSteps {
  /** Sends the record once. */
  readonly send: () => Promise<JsonRecord>;
  /** The records that fit the caller's condition, newest first, two at most. */
  readonly look: () => Promise<readonly JsonRecord[]>;
  /** Gives a create that is still on its way the time to arrive. */
  readonly wait: () => Promise<void>;
  /** How a record is called in a message. */
  readonly name: (record: JsonRecord) => string;
}

/**
 * Creates a record at most once, as far as that can be known: when an answer is lost, the record is looked
 * for, twice with a pause between; only when it is not there it is sent once more, and looked for again.
 *
 * @throws {PsaError} `OUTCOME_UNKNOWN` where several records fit, or the second answer is lost and the record
 * is not found; also where both arrived after all, with the names of the two.
 */
export async function createOnce(steps: CreateSteps): Promise<JsonRecord> {
  try {
    return await steps.send();
  } catch (error) {
    if (!isLost(error)) throw error;
    const found = (await find(steps, error)) ?? (await steps.wait().then(() => find(steps, error)));
    if (found !== undefined) return found;
  }
  try {
    const created = await steps.send();
    // The first one may have been slower than the search for it: two records are never left unmentioned.
    await find(steps, undefined);
    return created;
  } catch (error) {
    const found = isLost(error) ? await find(steps, error) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

/**
 * The condition of `verify`, where it is one.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for a blank text, which every record fits.
 */
export function checkVerify<Condition>(verify: Condition): Condition {
  if (typeof verify !== 'string' || verify.trim() !== '') return verify;
  throw invalidArgument(
    'The condition of verify is blank: every record fits it.',
    'Give one that only the new record fits, e.g. externalXRef = "…", or leave verify out.',
  );
}

/** Whether a record may have been created although no answer says so. */
function isLost(error: unknown): boolean {
  return isPsaError(error, 'OUTCOME_UNKNOWN');
}

async function find({ look, name }: CreateSteps, cause: unknown): Promise<JsonRecord | undefined> {
  const [newest, other] = await look();
  if (newest === undefined || other === undefined) return newest;
  throw new PsaError({
    code: 'OUTCOME_UNKNOWN',
    message: `An answer was lost, and more than one record fits the condition of verify: ${name(newest)} and ${name(other)}.`,
    hint: 'Look at both: one of them may be there twice. Give verify a condition that only the new record fits.',
    cause,
  });
}

/** The error for a create that succeeded with an answer nobody can read. */
export function unreadable(path: string, cause: unknown): PsaError {
  return new PsaError({
    code: 'OUTCOME_UNKNOWN',
    message: `The answer to POST ${path} cannot be read: the record may have been created.`,
    hint: 'Look for the record before creating it again, or give create a condition to look for it: verify.',
    cause,
  });
}

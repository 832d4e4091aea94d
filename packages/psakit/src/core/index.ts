// Errors, clock and small helpers that every other folder may import. Imports nothing.
export { ERROR_CODES, invalidArgument, isPsaError, PsaError, withParts } from './errors.js';
export type { FailedTry, FieldError, PsaErrorCode, PsaErrorOptions } from './errors.js';
export { positionOf } from './issue.js';
export type { Issue } from './issue.js';
export { abortedError, createTicks, systemClock } from './clock.js';
export type { Clock } from './clock.js';
export { didYouMean, nearestNames } from './nearest.js';
export { checkAtLeastOne, checkOptionKinds, checkWhole } from './option-kinds.js';
export type { OptionAliases, OptionKind, OptionKinds } from './option-kinds.js';
export { redact, redactCause } from './redact.js';

// Records that were recorded somewhere else, loaded as they are.
export { applyImport } from './apply.js';
export { checkImport } from './check.js';
export type { CheckedImport, ImportedCollection, ImportProblem } from './check.js';
export { readImport } from './read.js';
export { findJsonFault } from './json-fault.js';

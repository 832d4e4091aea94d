// Writes: what may be sent, how changes become a PATCH, and what happens when an answer is lost.
export type {
  Changes,
  CreateOptions,
  Creation,
  DeleteOptions,
  DryRun,
  Input,
  Moment,
  PatchOperation,
  Planned,
  PlannedRequest,
  ReferenceInput,
  Replacement,
  UnknownPolicy,
  UpdateOptions,
  WriteOptions,
} from './types.js';
export { judge } from './finding.js';
export { prepareOperations } from './operations.js';
export { prepareValue } from './record.js';
export { Writer } from './writer.js';
export type { WriterOptions } from './writer.js';
export type { Warn, WriteWarning } from './finding.js';

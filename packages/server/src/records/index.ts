// Records as the API shows them: hrefs, the members that were asked for, and many as one body. Records as
// they are written: the rules that decide on a change, and what a refused one answers.
export { encodeArray } from './encode.js';
export { GENERIC_RULES } from './generic-rules.js';
export { absoluteHrefs, relativeHrefs } from './hrefs.js';
export { createSequences } from './ids.js';
export { createKnownRecords } from './known.js';
export { collectionPath, recordPath } from './paths.js';
export { createProjection, project } from './project.js';
export { invalidObject, isFieldRefusal, joinedRefusal, ServerRefusal } from './refusal.js';
export { stamped, withoutWriteOnly } from './stamp.js';
export { createChanges, readBody } from './write/changes.js';
export { createReferences } from './write/references.js';
export { parentResources } from './write/target.js';
export { typeName } from './write/sent.js';
export { readAction } from './write/action.js';
export { jsonRefusal, parseJson, unknownMember } from './json/parse.js';
export { jsonPlace } from './json/place.js';
export type { Sequences } from './ids.js';
export type { KnownRecords } from './known.js';
export type { ActionBody } from './write/action.js';
export type { Change, ChangeBody, ChangePlace, Changes } from './write/changes.js';
export type { References } from './write/references.js';
export type { Projection } from './project.js';
export type { RefusalOptions } from './refusal.js';
export type {
  ActionOutcome,
  Decision,
  ProposedAction,
  ProposedWrite,
  RuleContext,
  RuleMember,
  Rules,
} from './rules.js';
export type { Stamp } from './stamp.js';

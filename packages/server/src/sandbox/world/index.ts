// The made-up managed service provider that a sandbox serves.
export { createWorld } from './world.js';
export { emptyReferences, SHOWING_EMPTY } from './empty-references.js';
export { customFieldPlace } from './setup/custom-fields.js';
export { recordedLinks } from './links.js';
export { Random } from './random.js';
export { API_MEMBER } from './setup/members.js';
export { dailySpans, dayOf, periodName, periodOf, type Period } from './periods.js';
export { AS_OF, hoursBehind } from './timeline.js';
export type { WorldOptions, WorldRecord, WorldSize } from './types.js';

// What PSA does by itself when a record is written, and the operations that are more than one write.
export { AUDIT_TRAIL } from './audit-trail.js';
export { newGuid } from './guid.js';
export { createSandboxRules } from './rules.js';
export { withShownCollections } from './shown/store.js';

// Records as the API shows them: hrefs, the members that were asked for, and many as one body.
export { encodeArray } from './encode.js';
export { absoluteHrefs, relativeHrefs } from './hrefs.js';
export { createProjection, project } from './project.js';
export type { Projection } from './project.js';

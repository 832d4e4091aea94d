// The reports of the sandbox, as data.
export { REPORTS } from './definitions.js';

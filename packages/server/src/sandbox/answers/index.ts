// Answers to operations that are about no record of a collection: defaults, settings, tests, sums.
export { DEFAULTS } from './defaults.js';
export { withMadeFiles } from './made-files.js';
export { FINANCE } from './finance.js';
export { SETTINGS } from './settings.js';

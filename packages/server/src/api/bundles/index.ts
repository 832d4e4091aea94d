// Bundles: many reads in one request (PROTOCOL 6.8).
export { bundleOperations } from './operations.js';

// Bundles: many reads in one request (PROTOCOL 6.8).
export { MOST_PER_BUNDLE, sendBundle } from './bundle.js';
export type { AskBundle, BundleAnswers, BundleContext, BundleReads } from './bundle.js';

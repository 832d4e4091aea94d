// A made-up PSA to test against: the seeded world, records imported into it, and all of it served.
export { createSandbox } from './sandbox.js';
export type { Sandbox } from './sandbox.js';
export type { SandboxOptions } from './options.js';
export { SANDBOX_CREDENTIALS } from './credentials.js';
export type { SandboxCredentials } from './credentials.js';
export { AS_OF, createWorld } from './world/index.js';
export type { WorldOptions, WorldRecord, WorldSize } from './world/index.js';

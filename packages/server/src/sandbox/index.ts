// A made-up PSA to test against: the seeded world, records imported into it, and all of it served.
export { createSandbox } from './sandbox.js';
export type { Sandbox, SandboxAdmin } from './sandbox.js';
export type { SandboxOptions, TlsOptions } from './options.js';
export type { SandboxMember, SandboxMembers } from './members.js';
export type {
  ActiveFault,
  AdjustableClock,
  AdminControls,
  FaultBox,
  FaultRule,
  LoggedRequest,
  SecurityRight,
  SecurityRole,
  CallbackControls,
  DeliveryInfo,
  DeliveryState,
  DeliveryTry,
  SnapshotInfo,
} from '../api/index.js';
export { serveRecorder, serveReplay } from './recording/index.js';
export type { RecordingServeOptions, RecordingServer } from './recording/index.js';
export { readFaultsFile, readMembersFile } from './settings-file.js';
export { SANDBOX_CREDENTIALS, SANDBOX_LOGIN } from './credentials.js';
export type { SandboxCredentials, SandboxLogin } from './credentials.js';
export { AS_OF, createWorld } from './world/index.js';
export type { WorldOptions, WorldRecord, WorldSize } from './world/index.js';

// Everything of @psakit/server in one door: the budget that processes share, the store, records as the API
// shows them, the API itself, and the sandbox that is made of them.
export { openSqliteBudget } from './budget/index.js';
export type { SqliteBudgetOptions, SqliteBudgetStore } from './budget/index.js';
export { createSqliteLoader, openSqliteStore } from './store/index.js';
export type {
  Batch,
  BulkLoader,
  JsonRecord,
  RecordFilter,
  RecordKey,
  RecordQuery,
  SqliteStore,
  Store,
  StoredRecord,
  Write,
} from './store/index.js';
export { absoluteHrefs, createProjection, encodeArray, project, relativeHrefs } from './records/index.js';
export type { Projection } from './records/index.js';
export { createApi, serveApi, singletonName } from './api/index.js';
export type {
  ApiAnswer,
  ApiHandler,
  ApiMember,
  ApiOptions,
  ApiRequest,
  ApiServer,
  ServeOptions,
  SiteFacts,
} from './api/index.js';
export {
  AS_OF,
  createSandbox,
  createWorld,
  readFaultsFile,
  readMembersFile,
  SANDBOX_CREDENTIALS,
  SANDBOX_LOGIN,
} from './sandbox/index.js';
export type {
  ActiveFault,
  AdminControls,
  FaultRule,
  LoggedRequest,
  Sandbox,
  SandboxAdmin,
  SandboxMember,
  SandboxMembers,
  SecurityRole,
  SnapshotInfo,
  TlsOptions,
  SandboxCredentials,
  SandboxOptions,
  WorldOptions,
  WorldRecord,
  WorldSize,
} from './sandbox/index.js';

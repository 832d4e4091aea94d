// The API of PSA as a function from Request to Response, and the server for it.
export { createApi } from './app.js';
export { memberClaimedBy } from './credentials.js';
export { createLimiter } from './limiter.js';
export type { Limiter, LimitState } from './limiter.js';
export { entityName } from './address.js';
export { isFromHere, isLoopbackHost } from './from-here.js';
export { noEndpoint, recordNotFound } from './errors.js';
export { jsonAnswer } from './http.js';
export { reportOperations } from './reports/index.js';
export type { ReportDefinition } from './reports/index.js';
export type { Services, SpecialCall, SpecialOperation } from './special.js';
export type { ModelAge } from './models/index.js';
export { createSessions } from './sessions/index.js';
export type { Sessions } from './sessions/index.js';
export { createMintedKeys, keepMintedKeys, restoreMintedKeys } from './tokens/index.js';
export type { MintedKeys } from './tokens/index.js';
export { decodedSegment } from './decoded-segment.js';
export { serveApi } from './node.js';
export { nextTurn } from './turn.js';
export { singletonName } from './read.js';
export type { ApiServer, ServeOptions, TlsServeOptions } from './node.js';
export type { ApiAnswer, ApiRequest } from './http.js';
export { DEFAULT_SITE } from './options.js';
export type { ApiMember, SecurityRight, SecurityRole } from './member.js';
export type { ApiHandler, ApiOptions, SiteFacts } from './options.js';
export { createFaultBox, createFaulty, createHandler, FAULT_KINDS, readFaultRules } from './faults/index.js';
export type { ActiveFault, FaultBox, FaultKind, FaultRule } from './faults/index.js';
export {
  ADMIN_PATH,
  createAdjustableClock,
  createAdmin,
  createRequestLog,
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  readShape,
  scrubJson,
  scrubQuery,
  shape,
  shapeError,
  text,
  whole,
} from './admin/index.js';
export type {
  AdjustableClock,
  AdminControls,
  ClockState,
  LoggedRequest,
  RequestFilter,
  RequestLog,
  Shape,
  ShapeOf,
  ShapeProblem,
  CallbackControls,
  DeliveryInfo,
  DeliveryState,
  DeliveryTry,
  SnapshotInfo,
} from './admin/index.js';

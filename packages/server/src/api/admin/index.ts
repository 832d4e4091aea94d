// What a test may do to a sandbox from outside: faults, clock, snapshots, the log of requests, limits.
export { ADMIN_PATH, createAdmin } from './admin.js';
export type {
  AdminControls,
  CallbackControls,
  DeliveryInfo,
  DeliveryState,
  DeliveryTry,
  SnapshotInfo,
} from './controls.js';
export { createAdjustableClock } from './clock.js';
export type { AdjustableClock, ClockState } from './clock.js';
export { createRequestLog } from './request-log.js';
export type { LoggedRequest, RequestFilter, RequestLog } from './request-log.js';
export {
  flag,
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  readShape,
  shape,
  shapeError,
  text,
  whole,
} from './shape.js';
export type { Shape, ShapeOf, ShapeProblem } from './shape.js';
export { scrubJson, scrubQuery, scrubText } from './scrub.js';

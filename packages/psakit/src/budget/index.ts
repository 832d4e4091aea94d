// How many requests may be sent, and when: a sliding log, lanes, and the policy for trying again.
export { createBudget } from './create.js';
export { DEFAULT_TRIES, LONGEST_PAUSE_MS, rateLimitPause, retryDelay } from './retry.js';
export type { Failure, RetryQuestion } from './retry.js';
export { SlidingLog } from './sliding-log.js';
export type { SlidingLogOptions } from './sliding-log.js';
export type {
  AcquireOptions,
  Budget,
  BudgetOptions,
  BudgetState,
  BudgetStore,
  Lane,
  Lease,
  LimitReport,
  StoreState,
  TakeResult,
  Wait,
  WaitReason,
} from './types.js';

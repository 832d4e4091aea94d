import type { AdjustableClock, AdminControls, FaultBox, Limiter, RequestLog } from '../api/index.js';
import type { Outgoing } from './callbacks/index.js';
import type { Records } from './records.js';

/** Puts together what a test may do to a sandbox from the parts that do it. */
export function createControls(parts: {
  readonly records: Records;
  readonly clock: AdjustableClock;
  readonly limiter: Limiter;
  readonly faults: FaultBox;
  readonly requests: RequestLog;
  readonly outgoing: Outgoing;
}): AdminControls {
  const { records, clock, limiter, faults, requests, outgoing } = parts;
  return {
    clock,
    requests,
    callbacks: outgoing.controls,
    faults: {
      ...faults,
      add: (rule) => {
        const added = faults.add(rule);
        // Requests that come after this wait for it; one that fails is told by the first stale read.
        if (rule.kind === 'stale') records.keepBefore().catch(() => undefined);
        return added;
      },
    },
    limits: {
      list: () => limiter.states(),
      clear: () => {
        limiter.reset();
      },
    },
    reset: () => records.reset(),
    snapshot: (name) => records.snapshot(name),
    restore: (name) => records.restore(name),
    snapshots: () => records.snapshots(),
    drop: (name) => records.drop(name),
  };
}

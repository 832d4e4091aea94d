import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Watches this process; what it gives ends that and tells the longest stall, in milliseconds. */
export function watchEventLoop(): () => Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  return async () => {
    // A stall is noted by the tick after it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    delays.disable();
    return Math.round(delays.max / 1e6);
  };
}

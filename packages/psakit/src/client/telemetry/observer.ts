import type { Clock } from '../../core/index.js';
import type { Logger, RequestEvent } from './events.js';
import { Telemetry } from './open-telemetry.js';
import { routeOf } from './route.js';

/** Who is told what happens to a request. */
export interface Observer {
  readonly routeOf: (path: string) => string;
  tell(event: RequestEvent, apiUrl: string): void;
}

/** Who may want to know. */
export interface ObserverOptions {
  readonly logger: Logger | undefined;
  readonly clock: Clock;
}

/** Says for each request who is told about it: nobody, where there is neither a logger nor OpenTelemetry. */
export function createObserver({ logger, clock }: ObserverOptions): () => Observer | undefined {
  const telemetry = new Telemetry();
  const observer: Observer = {
    routeOf,
    tell: (event, apiUrl) => {
      ignoreFailures(() => logger?.(event));
      ignoreFailures(() => {
        telemetry.tell(event, { apiUrl, now: clock.now() });
      });
    },
  };
  return () => (logger !== undefined || telemetry.present ? observer : undefined);
}

/** Whoever watches a request must not be able to break it. */
export function ignoreFailures(tell: () => void): void {
  try {
    tell();
  } catch {
    // There is nobody to tell: the logger is what failed.
  }
}

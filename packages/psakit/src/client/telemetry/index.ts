// What can be seen of requests while they happen: events for a logger, spans and metrics of OpenTelemetry.
export type { Logger, RequestEvent, RequestFacts, TryFacts, WarningEvent } from './events.js';
export { createObserver, ignoreFailures } from './observer.js';
export type { Observer, ObserverOptions } from './observer.js';

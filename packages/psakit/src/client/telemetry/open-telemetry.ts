import type { RequestEvent } from './events.js';

/** The name our spans and metrics are told apart by. */
const SCOPE = 'psakit';

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR` of the API. */
const CLIENT = 2;
const ERROR = 2;

type Attributes = Readonly<Record<string, string | number | readonly string[]>>;

interface Span {
  setStatus(status: { readonly code: number; readonly message?: string }): unknown;
  end(endTime?: number): void;
}

interface Tracer {
  startSpan(
    name: string,
    options: { readonly kind: number; readonly attributes: Attributes; readonly startTime: number },
    context?: unknown,
  ): Span;
}

interface Histogram {
  record(value: number, attributes: Attributes): void;
}

interface Meter {
  createHistogram(name: string, options: { readonly description: string; readonly unit: string }): Histogram;
}

/** What `@opentelemetry/api` 1.x leaves where everyone can find it, as far as it is used here. */
interface RegisteredApi {
  readonly trace?: { getTracer(name: string): Tracer };
  readonly metrics?: { getMeter(name: string): Meter };
  readonly context?: { active(): unknown };
}

/** The name under which the API registers itself, part of its contract between versions. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

/** Where a request went, and the time it ended, in milliseconds since 1970. */
export interface TelemetryPlace {
  readonly apiUrl: string;
  readonly now: number;
}

/** The instruments of one meter provider. */
interface Instruments {
  readonly provider: RegisteredApi['metrics'];
  readonly duration: Histogram | undefined;
  readonly wait: Histogram | undefined;
}

/**
 * Tells OpenTelemetry about tries that are over, where its API is registered in this process; elsewhere it does
 * nothing. One client span a try, and two histograms, named as the HTTP conventions have them. The query of the
 * URL is left out: it holds what people look for.
 */
export class Telemetry {
  #instruments: Instruments | undefined;

  /** Whether anybody is there to be told. */
  get present(): boolean {
    return registeredApi() !== undefined;
  }

  tell(event: RequestEvent, place: TelemetryPlace): void {
    const api = registeredApi();
    if (api === undefined || (event.type !== 'answered' && event.type !== 'failed')) return;
    const common = commonAttributes(event, place);
    const { duration, wait } = this.#instrumentsOf(api);
    duration?.record(event.durationMs / 1000, common);
    wait?.record(event.waitMs / 1000, { 'url.template': event.route });
    const span = api.trace?.getTracer(SCOPE).startSpan(
      `${event.method} ${event.route}`,
      {
        kind: CLIENT,
        attributes: spanAttributes(event, place, common),
        startTime: place.now - event.durationMs,
      },
      api.context?.active(),
    );
    if (event.type === 'failed') span?.setStatus({ code: ERROR, message: event.message });
    span?.end(place.now);
  }

  #instrumentsOf({ metrics }: RegisteredApi): Instruments {
    if (this.#instruments?.provider === metrics && this.#instruments !== undefined) return this.#instruments;
    const meter = metrics?.getMeter(SCOPE);
    this.#instruments = {
      provider: metrics,
      duration: meter?.createHistogram('http.client.request.duration', {
        description: 'Duration of HTTP client requests.',
        unit: 's',
      }),
      wait: meter?.createHistogram('psakit.client.wait.duration', {
        description: 'How long requests waited for the budget.',
        unit: 's',
      }),
    };
    return this.#instruments;
  }
}

function registeredApi(): RegisteredApi | undefined {
  return (globalThis as { [REGISTERED]?: RegisteredApi })[REGISTERED];
}

type EndEvent = Extract<RequestEvent, { type: 'answered' | 'failed' }>;

function spanAttributes(event: EndEvent, { apiUrl }: TelemetryPlace, common: Attributes): Attributes {
  const { path, attempt, requestId, waitMs } = event;
  return {
    ...common,
    'url.full': apiUrl + path,
    'psakit.wait_ms': waitMs,
    ...(attempt > 1 ? { 'http.request.resend_count': attempt - 1 } : {}),
    ...(requestId === undefined ? {} : { 'http.response.header.x-cw-request-id': [requestId] }),
  };
}

function commonAttributes(event: EndEvent, { apiUrl }: TelemetryPlace): Attributes {
  const { hostname, port, protocol } = new URL(apiUrl);
  return {
    'http.request.method': event.method,
    'server.address': hostname,
    'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    'url.template': event.route,
    ...(event.status === undefined ? {} : { 'http.response.status_code': event.status }),
    ...(event.type === 'failed' ? { 'error.type': String(event.status ?? event.code) } : {}),
  };
}

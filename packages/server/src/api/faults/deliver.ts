import type { ApiAnswer, ApiRequest, Delivery } from '../http.js';
import type { ApiHandler } from '../options.js';
import { fromRequest, toResponse } from '../web.js';

/**
 * A function from `Request` to `Response` that behaves as the global `fetch` does: it fails where a
 * connection would, and gives up when the request's signal fires.
 *
 * @param closing fires when the server is closed: who still waits is let go.
 */
export function createHandler(
  answer: (request: ApiRequest) => Promise<ApiAnswer>,
  closing: AbortSignal,
): ApiHandler {
  const handler = async (request: Request): Promise<Response> => {
    const signal = AbortSignal.any([request.signal, closing]);
    if (signal.aborted) throw signal.reason;
    const answered = await Promise.race([answer(fromRequest(request)), givenUp(signal)]);
    return deliverResponse(answered, request.method, signal);
  };
  return Object.assign(handler, { answer });
}

/**
 * An answer as the global `fetch` would bring it, where no socket is between: a reset is a rejection, a
 * silence lasts until the signal fires, and a body that breaks off is a stream that fails.
 *
 * @throws TypeError `fetch failed`, as the global `fetch` throws it; or the reason of a signal.
 */
async function deliverResponse(answer: ApiAnswer, method: string, signal: AbortSignal): Promise<Response> {
  const { delivery, status, headers } = answer;
  if (!delivery) return toResponse(answer, method);
  if (delivery.kind === 'reset') throw new TypeError('fetch failed', { cause: connectionReset() });
  if (delivery.kind === 'silence') return givenUp(signal);
  return new Response(streamOf(delivery), { status, headers });
}

/** Rejects when the signal fires, with its reason. */
function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as fetch does
        reject(signal.reason);
      },
      { once: true },
    );
  });
}

function streamOf({ pieces, broken }: Delivery & { kind: 'pieces' }): ReadableStream<Uint8Array> {
  const source = pieces()[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await source.next();
      if (!next.done) controller.enqueue(next.value);
      else if (broken) controller.error(new TypeError('terminated', { cause: connectionReset() }));
      else controller.close();
    },
    cancel: async () => {
      await source.return?.();
    },
  });
}

function connectionReset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
}

import { collectBody, createBodyCollector, type BodyCollector } from './body.js';
import type { ApiAnswer, ApiRequest } from './http.js';

/** The answer to a request of this method as a web `Response`. */
export function toResponse(answer: ApiAnswer, method: string): Response {
  // The answer that has no body may not have an empty one either.
  return new Response(answer.status === 204 || method === 'HEAD' ? null : answer.body, {
    status: answer.status,
    headers: answer.headers,
  });
}

/** A web `Request` as the API reads it. */
export function fromRequest(request: Request): ApiRequest {
  const { url } = request;
  // `http://host/path?query#fragment`: the path starts at the third slash.
  const slash = url.indexOf('/', url.indexOf('://') + 3);
  const hash = url.indexOf('#', slash);
  return {
    method: request.method,
    origin: url.slice(0, slash),
    target: hash < 0 ? url.slice(slash) : url.slice(slash, hash),
    header: (name) => request.headers.get(name) ?? undefined,
    body: async (limit) => (await collected(request, limit)).text(),
    bytes: async (limit) => (await collected(request, limit)).bytes(),
  };
}

async function collected({ body }: Request, limit: number): Promise<BodyCollector> {
  return body ? collectBody(body, limit) : createBodyCollector(limit);
}

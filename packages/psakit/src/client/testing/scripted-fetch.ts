import type { Fetch } from '../index.js';

/** What one request is answered with: a response, an error in its place, or nothing ever. */
export type Reply = Response | Error | 'silence';

/** One expected request. */
export interface Step {
  readonly method?: string;
  /** The whole URL, or a part of it. */
  readonly url: string | RegExp;
  readonly reply: Reply;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A `fetch` that follows a script, and can say whether the whole script was played. */
export interface ScriptedFetch {
  readonly fetch: Fetch;
  readonly sent: readonly SentRequest[];
  /** Throws where a step was not used, or a request was none of the script's. */
  verify(): void;
}

export function scriptedFetch(steps: readonly Step[]): ScriptedFetch {
  const sent: SentRequest[] = [];
  const wrong: string[] = [];
  return {
    sent,
    fetch: (url, init) => {
      const method = init.method ?? 'GET';
      const step = steps[sent.length];
      sent.push({ method, url, headers: init.headers as Record<string, string>, body: init.body });
      const fits =
        step !== undefined &&
        (step.method ?? 'GET') === method &&
        (typeof step.url === 'string' ? step.url === url : step.url.test(url));
      if (!fits) {
        wrong.push(`${method} ${url}`);
        return Promise.reject(new Error(`not in the script: ${method} ${url}`));
      }
      if (step.reply === 'silence') return new Promise(() => undefined);
      return step.reply instanceof Error ? Promise.reject(step.reply) : Promise.resolve(step.reply);
    },
    verify: () => {
      if (wrong.length > 0) throw new RangeError(`not in the script: ${wrong.join(', ')}`);
      const unused = steps.length - sent.length;
      if (unused > 0) throw new RangeError(`${unused} steps of the script were not used`);
    },
  };
}

/** A JSON answer. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { 'Content-Type': 'application/json', ...(init.headers as Record<string, string> | undefined) },
  });
}

/** An answer of any other kind. */
export function plain(body: string, status: number, type = 'text/plain'): Response {
  return new Response(body, { status, headers: { 'Content-Type': type } });
}

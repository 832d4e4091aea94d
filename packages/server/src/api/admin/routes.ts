import { FAULT_KINDS, readFaultRule, readFaultRules } from '../faults/index.js';
import type { AdminControls } from './controls.js';
import { flag, moment, object, optional, readShape, shapeError, text, whole } from './shape.js';

/** What a route is given. */
export interface AdminCall {
  readonly controls: AdminControls;
  /** What stands in the place of `{…}`. */
  readonly name: string;
  readonly query: URLSearchParams;
  /** The body as JSON; `undefined` for none. Throws PsaError for what is no JSON. */
  readonly json: () => Promise<unknown>;
}

/** One thing that can be asked of the admin API. */
export interface AdminRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/_psakit`. */
  readonly path: string;
  readonly summary: string;
  /** The value to answer as JSON; `undefined` for a 204, `NOTHING_THERE` for a 404. */
  readonly run: (call: AdminCall) => unknown;
}

/** What a route answers where there is nothing of that name. */
export const NOTHING_THERE = Symbol('nothing there');

const YEAR_3000 = 32_503_680_000_000;

const clockChange = object({
  now: optional(moment),
  advanceMs: optional(whole(0, YEAR_3000)),
  frozen: optional(flag),
});

const requestQuery = object({
  method: optional(text),
  path: optional(text),
  member: optional(text),
  since: optional(moment),
  status: optional(whole(100, 599)),
  limit: optional(whole(1, 1_000)),
});

/** The admin API, in the order in which it describes itself. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [
  {
    method: 'GET',
    path: '/faults',
    summary: 'the faults in force, and how often each struck',
    run: ({ controls }) => controls.faults.list(),
  },
  {
    method: 'POST',
    path: '/faults',
    summary: `adds one fault or an array of them: { "kind": "status", "status": 503, "path": "/service/tickets", "count": 2 }; kinds are ${Object.keys(FAULT_KINDS).join(', ')}`,
    run: async ({ controls, json }: AdminCall): Promise<unknown> => {
      const body = await json();
      const rules = Array.isArray(body) ? readFaultRules(body, '') : [readFaultRule(body, '')];
      const added = rules.map((rule) => controls.faults.add(rule));
      return Array.isArray(body) ? added : added[0];
    },
  },
  {
    method: 'DELETE',
    path: '/faults',
    summary: 'takes all faults out',
    run: ({ controls }: AdminCall): void => {
      controls.faults.clear();
    },
  },
  {
    method: 'DELETE',
    path: '/faults/{id}',
    summary: 'takes one fault out',
    run: ({ controls, name }) => (controls.faults.clear(name) ? undefined : NOTHING_THERE),
  },
  {
    method: 'GET',
    path: '/clock',
    summary: 'the sandbox’s time, and whether it stands still',
    run: ({ controls }) => controls.clock.state(),
  },
  {
    method: 'PUT',
    path: '/clock',
    summary:
      'sets it: any of { "now": "2026-03-01T09:00:00Z", "advanceMs": 60000, "frozen": true }, in this order',
    run: async ({ controls, json }: AdminCall): Promise<unknown> => {
      const { now, advanceMs, frozen } = readShape(clockChange, await json(), '');
      if (now !== undefined) controls.clock.set(now);
      if (advanceMs !== undefined) controls.clock.advance(advanceMs);
      if (frozen !== undefined) controls.clock.freeze(frozen);
      return controls.clock.state();
    },
  },
  {
    method: 'POST',
    path: '/reset',
    summary: 'puts the records back to the seeded world; faults, clock and log stay',
    run: ({ controls }) => controls.reset(),
  },
  {
    method: 'GET',
    path: '/snapshots',
    summary: 'the states of the records that are kept',
    run: ({ controls }) => controls.snapshots(),
  },
  {
    method: 'PUT',
    path: '/snapshots/{name}',
    summary: 'keeps the records as they are now',
    run: ({ controls, name }) => controls.snapshot(name),
  },
  {
    method: 'POST',
    path: '/snapshots/{name}/restore',
    summary: 'puts the records back to a state that was kept',
    run: ({ controls, name }) =>
      controls.snapshots().some((kept) => kept.name === name) ? controls.restore(name) : NOTHING_THERE,
  },
  {
    method: 'DELETE',
    path: '/snapshots/{name}',
    summary: 'forgets a state',
    run: async ({ controls, name }) => ((await controls.drop(name)) ? undefined : NOTHING_THERE),
  },
  {
    method: 'GET',
    path: '/requests',
    summary: 'the last requests, oldest first: ?method=&path=&status=&member=&since=&limit= (100)',
    run: ({ controls, query }) => controls.requests.list(readShape(requestQuery, requestFilter(query), '')),
  },
  {
    method: 'DELETE',
    path: '/requests',
    summary: 'forgets the requests so far',
    run: ({ controls }: AdminCall): void => {
      controls.requests.clear();
    },
  },
  {
    method: 'GET',
    path: '/callbacks',
    summary: 'deliveries of callbacks, newest first: owed, delivered, failed, blocked',
    run: ({ controls }) => controls.callbacks.list(),
  },
  {
    method: 'POST',
    path: '/callbacks/{messageId}/redeliver',
    summary: 'sends a message that came to an end once more',
    run: async ({ controls, name }) =>
      (await controls.callbacks.redeliver(name)) ? undefined : NOTHING_THERE,
  },
  {
    method: 'POST',
    path: '/callbacks/settled',
    summary: 'answers when nothing is owed any more, retries included',
    run: ({ controls }) => controls.callbacks.settled(),
  },
  {
    method: 'GET',
    path: '/limits',
    summary: 'how many requests each member has left in its 60 seconds',
    run: ({ controls }) => controls.limits.list(),
  },
  {
    method: 'DELETE',
    path: '/limits',
    summary: 'gives every member all of its requests back',
    run: ({ controls }: AdminCall): void => {
      controls.limits.clear();
    },
  },
];

const NUMBERS = ['status', 'limit'];

/** A query is all text: what has to be a number is one where it looks like one. */
function requestFilter(query: URLSearchParams): Record<string, unknown> {
  const given = [...query].map(([name, value]): [string, unknown] => [
    name,
    NUMBERS.includes(name) && /^\d{1,9}$/.test(value) ? Number(value) : value,
  ]);
  return Object.fromEntries(given);
}

/** @throws PsaError for a text that is no JSON. */
export function parseBody(body: string): unknown {
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    throw shapeError('', [{ at: '', message: `is no JSON: ${(error as Error).message}` }]);
  }
}

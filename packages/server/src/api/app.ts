import { randomUUID } from 'node:crypto';
import { pathTree } from 'psakit/catalog';
import { systemClock } from 'psakit/core';
import { createAuthenticator } from './credentials.js';
import { errorAnswer, isAnswer, MethodNotAllowed, noEndpoint } from './errors.js';
import { jsonAnswer, type AnswerHeaders, type ApiAnswer, type ApiRequest } from './http.js';
import { createGate } from './gate.js';
import { answeredIn, createModels } from './models/index.js';
import type { ApiMember } from './member.js';
import { DEFAULT_SITE, type ApiHandler, type ApiOptions, type SiteFacts } from './options.js';
import { ownOperations } from './operations.js';
import { parseQuery } from './parameters.js';
import { createParts } from './parts.js';
import { isRead } from './place.js';
import type { ResourceRequest } from './read.js';
import { createRequestIds } from './request-id.js';
import { findRoute } from './router.js';
import { apiVersion, companyInfo, systemInfo } from './site.js';
import { checkRight } from './security.js';
import { createLogin, createSessions } from './sessions/index.js';
import { createSpecials } from './special.js';
import { createMintedKeys } from './tokens/index.js';
import { usualHeaders } from './usual-headers.js';
import { fromRequest, toResponse } from './web.js';
import { ANSWER_HEADERS } from './wire.js';

/** `/system/info`, which answers with facts of the site and not with a record. */
const SYSTEM_INFO = '/system/info';

/**
 * The API of PSA over a store: a function from `Request` to `Response` that never rejects.
 *
 * ```ts
 * const api = createApi({ store, members: [{ companyId: 'acme', publicKey, privateKey, identifier: 'api' }] });
 * const response = await api(new Request('http://localhost/v4_6_release/apis/3.0/service/tickets?pageSize=5', …));
 * ```
 */
export function createApi(options: ApiOptions): ApiHandler {
  // The list of all paths is read on first use, which takes longer than most requests: none of them shall wait for it.
  pathTree();
  const clock = options.clock ?? systemClock;
  const site: SiteFacts = { ...DEFAULT_SITE, ...options.site };
  const nextId = createRequestIds(options.random ?? Math.random);
  const minted = options.minted ?? createMintedKeys(clock);
  const sessions = options.sessions ?? createSessions(clock);
  const authenticate = createAuthenticator(options.members, { minted, sessions });
  const login = createLogin(options.members, sessions);
  const gate = createGate({
    rateLimit: options.rateLimit ?? 60,
    style: options.limitStyle ?? 'mission',
    clock,
    limiter: options.limiter,
  });
  const guid = options.random ? nextId : randomUUID;
  const models = createModels(options.models ?? []);
  const { read, write, services } = createParts(options, { site, clock, guid, models });
  const specialFor = createSpecials(ownOperations(options, minted));
  const usual = usualHeaders(apiVersion(site));
  const latencyMs = options.latencyMs ?? 0;

  const route = async (request: ApiRequest, headers: AnswerHeaders): Promise<ApiAnswer> => {
    const mark = request.target.indexOf('?');
    const path = mark < 0 ? request.target : request.target.slice(0, mark);
    const query = mark < 0 ? '' : request.target.slice(mark + 1);
    const found = findRoute(path);
    if (found.kind === 'companyInfo') {
      if (request.method !== 'GET') throw new MethodNotAllowed(request.method, path, ['GET']);
      return jsonAnswer(companyInfo(found.company, options.members, site, request.origin));
    }
    if (found.kind === 'login') return login(request, path);
    if (found.kind === 'nowhere' && !found.insideApi) throw noEndpoint();
    const member = authenticate(request);
    const refused = gate(member, headers);
    if (refused) return refused;
    if (found.kind === 'nowhere') throw noEndpoint();
    if (found.match.path === SYSTEM_INFO && request.method === 'GET') return jsonAnswer(systemInfo(site));
    checkRight(member, found.match, request.method);
    const call = {
      request,
      match: found.match,
      path,
      apiPath: found.path,
      query,
      parameters: parseQuery(query),
    };
    const model = models.asked(request);
    if (model) return answeredIn(model, call, (asked) => dispatch(asked, member), services);
    return dispatch(call, member);
  };
  const dispatch = async (call: ResourceRequest, member: ApiMember): Promise<ApiAnswer> => {
    const { match, request } = call;
    const special = specialFor(request.method, match.path);
    const answered = await special?.answer({ ...call, member, services });
    if (answered) return answered;
    return isRead(match, request.method) ? read(call) : write(call, member);
  };

  const answer = async (request: ApiRequest): Promise<ApiAnswer> => {
    const requestId = nextId();
    const headers: AnswerHeaders = { ...usual, [ANSWER_HEADERS.requestId]: requestId };
    try {
      if (latencyMs > 0) await clock.sleep(latencyMs);
      const answered = await route(request, headers);
      // No answer tells of what could still be lost, be it another's write that was read.
      await options.store.settled();
      return { ...answered, headers: Object.assign(headers, answered.headers) };
    } catch (error) {
      const answered = errorAnswer(error, headers);
      if (!isAnswer(error)) options.onFault?.(error, requestId);
      return answered;
    }
  };
  const handler = async (request: Request): Promise<Response> =>
    toResponse(await answer(fromRequest(request)), request.method);
  return Object.assign(handler, { answer });
}

import { row, type Requirement } from './requirement.js';

export const LIMITS: readonly Requirement[] = [
  // Limits
  row(
    'limits:sixty',
    'server',
    'mission',
    'MISSION Limits',
    '60 requests in any 60 seconds for each API member, then 429',
  ),
  row(
    'limits:headers',
    'server',
    'mission',
    'MISSION Limits',
    'every answer has X-RateLimit-Limit, -Remaining and -Reset',
  ),
  row(
    'limits:body',
    'server',
    'mission',
    'MISSION Limits',
    '429 has Retry-After and the RateLimitExceeded body',
  ),
  row(
    'limits:obeyed',
    'client',
    'mission',
    'MISSION Limits',
    'on 429 the client waits Retry-After (30 s where absent) plus up to 1 s, at most 5 tries',
  ),
  row(
    'limits:budget',
    'client',
    'mission',
    'MISSION Limits',
    'the client never asks more than the budget in any window',
  ),
  row(
    'limits:both-bodies',
    'client',
    'live',
    'PROTOCOL 4',
    'the vendor’s 429 body, keyed error, is understood as well',
  ),
  row(
    'limits:longest-pause',
    'client',
    'assumed',
    'MISSION Limits',
    'a pause of an hour is waited for; a longer one fails the call, and holds up others for an hour at most',
  ),
];

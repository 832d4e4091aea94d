import type { JsonRecord } from '../store/index.js';
import { ServerRefusal } from './refusal.js';
import type { Decision, ProposedWrite, RuleContext, Rules } from './rules.js';
import { stamped, withoutWriteOnly } from './stamp.js';

/**
 * The rules of a server that knows nothing about its records: a record gets its `_info` and is stored as
 * it was sent. Operations that are more than a change of one record need rules that know them.
 */
export const GENERIC_RULES: Rules = {
  decide: (write, context) => Promise.resolve(decided(write, context)),
  act: ({ operation }) =>
    Promise.reject(
      new ServerRefusal({
        status: 500,
        code: 'ConnectWiseApi',
        message: `${operation.method} ${operation.path} needs rules that know it, and this server was given none.`,
      }),
    ),
};

function decided(write: ProposedWrite, { now, member }: RuleContext): Decision {
  const { resource, parents, before, after } = write;
  if (!after) {
    const id = before?.[resource.key ?? ''];
    if (typeof id !== 'number' && typeof id !== 'string') return { writes: [] };
    return { writes: [{ kind: 'delete', resource, parents, id }] };
  }
  const record: JsonRecord = withoutWriteOnly(resource, after);
  return { record: stamped(resource, parents, record, before, { now, by: member.identifier }), writes: [] };
}

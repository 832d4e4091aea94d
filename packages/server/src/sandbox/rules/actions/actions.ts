import { schema, type Operation } from 'psakit/catalog';
import type { ProposedAction } from '../../../records/index.js';
import type { JsonRecord } from '../../../store/index.js';
import type { Draft } from '../draft.js';
import type { Save } from '../save.js';
import { DONE, succeeded, type ActionAnswer, type ActionTable } from './action.js';
import { APPROVALS } from './approvals.js';
import { COPIES } from './copy.js';
import { CUSTOMER_ACTIONS } from './customers.js';
import { FINANCE_ACTIONS } from './finance.js';
import { MISC_ACTIONS, patched } from './misc.js';
import { OPPORTUNITY_ACTIONS } from './opportunities.js';
import { PROJECT_ACTIONS } from './projects.js';
import { TICKET_ACTIONS } from './tickets.js';

const KNOWN: ActionTable = {
  ...TICKET_ACTIONS,
  ...COPIES,
  ...APPROVALS,
  ...OPPORTUNITY_ACTIONS,
  ...CUSTOMER_ACTIONS,
  ...FINANCE_ACTIONS,
  ...PROJECT_ACTIONS,
  ...MISC_ACTIONS,
};

/**
 * Makes the function that does the operations which are no change of one record. One that nobody has
 * described answers by its schema: success, or what it was sent (*assumed*).
 */
export function createActions(save: Save): (action: ProposedAction, draft: Draft) => Promise<ActionAnswer> {
  return async ({ operation, parameters, query, body }, draft) => {
    const items = Array.isArray(body) ? (body as readonly JsonRecord[]) : [];
    const object = isObject(body) ? body : {};
    const action = KNOWN[`${operation.method} ${operation.path}`];
    if (!action) return bySchema(operation, object, items);
    return action({ operation, parameters, query, body: object, items, save, draft });
  };
}

function bySchema(operation: Operation, body: JsonRecord, items: readonly JsonRecord[]): ActionAnswer {
  const { response, status, method, path } = operation;
  const answered = response?.schema === undefined ? undefined : schema(response.schema);
  if (status === 204 || !answered) return DONE;
  if (answered.field('success') && answered.field('message')) {
    return succeeded(
      `${path.slice(path.lastIndexOf('/') + 1)}: there is nothing behind this sandbox to ask.`,
    );
  }
  if (response?.array === true) return { answer: items };
  const sent = method === 'PATCH' ? patched({}, items) : body;
  const known = Object.entries(sent).filter(([name]) => answered.field(name) !== undefined);
  return { answer: { ...(answered.field('id') ? { id: 1 } : {}), ...Object.fromEntries(known) } };
}

function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

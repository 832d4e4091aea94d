import type { JsonRecord } from '../../../store/index.js';
import type { Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { equals } from '../query.js';
import { invalidField, notFoundField } from '../refusals.js';
import { flagOf, numberOf, ownId } from '../values.js';

/**
 * `parentTicketId` and `hasChildTicket` say the same from both sides (PROTOCOL 6.5: the latter is
 * read-only). A parent that is not there is refused, and so is a ticket as its own
 * or one of its children (texts *assumed*).
 */
export const FAMILY: Concern = {
  about: ['service/tickets'],
  on: ['create', 'replace', 'update', 'delete'],
  apply: async ({ kind, record, before }, draft) => {
    const id = ownId(record);
    const parent = kind === 'delete' ? undefined : numberOf(record, 'parentTicketId');
    const former = numberOf(kind === 'delete' ? record : before, 'parentTicketId');
    if (kind === 'delete' && flagOf(record, 'hasChildTicket')) await orphan(id, draft);
    if (parent === former) return undefined;
    if (parent !== undefined) await adopt(parent, id, draft);
    if (former !== undefined) await release(former, id, draft);
    return undefined;
  },
};

async function adopt(parent: number, child: number, draft: Draft): Promise<void> {
  const ticket = await draft.get('service/tickets', [], parent);
  if (!ticket || parent === child) {
    throw notFoundField('ticket', 'parentTicketId', `Ticket ${parent} not found`);
  }
  if (await isBelow(ticket, child, draft)) {
    const message = `Ticket ${parent} is a child of ticket ${child} and cannot be its parent.`;
    throw invalidField('ticket', 'parentTicketId', message);
  }
  if (!flagOf(ticket, 'hasChildTicket'))
    draft.change('service/tickets', [], ticket, { hasChildTicket: true });
}

/** Whether a ticket is among the children of another, or theirs. */
async function isBelow(ticket: JsonRecord, other: number, draft: Draft): Promise<boolean> {
  const seen = new Set<number>();
  for (let above = numberOf(ticket, 'parentTicketId'); above !== undefined && !seen.has(above);) {
    if (above === other) return true;
    seen.add(above);
    above = numberOf(await draft.get('service/tickets', [], above), 'parentTicketId');
  }
  return false;
}

async function release(parent: number, child: number, draft: Draft): Promise<void> {
  const ticket = await draft.get('service/tickets', [], parent);
  if (!ticket) return;
  const children = await childrenOf(parent, draft);
  const left = children.some((each) => ownId(each) !== child);
  if (!left) draft.change('service/tickets', [], ticket, { hasChildTicket: false });
}

/** Children of a ticket that goes stand on their own (*assumed*). */
async function orphan(parent: number, draft: Draft): Promise<void> {
  for (const child of await childrenOf(parent, draft)) {
    draft.change('service/tickets', [], child, { parentTicketId: undefined });
  }
}

/** The tickets that name one as their parent. */
export function childrenOf(parent: number, draft: Draft): Promise<readonly JsonRecord[]> {
  return draft.list('service/tickets', { where: equals('parentTicketId', parent) });
}

import { errorName } from 'psakit/catalog';
import type { FieldError } from 'psakit/core';
import type { JsonRecord } from '../../../store/index.js';
import type { Draft } from '../draft.js';
import { all, equals } from '../query.js';
import { referenceTo } from '../references.js';
import { invalidField, invalidObject, missingField } from '../refusals.js';
import { needed, saveChanged } from '../save.js';
import { clearTicketChangeLog } from '../shown/ticket-change-log.js';
import { idOf, idsOf, ownId, without } from '../values.js';
import { recordId, succeeded, type Action, type ActionTable } from './action.js';

/** Actions on tickets (PROTOCOL 6.7 for names and bodies; what they do is *assumed* where not said). */
export const TICKET_ACTIONS: ActionTable = {
  'POST /service/tickets/{parentId}/merge': merge(),
  'POST /service/tickets/{parentId}/attachChildren': attachChildren(),
  'POST /service/tickets/{parentId}/convert': convert('service/tickets'),
  'POST /project/tickets/{parentId}/convert': convert('project/tickets'),
  'POST /project/ticketNote/{id}/markAs': markNote(),
  'DELETE /service/tickets/changelogs': async ({ draft }) => {
    await clearTicketChangeLog(draft);
    return {};
  },
  'DELETE /time/changelogs': clears('time/changelogs'),
};

/** The merged tickets get the status and name the ticket they went into; their notes show in its `allNotes`. */
function merge(): Action {
  return async (call) => {
    const { body, draft, save } = call;
    const target = await needed(draft, 'service/tickets', [], recordId(call));
    const ids = idsOf(body, 'mergeTicketIds');
    if (ids.length === 0) throw missingField('ticketMerge', 'mergeTicketIds');
    if (ids.includes(ownId(target))) {
      throw invalidField('ticketMerge', 'mergeTicketIds', 'A ticket cannot be merged into itself.');
    }
    const mergedParentTicket = referenceTo('service/tickets', target, 'ticket');
    for (const id of ids) {
      const ticket = await needed(draft, 'service/tickets', [], id);
      const status = body['status'] ?? ticket['status'];
      await saveChanged(save, draft, 'service/tickets', [], ticket, { mergedParentTicket, status });
    }
    draft.change('service/tickets', [], target, { hasMergedChildTicketFlag: true });
    return succeeded(`${ids.length} tickets were merged into ticket ${ownId(target)}.`);
  };
}

function attachChildren(): Action {
  return async (call) => {
    const { body, draft, save } = call;
    const parent = await needed(draft, 'service/tickets', [], recordId(call));
    const ids = idsOf(body, 'childTicketIds');
    if (ids.length === 0) throw missingField('ticketBundle', 'childTicketIds');
    for (const id of ids) {
      const child = await needed(draft, 'service/tickets', [], id);
      await saveChanged(save, draft, 'service/tickets', [], child, { parentTicketId: ownId(parent) });
    }
    return succeeded(`${ids.length} tickets were attached to ticket ${ownId(parent)}.`);
  };
}

const BELOW = ['notes', 'tasks', 'configurations', 'documents'] as const;

/**
 * A ticket changes sides with its id, its notes, tasks and configurations, and its time follows. To a
 * project it needs a phase, from one a board of the service desk is chosen for it as for a new ticket.
 */
function convert(from: 'service/tickets' | 'project/tickets'): Action {
  return async (call) => {
    const { body, draft, save, operation } = call;
    const id = recordId(call);
    const ticket = await needed(draft, from, [], id);
    const called = errorName(operation.body?.schema ?? '');
    const toService = from === 'project/tickets' && body['recordType'] === 'ServiceTicket';
    const to = toService ? 'service/tickets' : 'project/tickets';
    const phase = await projectMembers(called, body, draft);
    const kept = without(
      ticket,
      '_info',
      'recordType',
      'status',
      'board',
      'type',
      'subType',
      'item',
      'team',
      'project',
      'phase',
      'wbsCode',
    );
    const members: JsonRecord = toService
      ? kept
      : { ...kept, ...phase, isIssueFlag: body['recordType'] === 'ProjectIssue' };
    if (!toService && idOf(members, 'phase') === undefined) throw missingField(called, 'phase/id');
    if (to === from) {
      await saveChanged(save, draft, from, [], ticket, { ...phase, isIssueFlag: members['isIssueFlag'] });
      return succeeded(`Ticket ${id} was converted.`);
    }
    await save(
      {
        kind: 'create',
        resource: draft.resource(to),
        parents: [],
        after: fitting(draft, to, members),
        sent: new Set(Object.keys(members)),
        query: new Map(),
      },
      draft,
    );
    draft.remove(from, [], id);
    for (const name of BELOW) await moveBelow(`${from}/${name}`, `${to}/${name}`, id, draft);
    await rechargeTime(id, toService, draft);
    return succeeded(`Ticket ${id} was converted.`);
  };
}

/** The members that the other kind of ticket has as well. */
function fitting(draft: Draft, name: string, members: JsonRecord): JsonRecord {
  const fields = new Set(draft.fieldNames(name));
  return Object.fromEntries(Object.entries(members).filter(([member]) => fields.has(member)));
}

/** Project and phase of a ticket that goes to a project: those of the body, or the project of its phase. */
async function projectMembers(called: string, body: JsonRecord, draft: Draft): Promise<JsonRecord> {
  const [phaseId, projectId] = [idOf(body, 'phase'), idOf(body, 'project')];
  const [phase] =
    phaseId === undefined
      ? []
      : await draft.list('project/projects/phases', { where: equals('id', phaseId) });
  const project = await draft.get('project/projects', [], projectId ?? Number(phase?.['projectId']));
  const errors = [
    ...(phaseId !== undefined && !phase ? [missing('phase', `Project Phase ${phaseId}`)] : []),
    ...(projectId !== undefined && !project ? [missing('project', `Project ${projectId}`)] : []),
  ];
  if (errors.length > 0) throw invalidObject(called, ...errors);
  const id = Number(project?.['id']);
  return {
    project: project && referenceTo('project/projects', project, 'project'),
    phase: phase && { ...referenceTo('project/projects/phases', phase, 'phase', [id]) },
    wbsCode: body['wbsCode'],
  };
}

function missing(member: string, record: string): FieldError {
  return { code: 'NotFound', message: `${record} not found`, field: `${member}/id` };
}

async function moveBelow(from: string, to: string, id: number, draft: Draft): Promise<void> {
  for (const record of await draft.list(from, { parents: [id] })) {
    draft.remove(from, [id], ownId(record));
    draft.put(to, [id], fitting(draft, to, record));
  }
}

async function rechargeTime(id: number, toService: boolean, draft: Draft): Promise<void> {
  const [former, chargeToType] = toService
    ? ['ProjectTicket', 'ServiceTicket']
    : ['ServiceTicket', 'ProjectTicket'];
  const where = all(equals('chargeToType', former), equals('chargeToId', id));
  for (const name of ['time/entries', 'expense/entries']) {
    for (const entry of await draft.list(name, { where })) draft.change(name, [], entry, { chargeToType });
  }
}

/** The kind of a note of a project ticket: the flags of the body. */
function markNote(): Action {
  return async (call) => {
    const { body, draft, save } = call;
    const id = recordId(call);
    const [note] = await draft.list('project/tickets/notes', { where: equals('id', id) });
    const ticket = Number(note?.['ticketId']);
    const kept = await needed(draft, 'project/tickets/notes', [ticket], id);
    const flags = ['detailDescriptionFlag', 'internalAnalysisFlag', 'resolutionFlag', 'issueFlag'];
    const changes = Object.fromEntries(
      flags.filter((flag) => flag in body).map((flag) => [flag, body[flag]]),
    );
    await saveChanged(save, draft, 'project/tickets/notes', [ticket], kept, changes);
    return {};
  };
}

function clears(name: string): Action {
  return async ({ draft }) => {
    for (const record of await draft.list(name, { limit: 100_000 })) draft.remove(name, [], ownId(record));
    return {};
  };
}

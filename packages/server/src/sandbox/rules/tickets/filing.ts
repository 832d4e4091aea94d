import type { FieldError } from 'psakit/core';
import type { JsonRecord } from '../../../store/index.js';
import { SAVED, type Change, type Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { all, equals } from '../query.js';
import { referenceTo } from '../references.js';
import { invalidObject } from '../refusals.js';
import { idOf, textOf, without } from '../values.js';
import { TICKETS } from './place.js';

/**
 * On which board a ticket lies, and what belongs to the board: status, type, subtype, item, team.
 *
 * - A service ticket without a board goes to the member's default board, else the first of the member's
 *   location, else the first (PROTOCOL 6.6; the order is *assumed*). A project ticket goes to the board of
 *   its project.
 * - Without a status it gets the default one of its board.
 * - A ticket that moves to another board leaves a team behind that the request does not name (*assumed*: status, type
 *   and subtype are what PROTOCOL 6.6 asks to be sent with the board).
 * - All five must belong to the board, else `Service Status 17 not found for Service Board 21` (PROTOCOL 5,
 *   recorded for the status; the other texts are *assumed*).
 */
export const FILING: Concern = {
  about: TICKETS,
  on: SAVED,
  apply: async (change, draft) => {
    const board = await boardOf(change, draft);
    if (!board) return undefined;
    const id = Number(board['id']);
    let record: JsonRecord = {
      ...(leavesTeam(change, id) ? without(change.record, 'team') : change.record),
      board: change.record['board'] ?? referenceTo('service/boards', board, 'board'),
    };
    const errors: FieldError[] = [];
    for (const part of PARTS) {
      record = await checked(record, part, id, { draft, errors });
    }
    if (errors.length > 0) throw invalidObject('ticket', ...errors);
    if (idOf(record, 'status') !== undefined) return record;
    const status = await defaultStatus(id, draft);
    return status ? { ...record, status: statusReference(status, id) } : record;
  },
};

function leavesTeam({ before, sent }: Change, board: number): boolean {
  return before !== undefined && idOf(before, 'board') !== board && !sent.has('team');
}

interface Part {
  readonly member: string;
  readonly collection: string;
  /** As messages call it. */
  readonly called: string;
}

const PARTS: readonly Part[] = [
  { member: 'status', collection: 'service/boards/statuses', called: 'Service Status' },
  { member: 'type', collection: 'service/boards/types', called: 'Service Type' },
  { member: 'subType', collection: 'service/boards/subtypes', called: 'Service SubType' },
  { member: 'item', collection: 'service/boards/items', called: 'Service Item' },
  { member: 'team', collection: 'service/boards/teams', called: 'Service Team' },
];

/** The record with a part of its board; one that the board does not have goes into the errors. */
async function checked(
  record: JsonRecord,
  part: Part,
  board: number,
  { draft, errors }: { readonly draft: Draft; readonly errors: FieldError[] },
): Promise<JsonRecord> {
  const { member, collection, called } = part;
  const id = idOf(record, member);
  const refused = (key: string, given: string | number): JsonRecord => {
    const message = `${called} ${given} not found for Service Board ${board}`;
    errors.push({ code: 'NotFound', message, field: `${member}/${key}` });
    return record;
  };
  if (id !== undefined) {
    return (await draft.get(collection, [board], id)) ? record : refused('id', id);
  }
  // Given by name before it was known on which board.
  const name = nameIn(record, member);
  if (name === undefined) return record;
  const found = await draft.first(collection, { parents: [board], where: equals('name', name) });
  if (!found) return refused('name', name);
  const reference =
    member === 'status'
      ? statusReference(found, board)
      : member === 'team'
        ? referenceTo('service/teams', found, member)
        : referenceTo(collection, found, member, [board]);
  return { ...record, [member]: reference };
}

async function boardOf({ record }: Change, draft: Draft): Promise<JsonRecord | undefined> {
  const given = idOf(record, 'board');
  if (given !== undefined) return draft.get('service/boards', [], given);
  const project = await draft.get('project/projects', [], idOf(record, 'project'));
  const projectBoard = await draft.get('service/boards', [], idOf(project, 'board'));
  if (projectBoard) return projectBoard;
  const open = equals('inactiveFlag', false);
  const service = all(equals('projectFlag', record['phase'] !== undefined), open);
  if (record['phase'] === undefined) {
    const member = await draft.first('system/members', { where: equals('identifier', draft.by) });
    const preferred = await draft.get('service/boards', [], idOf(member, 'serviceDefaultBoard'));
    if (preferred) return preferred;
    const location = idOf(member, 'defaultLocation');
    const near =
      location === undefined
        ? undefined
        : await draft.first('service/boards', { where: all(service, equals('location/id', location)) });
    if (near) return near;
  }
  return draft.first('service/boards', { where: service });
}

/** The status with `defaultFlag`, else the first by sort order that is neither closed nor inactive. */
async function defaultStatus(board: number, draft: Draft): Promise<JsonRecord | undefined> {
  const statuses = await draft.list('service/boards/statuses', { parents: [board] });
  return (
    statuses.find((status) => status['defaultFlag'] === true) ??
    statuses.find((status) => status['inactive'] !== true && status['closedStatus'] !== true)
  );
}

/** A status as tickets show it, with its place in the order (PROTOCOL 6.5). */
export function statusReference(status: JsonRecord, board: number): JsonRecord {
  const { _info, ...reference } = referenceTo('service/boards/statuses', status, 'status', [board]);
  return { ...reference, sort: status['sortOrder'], _info };
}

/** The text of a reference that was given by name. */
function nameIn(record: JsonRecord, member: string): string | undefined {
  return textOf(record[member] as JsonRecord | undefined, 'name');
}

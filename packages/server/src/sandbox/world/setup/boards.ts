import { reference, type Reference } from '../references.js';
import { known, row, SETUP_INFO, setupRows } from '../rows.js';
import type { Part } from '../types.js';
import { ISSUES, type Issue } from '../words/issues.js';
import type { Member, Members } from './members.js';
import type { Organisation } from './organisation.js';

/** How far a ticket has come; each board has one status of each kind that it uses. */
export type Stage =
  | 'new'
  | 'assigned'
  | 'inProgress'
  | 'scheduled'
  | 'waitingCustomer'
  | 'waitingVendor'
  | 'resolved'
  | 'closed'
  | 'cancelled';

export interface BoardStatus extends Reference {
  readonly sort: number;
}

export interface Team {
  readonly reference: Reference;
  readonly members: readonly Member[];
}

/** A kind of work with the references a ticket of it carries. */
export interface FiledIssue extends Issue {
  readonly typeRef: Reference;
  readonly subTypeRef: Reference;
  readonly itemRef: Reference;
}

export interface Board {
  readonly reference: Reference;
  readonly location: Reference;
  readonly project: boolean;
  readonly statuses: Readonly<Record<Stage, BoardStatus>>;
  readonly teams: readonly Team[];
  readonly issues: readonly FiledIssue[];
}

const BOARDS: readonly (readonly [id: number, name: string, teams: readonly string[]])[] = [
  [1, 'Help Desk', ['Service Desk', 'Escalation']],
  [2, 'Network Operations', ['NOC']],
  [3, 'Security', ['Blue Team']],
  [4, 'Field Services', ['Field North', 'Field South']],
  [5, 'Onboarding & Changes', ['Changes']],
  [6, 'Projects', ['Project Team']],
];

const STATUSES: readonly (readonly [Stage, name: string, escalation: string])[] = [
  ['new', 'New', 'NotResponded'],
  ['assigned', 'Assigned', 'Responded'],
  ['inProgress', 'In Progress', 'ResolutionPlan'],
  ['scheduled', 'Scheduled', 'ResolutionPlan'],
  ['waitingCustomer', 'Waiting Customer', 'ResolutionPlan'],
  ['waitingVendor', 'Waiting Vendor', 'ResolutionPlan'],
  ['resolved', 'Completed', 'Resolved'],
  ['closed', 'Closed', 'Resolved'],
  ['cancelled', 'Cancelled', 'NoEscalation'],
];

const PROJECT_ISSUES: readonly Issue[] = [
  ['Task', 'Plan', 'Documentation'],
  ['Task', 'Deploy', 'Server'],
  ['Task', 'Migrate', 'Mailbox'],
  ['Task', 'Test', 'User acceptance'],
].map(([type = '', subType = '', item = '']) => ({
  board: 'Projects',
  type,
  subType,
  item,
  urgent: false,
  quarters: 8,
  summaries: [],
  details: [],
  fixes: [],
}));

/** Boards with all that belongs to them. What can be filed on a board is what its issues say. */
export function* boardsPart(organisation: Organisation, members: Members): Part<readonly Board[]> {
  const boards: Board[] = [];
  const pool = [...members.technicians];
  let nextTeam = 10;
  for (const [id, name, teamNames] of BOARDS) {
    const board = reference('board', '/service/boards', id, name);
    const project = name === 'Projects';
    const location = known(organisation.locations[name === 'Field Services' ? 1 : 0]);
    yield row('service/boards', boardRecord(organisation, board, location, project, members.admin));
    const statuses = yield* statusRows(board);
    const teams: Team[] = [];
    for (const [index, teamName] of teamNames.entries()) {
      const people = pool.filter((_, place) => (place + id + index) % 2 === 0 || pool.length < 4);
      const team = { reference: reference('team', '/service/teams', nextTeam++, teamName), members: people };
      teams.push(team);
      yield* teamRows(organisation, board, location, team, index === 0);
    }
    const issues = yield* filingRows(
      board,
      project ? PROJECT_ISSUES : ISSUES.filter((issue) => issue.board === name),
    );
    boards.push({ reference: board, location, project, statuses, teams, issues });
  }
  return boards;
}

function* statusRows(board: Reference): Part<Board['statuses']> {
  const made = {} as Record<Stage, BoardStatus>;
  for (const [index, [stage, name, escalationStatus]] of STATUSES.entries()) {
    const id = (board.id - 1) * STATUSES.length + index + 1;
    const closed = stage === 'closed' || stage === 'cancelled';
    made[stage] = reference('status', `/service/boards/${board.id}/statuses`, id, name, { sort: index });
    yield row(
      'service/boards/statuses',
      {
        id,
        name,
        board,
        sortOrder: index,
        displayOnBoard: !closed,
        inactive: false,
        closedStatus: closed,
        timeEntryNotAllowed: false,
        defaultFlag: stage === 'new',
        escalationStatus,
        customerPortalDescription: closed ? 'Closed' : name,
        customerPortalFlag: false,
        saveTimeAsNote: false,
        _info: SETUP_INFO,
      },
      board.id,
    );
  }
  return made;
}

function* teamRows(
  organisation: Organisation,
  board: Reference,
  location: Reference,
  team: Team,
  isDefault: boolean,
): Part<undefined> {
  const { id, name } = team.reference;
  const leader = known(team.members[0]).reference;
  const department = organisation.departments.service;
  yield row('service/teams', {
    id,
    name,
    leader,
    location,
    department,
    deleteNotifyFlag: false,
    _info: SETUP_INFO,
  });
  yield row(
    'service/boards/teams',
    {
      id,
      name,
      teamLeader: leader,
      members: team.members.map((member) => member.reference.id),
      defaultFlag: isDefault,
      notifyOnTicketDelete: false,
      boardId: board.id,
      locationId: location.id,
      businessUnitId: department.id,
      _info: SETUP_INFO,
    },
    board.id,
  );
  return undefined;
}

/** Types, subtypes, items and which go together, each once. */
function* filingRows(board: Reference, issues: readonly Issue[]): Part<readonly FiledIssue[]> {
  const path = `/service/boards/${board.id}`;
  const refs = (link: string, collection: string, names: readonly string[]): Map<string, Reference> =>
    new Map(
      [...new Set(names)].map((name, index) => [
        name,
        reference(link, `${path}/${collection}`, board.id * 100 + index + 1, name),
      ]),
    );
  const types = refs(
    'type',
    'types',
    issues.map((issue) => issue.type),
  );
  const subTypes = refs(
    'subType',
    'subtypes',
    issues.map((issue) => issue.subType),
  );
  const items = refs(
    'item',
    'items',
    issues.map((issue) => issue.item),
  );
  const filed = issues.map((issue) => ({
    ...issue,
    typeRef: known(types.get(issue.type)),
    subTypeRef: known(subTypes.get(issue.subType)),
    itemRef: known(items.get(issue.item)),
  }));
  yield* setupRows(
    'service/boards/types',
    [...types.values()].map(({ id, name }, index) => ({
      id,
      name,
      category: name === 'Server' || name === 'Backup' || name === 'Vulnerability' ? 'Proactive' : 'Reactive',
      defaultFlag: index === 0,
      inactiveFlag: false,
      requestForChangeFlag: name === 'Change',
      board,
    })),
    board.id,
  );
  yield* setupRows(
    'service/boards/subtypes',
    [...subTypes.values()].map(({ id, name }) => ({
      id,
      name,
      inactiveFlag: false,
      typeAssociationIds: [
        ...new Set(filed.filter((each) => each.subTypeRef.id === id).map((each) => each.typeRef.id)),
      ],
      board,
    })),
    board.id,
  );
  yield* setupRows(
    'service/boards/items',
    [...items.values()].map(({ id, name }) => ({ id, name, inactiveFlag: false, board })),
    board.id,
  );
  const triples = new Map(
    filed.map((each) => [`${each.typeRef.id} ${each.subTypeRef.id} ${each.itemRef.id}`, each]),
  );
  yield* setupRows(
    'service/boards/typeSubTypeItemAssociations',
    [...triples.values()].map(({ typeRef, subTypeRef, itemRef }, index) => ({
      id: board.id * 1000 + index + 1,
      type: typeRef,
      subType: subTypeRef,
      item: itemRef,
      board,
    })),
    board.id,
  );
  return filed;
}

function boardRecord(
  organisation: Organisation,
  board: Reference,
  location: Reference,
  projectFlag: boolean,
  manager: Member,
): Readonly<Record<string, unknown>> {
  const { departments, workRoles, workTypes } = organisation;
  return {
    id: board.id,
    name: board.name,
    location,
    department: projectFlag ? departments.projects : departments.service,
    inactiveFlag: false,
    sendToContactFlag: true,
    sendToResourceFlag: false,
    projectFlag,
    showDependenciesFlag: projectFlag,
    showEstimatesFlag: projectFlag,
    billTicketsAfterClosedFlag: false,
    billTicketSeparatelyFlag: false,
    billUnapprovedTimeExpenseFlag: false,
    overrideBillingSetupFlag: false,
    serviceManagerMember: manager.reference,
    workRole: workRoles.technician,
    workType: workTypes.remote,
    billTime: 'NoDefault',
    billExpense: 'NoDefault',
    billProduct: 'NoDefault',
    autoAssignNewTicketsFlag: false,
    discussionsLockedFlag: false,
    timeEntryLockedFlag: false,
    notifyEmailFrom: 'support@northwindit.example',
    notifyEmailFromName: board.name,
    closedLoopDiscussionsFlag: false,
    timeEntryDiscussionFlag: true,
    problemSort: 'Descending',
    resolutionSort: 'Descending',
    internalAnalysisSort: 'Descending',
    emailConnectorAllowReopenClosedFlag: true,
    useMemberDisplayNameFlag: true,
    autoAssignTicketOwnerFlag: false,
    percentageCalculation: 'ActualHours',
    allSort: 'Descending',
    markFirstNoteIssueFlag: false,
    restrictBoardByDefaultFlag: false,
    _info: SETUP_INFO,
  };
}

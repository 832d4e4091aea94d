import { matchPath } from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import {
  decodedSegment,
  noEndpoint,
  recordNotFound,
  type SpecialCall,
  type SpecialOperation,
} from '../../api/index.js';
import type { JsonRecord } from '../../store/index.js';
import { quantityOnHand } from '../rules/shown/stock.js';
import { answering } from './answering.js';
import { idAt, recordAt, recordsOf } from './records.js';
import { emptyValue, shownAs } from './template.js';

/** A count of what this PSA has none of. */
const none = (path: string): SpecialOperation => answering(path, () => Promise.resolve({ count: 0 }));

/** How many of a tab's things there are; the specification does not say under which names. */
const tabs = (path: string, collection: string): SpecialOperation =>
  answering(path, async (call) => {
    await recordAt(call, collection);
    return {};
  });

/** A connection that is said to work. */
const connected = (path: string): SpecialOperation =>
  answering(path, () => Promise.resolve({ success: true, message: 'The connection works.' }));

/** Settings that a PSA has once: as they were kept, else empty ones. */
const settings = (path: string, entity: string): SpecialOperation => {
  const made = answering(path, (call) => {
    const id = call.match.parameters['id'];
    if (id !== undefined && id !== '1') throw recordNotFound(entity, id);
    return Promise.resolve({ id: 1, ...emptyValue(entity) });
  });
  return {
    ...made,
    answer: async (call) => {
      try {
        return await call.services.read(call);
      } catch (error) {
        if (error instanceof PsaError && error.status === 404) return made.answer(call);
        throw error;
      }
    },
  };
};

/** The member who calls, where there is a record of it: an API member has none there (PROTOCOL 1.7, live). */
async function caller(call: SpecialCall, entity: string): Promise<JsonRecord> {
  const { identifier } = call.member;
  const [member] = await recordsOf(call, 'system/members', { field: ['identifier'], value: identifier });
  if (!member) throw noEndpoint();
  return shownAs(entity, { ...member, fullName: [member['firstName'], member['lastName']].join(' ').trim() });
}

/** The open tickets, as their own list answers them: their SLA is in them (*assumed*). */
function slaTickets(call: SpecialCall): ReturnType<SpecialOperation['answer']> {
  const match = matchPath('/service/tickets');
  if (!match) throw noEndpoint();
  return call.services.read({ ...call, match, narrow: OPEN });
}

const OPEN: NonNullable<SpecialCall['narrow']> = {
  kind: 'compare',
  field: { kind: 'field', path: ['closedFlag'] },
  operator: '=',
  value: { kind: 'boolean', value: false },
};

/** Of an item by its identifier, or by its id (*assumed*: the parameter is called identifier). */
async function stockOf(call: SpecialCall): Promise<object> {
  const given = call.match.parameters['catalogItemIdentifier'] ?? '';
  const wanted = { field: ['identifier'], value: decodedSegment(given) };
  const [item] = await recordsOf(call, 'procurement/catalog', wanted);
  const id = item ? Number(item['id']) : Number(given);
  return { count: await quantityOnHand(call.services.reading.store, id) };
}

async function workplan(call: SpecialCall): Promise<object> {
  await recordAt(call, 'project/projects');
  const phases = await recordsOf(call, 'project/projects/phases', { parents: [idAt(call, 'id')] });
  return {
    projectId: idAt(call, 'id'),
    phases: phases.map((phase) => ({ ...shownAs('ProjectWorkplanProjectPhase', phase) })),
  };
}

async function emptyLog(call: SpecialCall): ReturnType<SpecialOperation['answer']> {
  await recordAt(call, 'company/management');
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment; filename="management.log"',
    },
    body: '',
  };
}

/** Settings, tests of connections, and answers that are no records. Nothing is recorded of them: all *assumed*. */
export const SETTINGS: readonly SpecialOperation[] = [
  none('/company/companies/{parentId}/surveys/count'),
  none('/company/m365contactsync/property/count'),
  answering('/procurement/catalog/{catalogItemIdentifier}/quantityOnHand', stockOf),
  none('/project/boards/{parentId}/teams/{id}/info/count'),
  tabs('/company/configurations/{id}/quickAccess/count', 'company/configurations'),
  tabs('/finance/agreements/{id}/quickAccess/count', 'finance/agreements'),
  answering('/procurement/purchaseorders/{id}/quickAccess/count', async (call) => {
    await recordAt(call, 'procurement/purchaseorders');
    return { statusCode: 'OK', reasonPhrase: 'OK', headers: [], isSuccessStatusCode: true };
  }),
  connected('/system/authAnvils/testConnection'),
  connected('/system/managementNetworkSecurities/{id}/testCredentials'),
  connected('/system/quoteLinkSetup/testConnection'),
  settings('/service/knowledgebasesettings', 'KnowledgeBaseSettings'),
  settings('/service/knowledgebasesettings/{id}', 'KnowledgeBaseSettings'),
  settings('/company/m365contactsync/{id}/property', 'M365ContactSyncProperty'),
  settings('/system/contactsync/monitoring/notificationtype', 'M365ContactSyncMonitoring'),
  settings('/system/contactsync/monitoring/type/{id}', 'M365ContactSyncMonitoring'),
  answering('/system/marketplaceimport/getdefinition/{id}', (call) =>
    Promise.resolve({ id: idAt(call, 'id'), ...emptyValue('MarketplaceImport') }),
  ),
  answering('/system/myMembers', (call) => caller(call, 'MyMember')),
  answering('/system/myMembers/info', (call) => caller(call, 'MyMemberInfo')),
  answering('/system/ssoUsers/{externalId}', async (call) => {
    const id = call.match.parameters['externalId'] ?? '';
    const [user] = await recordsOf(call, 'system/ssoUsers', { field: ['ssoUserId'], value: id });
    if (!user) throw recordNotFound('SsoUser', id);
    return user;
  }),
  answering('/system/workflows/{parentId}/events/{id}/test', () => Promise.resolve([])),
  answering('/project/projects/{id}/projectWorkplan', workplan),
  { method: 'GET', path: '/service/tickets/calculateSla', answer: slaTickets },
  { method: 'GET', path: '/company/management/{id}/log/download', answer: emptyLog },
];

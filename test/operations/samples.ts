import { Buffer } from 'node:buffer';
import type { Caller } from './caller.js';

/** What is sent where the catalog alone does not say what is valid: rules of PSA, or ids that are no references. */
export interface Sample {
  readonly path?: string | undefined;
  readonly body?: unknown;
}

const SERVICE_TICKET = { summary: 'A sample', company: { id: 2 } };

function callback(type: string): object {
  return { url: 'http://127.0.0.1:9/hook?id=', objectId: 1, type, level: 'owner' };
}

async function projectTicket(caller: Caller): Promise<object> {
  const project = await caller.first('/project/projects?pageSize=1');
  const phase = await caller.first(`/project/projects/${project}/phases?pageSize=1`);
  return { summary: 'A sample', project: { id: project }, phase: { id: phase } };
}

const openEntry = async (caller: Caller): Promise<string> =>
  `/time/entries/${await caller.made('/time/entries', await timeEntry(caller))}`;

async function timeEntry(caller: Caller): Promise<object> {
  const ticket = await caller.made('/service/tickets', SERVICE_TICKET);
  return {
    chargeToType: 'ServiceTicket',
    chargeToId: ticket,
    timeStart: '2024-05-01T09:00:00Z',
    actualHours: 1,
    billableOption: 'Billable',
  };
}

const configuration = (caller: Caller): Promise<string | number> =>
  caller.made('/company/configurations', { name: 'srv', type: { id: 1 }, company: { id: 2 } });

/** By method and path. */
export const SAMPLES: Readonly<Record<string, ((caller: Caller) => Promise<Sample>) | undefined>> = {
  'POST /company/companies/{id}/merge': async (caller) => {
    const from = await caller.made('/company/companies', { identifier: 'MergeFrom', name: 'From' });
    const to = await caller.made('/company/companies', { identifier: 'MergeTo', name: 'To' });
    return { path: `/company/companies/${from}/merge`, body: { toCompanyId: to } };
  },
  'POST /company/configurations/types/copy': () => Promise.resolve({ body: { id: 1, name: 'A copy' } }),
  'PATCH /company/configurations/{id}/changeType': async (caller) => ({
    body: [
      {
        op: 'replace',
        path: 'type',
        value: { id: await caller.first('/company/configurations/types?pageSize=1') },
      },
    ],
  }),
  'DELETE /company/configurations/bulk': async (caller) => ({ body: { ids: [await configuration(caller)] } }),
  'PUT /company/configurations/bulk': async (caller) => ({
    body: [{ id: await configuration(caller), name: 'srv', type: { id: 1 }, company: { id: 2 } }],
  }),
  'POST /company/portalConfigurations/copy': async (caller) => ({
    body: { id: await caller.first('/company/portalConfigurations'), name: 'A copy' },
  }),
  'POST /finance/agreements/{parentId}/configurations': async (caller) => ({
    body: { id: await configuration(caller) },
  }),
  'GET /finance/info/invoice/{id}': async (caller) => ({
    path: `/finance/info/invoice/${await caller.first('/finance/invoices?pageSize=1')}`,
  }),
  'POST /finance/invoices': () =>
    Promise.resolve({
      body: { type: 'Miscellaneous', company: { id: 2 }, invoiceNumber: 'S1', locationId: 1 },
    }),
  'DELETE /procurement/purchaseorders/{parentId}/lineitems/bulk': () =>
    Promise.resolve({ body: { ids: [] } }),
  'POST /project/projects/{parentId}/applyTemplates': async (caller) => ({
    body: [{ id: await caller.first('/project/projectTemplates'), name: 'A template' }],
  }),
  'POST /project/ticketNote/{id}/markAs': async (caller) => {
    const ticket = await caller.made('/project/tickets', await projectTicket(caller));
    const note = await caller.made(`/project/tickets/${ticket}/notes`, { text: 'A note' });
    return { path: `/project/ticketNote/${note}/markAs` };
  },
  'POST /project/tickets': async (caller) => ({ body: await projectTicket(caller) }),
  'PUT /project/tickets/{id}': async (caller) => {
    const body = await projectTicket(caller);
    return { path: `/project/tickets/${await caller.made('/project/tickets', body)}`, body };
  },
  'POST /project/tickets/{parentId}/convert': async (caller) => ({
    body: { ...(await projectTicket(caller)), summary: undefined, recordType: 'ProjectIssue' },
  }),
  'POST /project/tickets/{parentId}/notes': () => Promise.resolve({ body: { text: 'A note' } }),
  'PUT /project/tickets/{parentId}/notes/{id}': () => Promise.resolve({ body: { text: 'A note' } }),
  'PUT /schedule/types/{id}': async (caller) => ({
    path: `/schedule/types/${await caller.made('/schedule/types', { name: 'Lunch', identifier: 'L' })}`,
    body: { name: 'Long lunch', identifier: 'L' },
  }),
  'DELETE /schedule/types/{id}': async (caller) => ({
    path: `/schedule/types/${await caller.made('/schedule/types', { name: 'Nap', identifier: 'N' })}`,
  }),
  'POST /schedule/holidayLists/copy': async (caller) => ({
    body: { id: await caller.first('/schedule/holidayLists'), name: 'A copy' },
  }),
  'GET /sales/schedule/holidaylists/{parentId}/holidays/info/count': async (caller) => ({
    path: `/sales/schedule/holidaylists/${await caller.first('/schedule/holidayLists')}/holidays/info/count`,
  }),
  'POST /service/boards/copy': () => Promise.resolve({ body: { id: 1, name: 'A copy' } }),
  'POST /service/tickets/{parentId}/attachChildren': async (caller) => ({
    body: { childTicketIds: [await caller.made('/service/tickets', SERVICE_TICKET)] },
  }),
  'POST /service/tickets/{parentId}/merge': async (caller) => {
    const [into, from] = [
      await caller.made('/service/tickets', { ...SERVICE_TICKET, board: { id: 1 } }),
      await caller.made('/service/tickets', { ...SERVICE_TICKET, board: { id: 1 } }),
    ];
    const status = await caller.first('/service/boards/1/statuses?pageSize=1');
    return {
      path: `/service/tickets/${into}/merge`,
      body: { mergeTicketIds: [from], status: { id: status } },
    };
  },
  'POST /service/tickets/{parentId}/notes': () => Promise.resolve({ body: { text: 'A note' } }),
  'PUT /service/tickets/{parentId}/notes/{id}': () => Promise.resolve({ body: { text: 'A note' } }),
  'POST /system/documents': async (caller) => {
    const form = new FormData();
    form.set('recordType', 'Ticket');
    form.set('recordId', String(await caller.made('/service/tickets', SERVICE_TICKET)));
    form.set('title', 'notes');
    form.set('file', new Blob(['hello'], { type: 'text/plain' }), 'notes.txt');
    return { body: form };
  },
  'GET /company/contacts/{id}/image': async (caller) => {
    const id = await caller.first('/company/contacts?pageSize=1');
    await caller.send('POST', '/system/documents', picture('Contact', id));
    return { path: `/company/contacts/${id}/image` };
  },
  'GET /system/members/{id}/image': async (caller) => {
    const id = await caller.first('/system/members?pageSize=1');
    await caller.send('POST', '/system/documents', picture('Member', id));
    return { path: `/system/members/${id}/image` };
  },
  'GET /system/documents/{id}/thumbnail': async (caller) => {
    const contact = await caller.first('/company/contacts?pageSize=1');
    const { text } = await caller.send('POST', '/system/documents', picture('Contact', contact));
    return { path: `/system/documents/${(JSON.parse(text) as { id: number }).id}/thumbnail` };
  },
  'POST /project/projectTemplates/createFromProject/{id}': async (caller) => ({
    path: `/project/projectTemplates/createFromProject/${await caller.first('/project/projects?pageSize=1')}`,
  }),
  'POST /system/callbacks': () => Promise.resolve({ body: callback('ticket') }),
  'PUT /system/callbacks/{id}': async (caller) => ({
    path: `/system/callbacks/${await caller.made('/system/callbacks', callback('company'))}`,
    body: callback('company'),
  }),
  'PATCH /system/callbacks/{id}': async (caller) => ({
    path: `/system/callbacks/${await caller.made('/system/callbacks', callback('contact'))}`,
    body: [{ op: 'replace', path: 'description', value: 'A hook' }],
  }),
  'DELETE /system/callbacks/{id}': async (caller) => ({
    path: `/system/callbacks/${await caller.made('/system/callbacks', callback('invoice'))}`,
  }),
  'DELETE /system/members/{parentId}/managedDeviceAccounts/bulk': () =>
    Promise.resolve({ body: { ids: [] } }),
  'POST /system/members/{memberIdentifier}/tokens': async (caller) => ({
    path: `/system/members/${await caller.first('/system/members?conditions=inactiveFlag=false&pageSize=1', 'identifier')}/tokens`,
  }),
  'GET /system/ssoUsers/{externalId}': async (caller) => ({
    path: `/system/ssoUsers/${await caller.first('/system/ssoUsers', 'ssoUserId')}`,
  }),
  'GET /system/reports/{reportName}': async (caller) => ({ path: await reportPath(caller) }),
  'GET /system/reports/{reportName}/columns': async (caller) => ({
    path: `${await reportPath(caller)}/columns`,
  }),
  'GET /system/reports/{reportName}/count': async (caller) => ({ path: `${await reportPath(caller)}/count` }),
  'POST /time/entries': async (caller) => ({ body: await timeEntry(caller) }),
  'PUT /time/entries/{id}': async (caller) => ({
    path: await openEntry(caller),
    body: await timeEntry(caller),
  }),
  'PATCH /time/entries/{id}': async (caller) => ({
    path: await openEntry(caller),
    body: [{ op: 'replace', path: 'notes', value: 'Done' }],
  }),
};

async function reportPath(caller: Caller): Promise<string> {
  return `/system/reports/${await caller.first('/system/reports', 'name')}`;
}

/** The smallest PNG there is: one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function picture(recordType: string, recordId: string | number): FormData {
  const form = new FormData();
  form.set('recordType', recordType);
  form.set('recordId', String(recordId));
  form.set('title', 'face');
  form.set('isAvatar', 'true');
  form.set('file', new Blob([Buffer.from(PIXEL, 'base64')], { type: 'image/png' }), 'face.png');
  return form;
}
